import { GatewayError } from '../errors/gateway-error.ts'
import type { LimitState } from './limit-state.ts'

/** A caller who has used up a limit over time: nothing was executed. */
export class TooManyRequestsError extends GatewayError {
  override name = 'TooManyRequestsError'
  readonly state: LimitState

  constructor(state: LimitState, what: string) {
    const { resetSeconds: retryAfterSeconds } = state
    const message = `${what} Try again in ${inWords(retryAfterSeconds)}.`
    super('TOO_MANY_REQUESTS', message, { retryAfterSeconds, details: { retryAfterSeconds } })
    this.state = state
  }
}

/** `1 second`, `42 seconds`, `12 minutes`. */
function inWords(seconds: number): string {
  const [amount, unit] = seconds <= 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute']
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`
}
