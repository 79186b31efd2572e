import { lazy } from '../cache/lazy.ts'
import { oldest, type Dated } from '../cache/dated.ts'
import { perRequest, type RequestScope } from '../vendors/http/per-request.ts'
import type { HubSpot, HubSpotLoaders } from '../vendors/hubspot/index.ts'
import { placeDeal, type PlacedDeal } from './deal-places.ts'
import { createPipelineIndex, type PipelineIndex } from './pipeline-index.ts'

/** What the room works with during one request. */
export interface Book {
  readonly loaders: HubSpotLoaders
  /** The zone in which days are cut. */
  readonly timeZone: string
  /** All deals, with where they stand and what they are worth; waits until all are read. */
  ledger(): Promise<Dated<Ledger>>
}

/** Deals beside what makes sense of them. */
export interface Ledger {
  readonly deals: readonly PlacedDeal[]
  readonly pipelines: PipelineIndex
  /** The account's currency, in which every amount is. */
  readonly currency: string
}

export interface BookOptions {
  readonly hubspot: HubSpot
  readonly timeZone: string
}

/** The book of a request. @throws VendorError `VENDOR_NOT_CONFIGURED` */
export function createBooks({ hubspot, timeZone }: BookOptions): (scope: RequestScope) => Book {
  return perRequest((scope) => {
    const loaders = hubspot.forRequest(scope)
    return { loaders, timeZone, ledger: lazy(() => loadLedger(loaders)) }
  })
}

async function loadLedger(loaders: HubSpotLoaders): Promise<Dated<Ledger>> {
  const [deals, pipelines, account] = await Promise.all([loaders.deals(), loaders.dealPipelines(), loaders.account()])
  const index = createPipelineIndex(pipelines.value)
  const { currency } = account.value
  const placed = deals.value.map((deal) => placeDeal(deal, index, currency))
  // The account is what amounts are written in, and no figure: its age says nothing about theirs.
  return { value: { deals: placed, pipelines: index, currency }, ...oldest([deals, pipelines], deals.asOf) }
}
