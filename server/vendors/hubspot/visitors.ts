import { createHash } from 'node:crypto'
import type { AccountCache } from '../../cache/cache.ts'
import type { Clock } from '../../clock.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { HubSpotClient } from './client.ts'
import { visitorPolicy, visitorRefusalMs } from './config.ts'

/** Tokens that vouch to HubSpot's chat for who is signed in. */
export interface Visitors {
  /**
   * A token for the address, with at least half an hour to live; null when there is none. The chat works without, so
   * nothing that goes wrong here is an error: a plan without visitor identification is no fault, and anything else is for
   * the log.
   */
  tokenFor(email: string): Promise<string | null>
}

/** HubSpot makes a new token at every call, so one per person is kept for as long as it is good. */
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
      const person = createHash('sha256').update(email.toLowerCase()).digest('hex').slice(0, 24)
      try {
        return (await cache.read(visitorPolicy, `visitor:${person}`, () => client.visitorToken(email))).value
      } catch (error) {
        if (!(error instanceof VendorError)) throw error
        if (error.code === 'VENDOR_FORBIDDEN') refusedUntil = clock() + visitorRefusalMs
        logger.info({ vendor: 'HUBSPOT', code: error.code }, 'the chat goes without a visitor token')
        return null
      }
    },
  }
}
