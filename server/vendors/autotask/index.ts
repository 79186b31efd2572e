import type { AutotaskSettings } from '../../config/vendor-settings.ts'
import { openReplica, type SyncOptions } from '../../sync/open-replica.ts'
import type { Slice } from '../../sync/source.ts'
import { runAs } from '../../telemetry/vendor-calls.ts'
import { callsLeft, createAccountPlanner } from '../kit/account-planner.ts'
import type { ReplicaName } from '../../sync/stored-key.ts'
import { accountKey } from '../kit/cache-keys.ts'
import { perRequest, type RequestScope } from '../kit/per-request.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import { createAbsentVendor, readStatus, type Scarcity, type VendorModule, type VendorOptions } from '../kit/vendor.ts'
import { createVendorHttp } from '../kit/vendor-http.ts'
import { autotaskErrors, classifyAutotaskResponse } from './classify-response.ts'
import { createStates, type RequestBasis } from './answer-basis.ts'
import { createAutotaskCollections, formatOf, slicesOfFormat } from './collections.ts'
import { createAutotaskClient, type AutotaskClient } from './client.ts'
import { figurePolicy, limits, metadataPolicy, timeoutMs } from './config.ts'
import { isRefusal } from './is-refusal.ts'
import { createAutotaskLoaders, type AutotaskLoaders } from './loaders.ts'
import { toRequestBudget } from './mapping.ts'
import type { AutotaskReplica } from './replica-first.ts'
import { createAutotaskReader } from './reader.ts'
import { createSalesCollections, salesFormatOf, salesSlicesOfFormat } from './sales-collections.ts'
import { createSalesReplica } from './sales-replica.ts'
import { createZoneFinder } from './zone.ts'

export type { AutotaskLoaders, LeadsTo, PicklistEntity, TicketDate } from './loaders.ts'
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
  /** What the request's answers are made from; null without settings. */
  basisOf(scope: RequestScope): RequestBasis | null
  /**
   * The state of the replica that a request would read now: the same object for as long as it is the same. Null where the
   * request would wait or fail, and without a replica.
   */
  basisNow(): object | null
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

/** Identifies the account and the queue in cache and database. */
const autotaskAccount = ({ discoveryUrl, zoneUrl, username, rocBoardId }: AutotaskSettings): string =>
  accountKey('autotask', [discoveryUrl, zoneUrl, username, rocBoardId])

const salesPartOf = (account: string) => `${account}:sales`

/** The account's stored replicas. */
export function autotaskReplicas(settings: AutotaskSettings, months: number): readonly ReplicaName[] {
  const account = autotaskAccount(settings)
  return [
    { account, format: formatOf(months) },
    { account: salesPartOf(account), format: salesFormatOf(months) },
  ]
}

/** The slices of a stored replica; null for a format of another version. */
export function slicesOfStored(
  { account, format }: { readonly account: string; readonly format: string },
  now: number,
): readonly Slice[] | null {
  return account.endsWith(salesPartOf('')) ? salesSlicesOfFormat(format, now) : slicesOfFormat(format, now)
}

export function createAutotask(options: VendorOptions<AutotaskSettings>): Autotask {
  const { settings, clock, logger, metrics } = options
  if (!settings) {
    const { refuse, ...absent } = createAbsentVendor(autotaskErrors)
    return { ...traits, ...absent, forRequest: refuse, basisOf: () => null, basisNow: () => null }
  }
  const { rocBoardId } = settings
  const account = autotaskAccount(settings)
  const cache = options.cache.of(account, () => callsLeft(planner))
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
  const stateOf = createStates()
  async function readBudget() {
    const budget = toRequestBudget(await client.threshold())
    if (budget) planner.observe(budget)
    return budget
  }
  const forRequest = perRequest(() => createAutotaskLoaders(reader, rocBoardId, replicated, stateOf))
  const replicated = options.sync && replicate(client, account, rocBoardId, options.sync)
  return {
    ...traits,
    isConfigured: async () => true,
    forRequest,
    basisOf: (scope) => forRequest(scope).basis,
    basisNow() {
      const state = replicated?.replica.readNow()
      return state ? stateOf(state) : null
    },
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
        replicated?.sales.refresh(),
      ])
    },
    collections: () => (replicated ? [...replicated.replica.status(), ...replicated.sales.status()] : []),
    async keepCurrent() {
      await Promise.all([replicated?.replica.keep(), replicated?.sales.keep()])
    },
    async close() {
      // First, so that what is given up here is no failure of the replica's.
      const closed = Promise.all([replicated?.replica.close(), replicated?.sales.close()])
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
  const salesSource = createSalesCollections({ client, account: salesPartOf(account), months })
  const sales = createSalesReplica(() => openReplica(salesSource, sync, isRefusal))
  return { replica, sales, months, clock }
}
