import type { AccountCache } from '../../cache/cache.ts'
import type { Clock } from '../../clock.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import { digest } from '../kit/cache-keys.ts'
import type { HubSpotClient } from './client.ts'
import { visitorPolicy, visitorRefusalMs } from './config.ts'

/** Tokens that identify the signed-in user to HubSpot's chat. */
export interface Visitors {
  /**
   * Returns a token for the address, valid for at least half an hour; null if there is none. The chat works without, so
   * nothing here is an error: a plan without visitor identification is expected, anything else is logged.
   */
  tokenFor(email: string): Promise<string | null>
}

/** HubSpot creates a new token per call, so cache one per person while it is valid. */
export function createVisitors(options: {
  client: HubSpotClient
  cache: AccountCache
  clock: Clock
  logger: Logger
}): Visitors {
  const { client, cache, clock, logger } = options
  let refusedUntil = -Infinity

  return {
    async tokenFor(email) {
      if (clock() < refusedUntil) return null
      try {
        return (
          await cache.read(visitorPolicy, `visitor:${digest(email.toLowerCase())}`, () => client.visitorToken(email))
        ).value
      } catch (error) {
        if (!(error instanceof VendorError)) throw error
        if (error.code === 'VENDOR_FORBIDDEN') refusedUntil = clock() + visitorRefusalMs
        logger.info({ vendor: 'HUBSPOT', code: error.code }, 'no visitor token for the chat')
        return null
      }
    },
  }
}
