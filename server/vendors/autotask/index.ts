import type { Cache } from '../../cache/cache.ts'
import type { Clock } from '../../clock.ts'
import type { AutotaskSettings } from '../../config/vendor-settings.ts'
import { vendorNotConfigured } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { perRequest, type RequestScope } from '../kit/per-request.ts'
import { createConcurrencyLimit } from '../kit/concurrency-limit.ts'
import { createVendorHttp } from '../kit/vendor-http.ts'
import { accountKey } from '../kit/account-key.ts'
import { createAutotaskClient } from './client.ts'
import { callsAtATime, figurePolicy, metadataPolicy, timeoutMs } from './config.ts'
import { classifyAutotaskResponse } from './classify-response.ts'
import { createAutotaskLoaders, type AutotaskLoaders } from './loaders.ts'
import { createAutotaskReader } from './reader.ts'
import { readAutotaskStatus, type VendorStatus } from './status.ts'
import { createZoneFinder } from './zone.ts'

export type { AutotaskLoaders, InstantRange, PicklistEntity, TicketDate } from './loaders.ts'
export type { Picklist } from './picklist.ts'
export type { TicketSelection } from './ticket-selection.ts'

/** The public interface of the Autotask vendor: all that the rest of the server may use. */
export interface Autotask {
  /**
   * Returns a request's loaders.
   *
   * @throws VendorError `VENDOR_NOT_CONFIGURED` without settings
   */
  forRequest(scope: RequestScope): AutotaskLoaders
  status(): Promise<VendorStatus>
  /**
   * Prefetches the zone and the picklists of tickets. Reports no errors: what fails here fails again when requested.
   */
  prepare(): void
  /** Invalidates all figures. */
  refresh(): Promise<void>
  /** Freshness period of figures, in seconds. */
  readonly maxAgeSeconds: number
  close(): void
}

export interface AutotaskOptions {
  settings: AutotaskSettings | null
  cache: Cache
  clock: Clock
  logger: Logger
  metrics: Metrics
  /** Timeout of one call including retries, in milliseconds; 30,000 by default. */
  timeoutMs?: number
}

const maxAgeSeconds = figurePolicy.freshMs / 1_000

export function createAutotask(options: AutotaskOptions): Autotask {
  const { settings, clock, logger, metrics } = options
  if (!settings) return createAbsentAutotask()
  const { discoveryUrl, zoneUrl, username, rocBoardId } = settings
  const cache = options.cache.of(accountKey('autotask', [discoveryUrl, zoneUrl, username, rocBoardId]))
  const http = createVendorHttp({
    vendor: 'AUTOTASK',
    concurrency: createConcurrencyLimit({ maxConcurrent: callsAtATime }),
    timeoutMs: options.timeoutMs ?? timeoutMs,
    classifyResponse: classifyAutotaskResponse,
    logger,
    metrics,
  })
  const zones = createZoneFinder({ settings, http, clock })
  const client = createAutotaskClient({ settings, http, zones })
  const reader = createAutotaskReader({ client, cache })
  return {
    forRequest: perRequest(() => createAutotaskLoaders(reader, settings.rocBoardId)),
    status: () => readAutotaskStatus(client, cache),
    prepare() {
      reader.picklists('Tickets').catch(() => undefined)
    },
    async refresh() {
      await Promise.all([cache.refresh(figurePolicy.scope), cache.refresh(metadataPolicy.scope)])
    },
    maxAgeSeconds,
    close: () => http.close(),
  }
}

function createAbsentAutotask(): Autotask {
  return {
    forRequest() {
      throw vendorNotConfigured('AUTOTASK')
    },
    prepare: () => undefined,
    status: async () => ({ state: 'NOT_CONFIGURED', message: null, checkedAt: null, budget: null }),
    refresh: async () => undefined,
    maxAgeSeconds,
    close: () => undefined,
  }
}
