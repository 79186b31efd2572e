import type { Cache } from '../../cache/cache.ts'
import type { Clock } from '../../clock.ts'
import type { HubSpotSettings } from '../../config/vendor-settings.ts'
import { vendorNotConfigured } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { accountKey } from '../kit/account-key.ts'
import { createRateLimiter, type RateLimiter } from '../kit/rate-limiter.ts'
import { perRequest, type RequestScope } from '../kit/per-request.ts'
import { createConcurrencyLimit } from '../kit/concurrency-limit.ts'
import { createVendorHttp } from '../kit/vendor-http.ts'
import { chatScriptUrl } from './chat.ts'
import { createHubSpotClient } from './client.ts'
import {
  accountPolicy,
  callsAtATime,
  countPolicy,
  rateLimits,
  recentPolicy,
  salesPolicy,
  timeoutMs,
  websitePolicy,
} from './config.ts'
import { createDailyQuota, withDailyQuota } from './daily-quota.ts'
import { createProgressKeeper } from './deals-progress.ts'
import { createHubSpotClassifier } from './classify-response.ts'
import { createHubSpotLoaders, type HubSpotLoaders } from './loaders.ts'
import { createHubSpotReader } from './reader.ts'
import { readHubSpotStatus, type VendorStatus } from './status.ts'
import type { DealsProgress } from './types.ts'
import { createVisitors } from './visitors.ts'

export type { HubSpotLoaders } from './loaders.ts'
export { chatScriptUrl, isHubSpotsOwn } from './chat.ts'

/** The public interface of the HubSpot vendor: all that the rest of the server may use. */
export interface HubSpot {
  /**
   * Returns a request's loaders.
   *
   * @throws VendorError `VENDOR_NOT_CONFIGURED` without settings
   */
  forRequest(scope: RequestScope): HubSpotLoaders
  /** Progress of reading all deals in this process; synchronous. @throws VendorError `VENDOR_NOT_CONFIGURED` */
  dealsProgress(): DealsProgress
  /** What the portal needs to show the chat. @throws VendorError `VENDOR_NOT_CONFIGURED` */
  chat(): Chat
  status(): Promise<VendorStatus>
  /** Prefetches the account and the pipelines. Reports no errors: what fails here fails again when requested. */
  prepare(): void
  /** Invalidates the figures of this part of the graph. */
  refresh(part: 'SALES' | 'WEBSITE'): Promise<void>
  /** Freshness period of figures, in seconds. */
  readonly maxAgeSeconds: { readonly sales: number; readonly website: number }
  close(): void
}

export interface Chat {
  readonly hubId: string
  /** URL of the loader script for this region. */
  scriptUrl(region: string): string
  /** A token for this person, or null; never rejects. */
  tokenFor(email: string): Promise<string | null>
}

export interface HubSpotOptions {
  settings: HubSpotSettings | null
  cache: Cache
  clock: Clock
  logger: Logger
  metrics: Metrics
  /** Timeout of one call including retries, in milliseconds; 10,000 by default. */
  timeoutMs?: number
  /** HubSpot's limits by default. */
  rateLimiter?: RateLimiter
}

const maxAgeSeconds = { sales: salesPolicy.freshMs / 1_000, website: websitePolicy.freshMs / 1_000 }

const scopesOf = {
  SALES: [salesPolicy.scope, recentPolicy.scope, countPolicy.scope, accountPolicy.scope],
  WEBSITE: [websitePolicy.scope, countPolicy.scope],
}

export function createHubSpot(options: HubSpotOptions): HubSpot {
  const { settings, clock, logger, metrics } = options
  if (!settings) return createAbsentHubSpot()
  const cache = options.cache.of(accountKey('hubspot', [settings.baseUrl, settings.hubId]))
  const stop = createDailyQuota(clock)
  const http = createVendorHttp({
    vendor: 'HUBSPOT',
    concurrency: createConcurrencyLimit({ maxConcurrent: callsAtATime }),
    rateLimiter: withDailyQuota(options.rateLimiter ?? createRateLimiter(rateLimits), stop),
    timeoutMs: options.timeoutMs ?? timeoutMs,
    classifyResponse: createHubSpotClassifier(stop.begin),
    logger,
    metrics,
  })
  const client = createHubSpotClient({ settings, http })
  const progress = createProgressKeeper()
  const reader = createHubSpotReader({
    client,
    cache,
    progress,
    onAccount({ timeZone }) {
      if (timeZone !== null) stop.setTimeZone(timeZone)
    },
  })
  const visitors = createVisitors({ client, cache, clock, logger })
  const chat: Chat = {
    hubId: settings.hubId,
    scriptUrl: (region) => chatScriptUrl(settings.baseUrl, settings.hubId, region),
    tokenFor: visitors.tokenFor,
  }
  return {
    forRequest: perRequest(() => createHubSpotLoaders(reader)),
    dealsProgress: progress.current,
    chat: () => chat,
    status: () => readHubSpotStatus(client, cache),
    prepare() {
      for (const read of [reader.account, reader.dealPipelines]) read().catch(() => undefined)
    },
    async refresh(part) {
      await Promise.all([...new Set(scopesOf[part])].map((scope) => cache.refresh(scope)))
    },
    maxAgeSeconds,
    close: () => http.close(),
  }
}

function createAbsentHubSpot(): HubSpot {
  const refuse = () => {
    throw vendorNotConfigured('HUBSPOT')
  }
  return {
    forRequest: refuse,
    dealsProgress: refuse,
    chat: refuse,
    status: async () => ({ state: 'NOT_CONFIGURED', message: null, checkedAt: null, budget: null }),
    prepare: () => undefined,
    refresh: async () => undefined,
    maxAgeSeconds,
    close: () => undefined,
  }
}
