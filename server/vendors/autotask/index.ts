import type { AutotaskSettings } from '../../config/vendor-settings.ts'
import { VendorError } from '../../errors/vendor-error.ts'
import { openReplica, type SyncOptions } from '../../sync/open-replica.ts'
import { runAs } from '../../telemetry/vendor-calls.ts'
import { createAccountPlanner } from '../kit/account-planner.ts'
import { accountKey } from '../kit/cache-keys.ts'
import { perRequest, type RequestScope } from '../kit/per-request.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import { createAbsentVendor, readStatus, type Scarcity, type VendorModule, type VendorOptions } from '../kit/vendor.ts'
import { createVendorHttp } from '../kit/vendor-http.ts'
import { autotaskErrors, classifyAutotaskResponse } from './classify-response.ts'
import { createAutotaskCollections } from './collections.ts'
import { createAutotaskClient, type AutotaskClient } from './client.ts'
import { figurePolicy, limits, metadataPolicy, timeoutMs } from './config.ts'
import { createAutotaskLoaders, type AutotaskLoaders } from './loaders.ts'
import { toRequestBudget } from './mapping.ts'
import type { AutotaskReplica } from './replica-first.ts'
import { createAutotaskReader } from './reader.ts'
import { createZoneFinder } from './zone.ts'

export type { AutotaskLoaders, PicklistEntity, TicketDate } from './loaders.ts'
export { slicesOfFormat } from './collections.ts'
export type { Picklist } from './picklist.ts'
export type { TicketSelection } from './ticket-selection.ts'

/** The public interface of the Autotask vendor: all that the rest of the server may use. */
export interface Autotask extends VendorModule {
  /**
   * Returns a request's loaders.
   *
   * @throws VendorError `VENDOR_NOT_CONFIGURED` without settings
   */
  forRequest(scope: RequestScope): AutotaskLoaders
  /** Freshness period of figures, in seconds. */
  readonly maxAgeSeconds: number
}

const traits = {
  vendor: 'AUTOTASK',
  scopes: ['SERVICE_DESK'],
  maxAgeSeconds: figurePolicy.freshMs / 1_000,
} as const

/** From half of the hourly requests on, Autotask delays each call by half a second, and by more later. */
const scarcity: Scarcity = {
  from: 0.5,
  message: (percent) => `${percent} % of the requests of the last hour are used, so Autotask answers more slowly.`,
}

/** The key of the account and the queue, under which their records are kept. */
export const autotaskAccount = ({ discoveryUrl, zoneUrl, username, rocBoardId }: AutotaskSettings): string =>
  accountKey('autotask', [discoveryUrl, zoneUrl, username, rocBoardId])

export function createAutotask(options: VendorOptions<AutotaskSettings>): Autotask {
  const { settings, clock, logger, metrics } = options
  if (!settings) {
    const { refuse, ...absent } = createAbsentVendor(autotaskErrors)
    return { ...traits, ...absent, forRequest: refuse }
  }
  const { rocBoardId } = settings
  const account = autotaskAccount(settings)
  const cache = options.cache.of(account)
  const ownTimeoutMs = options.timeoutMs ?? timeoutMs
  const planner = createAccountPlanner({
    errors: autotaskErrors,
    account,
    limits: { ...limits, cutHoldMs: ownTimeoutMs },
    slots: options.slots ?? createProcessSlots(),
    readBudget: () => runAs('status', readBudget),
    logger,
    metrics,
  })
  const http = createVendorHttp({
    errors: autotaskErrors,
    plannerOf: () => planner,
    timeoutMs: ownTimeoutMs,
    classifyResponse: classifyAutotaskResponse,
    logger,
    metrics,
  })
  const zones = createZoneFinder({ settings, http, clock })
  const client = createAutotaskClient({ settings, http, zones })
  const reader = createAutotaskReader({ client, cache })
  async function readBudget() {
    const budget = toRequestBudget(await client.threshold())
    if (budget) planner.observe(budget)
    return budget
  }
  const replicated = options.sync && replicate(client, account, rocBoardId, options.sync)
  return {
    ...traits,
    isConfigured: async () => true,
    forRequest: perRequest(() => createAutotaskLoaders(reader, rocBoardId, replicated)),
    status: async () => ({ ...(await readStatus(cache, 'status', readBudget, scarcity)), calls: planner.status() }),
    prepare() {
      // The picklists of tickets, and with them the zone.
      reader.picklists('Tickets').catch(() => undefined)
    },
    async refresh() {
      await Promise.all([
        cache.refresh(figurePolicy.scope),
        cache.refresh(metadataPolicy.scope),
        replicated?.replica.refresh(),
      ])
    },
    collections: () => replicated?.replica.status() ?? [],
    async close() {
      // First, so that what is given up here is no failure of the replica's.
      const closed = replicated?.replica.close()
      http.close()
      planner.close()
      await closed
    },
  }
}

function replicate(client: AutotaskClient, account: string, rocBoardId: number, sync: SyncOptions): AutotaskReplica {
  const { months, clock } = sync
  const source = createAutotaskCollections({ client, account, rocBoardId, months })
  const replica = openReplica(source, sync, isRefusal)
  replica.start()
  return { replica, months, clock }
}

/** Whether Autotask refuses the gateway: trying again changes nothing, and old records must not hide it. */
const isRefusal = (error: unknown) =>
  error instanceof VendorError && ['VENDOR_UNAUTHORIZED', 'VENDOR_FORBIDDEN'].includes(error.code)
