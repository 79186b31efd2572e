import type { HubSpotSettings } from '../../config/vendor-settings.ts'
import { runAs } from '../../telemetry/vendor-calls.ts'
import { callsLeft, createAccountPlanner } from '../kit/account-planner.ts'
import type { ReplicaName } from '../../sync/stored-key.ts'
import { accountKey } from '../kit/cache-keys.ts'
import { perRequest, type RequestScope } from '../kit/per-request.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import { createAbsentVendor, readStatus, type Scarcity, type VendorModule, type VendorOptions } from '../kit/vendor.ts'
import { createVendorHttp } from '../kit/vendor-http.ts'
import type { VendorLimits } from '../kit/vendor-limits.ts'
import { chatScriptUrl } from './chat.ts'
import { format } from './collections.ts'
import { createHubSpotClient } from './client.ts'
import { accountPolicy, countPolicy, limits, recentPolicy, salesPolicy, timeoutMs, websitePolicy } from './config.ts'
import { createDailyQuota } from './daily-quota.ts'
import { createDealList } from './deal-list.ts'
import { createProgressKeeper } from './deals-progress.ts'
import { createHubSpotClassifier, hubspotErrors } from './classify-response.ts'
import { createHubSpotLoaders, type HubSpotLoaders } from './loaders.ts'
import { createHubSpotReader } from './reader.ts'
import { createReplicaFirst, type HubSpotReplicas } from './replica-first.ts'
import { openReplicas } from './replicas.ts'
import { readBudgetHeaders } from './read-budget-headers.ts'
import { readDailyUsage } from './read-daily-usage.ts'
import type { DealsProgress } from './types.ts'
import { createVisitors } from './visitors.ts'

export type { HubSpotLoaders } from './loaders.ts'
export { wholeSlice } from './collections.ts'
export { chatScriptUrl, isHubSpotsOwn } from './chat.ts'

/** The public interface of the HubSpot vendor: all that the rest of the server may use. */
export interface HubSpot extends VendorModule {
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
  /** Freshness period of figures, in seconds. */
  readonly maxAgeSeconds: { readonly sales: number; readonly website: number }
}

export interface Chat {
  readonly hubId: string
  /** URL of the loader script for this region. */
  scriptUrl(region: string): string
  /** A token for this person, or null; never rejects. */
  tokenFor(email: string): Promise<string | null>
}

export interface HubSpotOptions extends VendorOptions<HubSpotSettings> {
  /** HubSpot's limits by default. */
  readonly limits?: VendorLimits
}

const scopesOf = {
  SALES: [salesPolicy.scope, recentPolicy.scope, countPolicy.scope, accountPolicy.scope],
  WEBSITE: [websitePolicy.scope, countPolicy.scope],
}
const parts = ['SALES', 'WEBSITE'] as const

const traits = {
  vendor: 'HUBSPOT',
  scopes: parts,
  maxAgeSeconds: { sales: salesPolicy.freshMs / 1_000, website: websitePolicy.freshMs / 1_000 },
} as const

/** At the limit, HubSpot refuses all requests of the day. */
const scarcity: Scarcity = {
  from: 0.9,
  message: (percent) => `${percent} % of the account’s calls of this day are used.`,
}

/** Identifies the account in cache and database. */
const hubspotAccount = ({ baseUrl, hubId }: HubSpotSettings): string => accountKey('hubspot', [baseUrl, hubId])

/** The account's stored replicas. */
export const hubspotReplicas = (settings: HubSpotSettings): readonly ReplicaName[] =>
  (['deals', 'companies'] satisfies (keyof HubSpotReplicas)[]).map((part) => ({
    account: `${hubspotAccount(settings)}:${part}`,
    format,
  }))

export function createHubSpot(options: HubSpotOptions): HubSpot {
  const { settings, clock, logger, metrics } = options
  if (!settings) {
    const { refuse, ...absent } = createAbsentVendor(hubspotErrors)
    return { ...traits, ...absent, forRequest: refuse, dealsProgress: refuse, chat: refuse }
  }
  const account = hubspotAccount(settings)
  const cache = options.cache.of(account, () => callsLeft(planner))
  const quota = createDailyQuota(clock)
  const planner = createAccountPlanner({
    errors: hubspotErrors,
    account,
    limits: options.limits ?? limits,
    slots: options.slots ?? createProcessSlots(),
    readBudget: () => runAs('status', readBudget),
    logger,
    metrics,
  })
  const http = createHttp(options, planner, quota)
  const client = createHubSpotClient({ settings, http })
  async function readBudget() {
    const budget = await readDailyUsage(client)
    if (budget) planner.observe(budget)
    return budget
  }
  const progress = createProgressKeeper()
  const dealList = createDealList(client, progress.begin, progress.read)
  const reader = createHubSpotReader({
    client,
    cache,
    progress,
    dealList,
    onAccount({ timeZone }) {
      if (timeZone !== null) quota.setTimeZone(timeZone)
    },
  })
  const replicas = options.sync ? openReplicas(client, (part) => `${account}:${part}`, dealList, options.sync) : null
  const eachReplica = replicas ? Object.values(replicas) : []
  const visitors = createVisitors({ client, cache, clock, logger })
  const chat: Chat = {
    hubId: settings.hubId,
    scriptUrl: (region) => chatScriptUrl(settings.baseUrl, settings.hubId, region),
    tokenFor: visitors.tokenFor,
  }
  return {
    ...traits,
    isConfigured: async () => true,
    forRequest: perRequest(() => createHubSpotLoaders(createReplicaFirst(reader, replicas, progress.finish))),
    dealsProgress: progress.current,
    chat: () => chat,
    status: async () => ({ ...(await readStatus(cache, 'status', readBudget, scarcity)), calls: planner.status() }),
    prepare() {
      for (const read of [reader.account, reader.dealPipelines]) read().catch(() => undefined)
    },
    async refresh(scope) {
      const refreshed = parts.filter((part) => scope === 'ALL' || scope === part).flatMap((part) => scopesOf[part])
      const isSales = scope === 'ALL' || scope === 'SALES'
      await Promise.all([
        ...[...new Set(refreshed)].map((name) => cache.refresh(name)),
        ...(isSales ? eachReplica.map((replica) => replica.refresh()) : []),
      ])
    },
    collections: () => eachReplica.flatMap((replica) => replica.status()),
    async keepCurrent() {
      await Promise.all(eachReplica.map((replica) => replica.keep()))
    },
    async close() {
      // First, so that what is given up here is no failure of the replicas'.
      const closed = Promise.all(eachReplica.map((replica) => replica.close()))
      http.close()
      planner.close()
      await closed
    },
  }
}

function createHttp(
  { timeoutMs: limitMs = timeoutMs, logger, metrics }: HubSpotOptions,
  planner: ReturnType<typeof createAccountPlanner>,
  quota: ReturnType<typeof createDailyQuota>,
) {
  return createVendorHttp({
    errors: hubspotErrors,
    plannerOf: () => planner,
    check: quota.check,
    onAnswer(answer) {
      const budget = readBudgetHeaders(answer)
      if (budget) planner.observe(budget)
    },
    timeoutMs: limitMs,
    classifyResponse: createHubSpotClassifier(quota.begin),
    logger,
    metrics,
  })
}
