import { setTimeout as sleep } from 'node:timers/promises'
import type { VendorError } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { vendorCallCause } from '../../telemetry/vendor-calls.ts'
import { createAttempts, type AttemptOptions, type GoodAnswer } from './attempt.ts'
import type { ConcurrencyLimit } from './concurrency-limit.ts'
import { noRateLimit, type RateLimiter } from './rate-limiter.ts'
import { nextAttemptInMs } from './retry-rule.ts'
import type { Classification, VendorCall } from './vendor-call.ts'

export interface VendorHttpOptions extends AttemptOptions {
  readonly concurrency: ConcurrencyLimit
  /** Rate limit of the vendor; none by default. */
  readonly rateLimiter?: RateLimiter
  /** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
  readonly timeoutMs: number
  readonly logger: Logger
  readonly metrics: Metrics
  /** Source of jitter, from 0 to 1. */
  readonly random?: () => number
}

/** HTTP access to a vendor. */
export interface VendorHttp {
  /**
   * Calls the vendor and returns the parsed JSON of its response.
   *
   * @throws VendorError once no retries are left: one error object per call, shared by everything that depends on it
   */
  call(call: VendorCall): Promise<unknown>
  /** Like `call`, with the response headers. */
  ask(call: VendorCall): Promise<GoodAnswer>
  close(): void
}

/**
 * Sends calls to one vendor: concurrency limit, rate limit, deadline, retries, and translation of every failure in this
 * one place.
 */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp {
  const { errors, concurrency, rateLimiter = noRateLimit, timeoutMs, random = Math.random } = options
  const { vendor } = errors
  const attempts = createAttempts(options)
  const report = createReporter(options)
  let isClosed = false

  async function callWithRetries(call: VendorCall, queue: string): Promise<GoodAnswer> {
    let deadline = Infinity
    // If a retry times out in the queue, report the error of the previous attempt.
    let lastError: VendorError | null = null
    const giveUp = () => (call.signal?.aborted ? attempts.cancelled() : (lastError ?? attempts.timedOut()))
    for (let made = 1; ; made++) {
      // It was queued, or backing off before a retry: what is cancelled takes no slot from others.
      if (call.signal?.aborted) throw giveUp()
      let begun = performance.now()
      const maxWaitMs = Math.min(timeoutMs, deadline - begun)
      // The deadline starts when the first attempt may be sent: queueing is our own doing, not the vendor's.
      const send = () => {
        begun = performance.now()
        deadline = Math.min(deadline, begun + timeoutMs)
        return attempts.make(call, deadline - begun)
      }
      // A slot is good for one attempt, and what is given one is a write, which has no other.
      const outcome = call.slot
        ? await call.slot.use(send)
        : await rateLimiter.run(queue, maxWaitMs, giveUp, send, call.signal)
      const seconds = (performance.now() - begun) / 1_000
      if ('json' in outcome) {
        report.success(call, seconds)
        return outcome
      }
      const { classification } = outcome
      const isWrite = call.isWrite ?? false
      const remainingMs = deadline - performance.now()
      const waitMs = nextAttemptInMs({ classification, isWrite, attempts: made, remainingMs, random: random() })
      report.failure(call, seconds, classification, { attempt: made, waitMs })
      if (waitMs === null || isClosed) throw classification.error
      lastError = classification.error
      await sleep(waitMs)
    }
  }

  // Keep the slot while backing off: a vendor that asks for backoff gets fewer calls rather than others instead.
  function ask(call: VendorCall): Promise<GoodAnswer> {
    const queue = call.queue ?? call.entity
    return concurrency.run(`${vendor}:${queue}`, timeoutMs, attempts.timedOut, () => callWithRetries(call, queue))
  }

  return {
    ask,
    call: async (call) => (await ask(call)).json,
    close() {
      // Closing a connection looks like an interrupted one, which would be retried: no more retries from here on.
      isClosed = true
      attempts.close()
    },
  }
}

/** Counts every attempt, and logs those that failed. */
function createReporter({ errors: { vendor }, logger, metrics }: VendorHttpOptions) {
  function count({ entity }: VendorCall, seconds: number, outcome: string): void {
    metrics.vendorSeconds.observe({ vendor, entity }, seconds)
    metrics.vendorCalls.inc({ vendor, entity, outcome, cause: vendorCallCause() })
  }
  return {
    success: (call: VendorCall, seconds: number) => count(call, seconds, 'ok'),
    failure(
      call: VendorCall,
      seconds: number,
      { error, reason, said }: Classification,
      next: { readonly attempt: number; readonly waitMs: number | null },
    ) {
      count(call, seconds, reason)
      const { entity } = call
      logger.warn(
        { vendor, entity, reason, code: error.code, ...next, ...(said !== undefined && { said }) },
        'vendor call failed',
      )
    },
  }
}
