import { lazy } from '../cache/lazy.ts'
import { oldest, type Aged } from '../cache/aged.ts'
import { perRequest, type RequestScope } from '../vendors/http/per-request.ts'
import type { HubSpot, HubSpotLoaders } from '../vendors/hubspot/index.ts'
import { placeDeal, type PlacedDeal } from './deal-places.ts'
import { createPipelineIndex, type PipelineIndex } from './pipeline-index.ts'

/** The room's per-request context. */
export interface Book {
  readonly loaders: HubSpotLoaders
  /** Time zone of days. */
  readonly timeZone: string
  /** All deals with their place and value; resolves once all are read. */
  ledger(): Promise<Aged<Ledger>>
}

/** Deals with the data needed to interpret them. */
export interface Ledger {
  readonly deals: readonly PlacedDeal[]
  readonly pipelines: PipelineIndex
  /** The account's currency, used for every amount. */
  readonly currency: string
}

export interface BookOptions {
  readonly hubspot: HubSpot
  readonly timeZone: string
}

/** Creates a request's book. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createBooks({ hubspot, timeZone }: BookOptions): (scope: RequestScope) => Book {
  return perRequest((scope) => {
    const loaders = hubspot.forRequest(scope)
    return { loaders, timeZone, ledger: lazy(() => loadLedger(loaders)) }
  })
}

async function loadLedger(loaders: HubSpotLoaders): Promise<Aged<Ledger>> {
  const [deals, pipelines, account] = await Promise.all([loaders.deals(), loaders.dealPipelines(), loaders.account()])
  const index = createPipelineIndex(pipelines.value)
  const { currency } = account.value
  const placed = deals.value.map((deal) => placeDeal(deal, index, currency))
  // The account only provides the currency: its age does not count towards the figures'.
  return { value: { deals: placed, pipelines: index, currency }, ...oldest([deals, pipelines], deals.asOf) }
}
