import { lazy } from '../cache/lazy.ts'
import { oldest, type Aged } from '../cache/aged.ts'
import { perRequest, type RequestScope } from '../vendors/kit/per-request.ts'
import type { HubSpot, HubSpotLoaders } from '../vendors/hubspot/index.ts'
import { stageDeal, type StagedDeal } from './staged-deal.ts'
import { createPipelineIndex, type PipelineIndex } from './pipeline-index.ts'

/** The room's per-request context. */
export interface SalesContext {
  readonly loaders: HubSpotLoaders
  /** Time zone of days. */
  readonly timeZone: string
  /** All deals with their place and value; resolves once all are read. */
  dealSnapshot(): Promise<Aged<DealSnapshot>>
}

/** Deals with the data needed to interpret them. */
export interface DealSnapshot {
  readonly deals: readonly StagedDeal[]
  readonly pipelines: PipelineIndex
  /** The account's currency, used for every amount. */
  readonly currency: string
}

export interface SalesContextOptions {
  readonly hubspot: HubSpot
  readonly timeZone: string
}

/** Creates a request's context. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createSalesContexts({ hubspot, timeZone }: SalesContextOptions): (scope: RequestScope) => SalesContext {
  return perRequest((scope) => {
    const loaders = hubspot.forRequest(scope)
    return { loaders, timeZone, dealSnapshot: lazy(() => loadDealSnapshot(loaders)) }
  })
}

async function loadDealSnapshot(loaders: HubSpotLoaders): Promise<Aged<DealSnapshot>> {
  const [deals, pipelines, account] = await Promise.all([loaders.deals(), loaders.dealPipelines(), loaders.account()])
  const index = createPipelineIndex(pipelines.value)
  const { currency } = account.value
  const staged = deals.value.map((deal) => stageDeal(deal, index, currency))
  // The account only provides the currency: its age does not count towards the figures'.
  return { value: { deals: staged, pipelines: index, currency }, ...oldest([deals, pipelines], deals.asOf) }
}
