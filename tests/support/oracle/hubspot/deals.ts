import { epochMs, localDay } from '../days.ts'
import { unitsToText, valueOf, type Money } from './money.ts'
import { dealStateOf, placeOf, unknownId, unknownStageId, type DealState } from './places.ts'
import { compareIds, homeCurrency, present, propertyOf, type HubSpotState, type WireRecord } from './state.ts'

/** The graph's `DealFilter`; absent and null are the same. Ids are those of `dealPipelines`. */
export type DealFilter = {
  pipeline?: string[] | null
  stage?: string[] | null
  state?: DealState | null
  text?: string | null
}

export type DealOrderField = 'AMOUNT' | 'CLOSE_DATE' | 'CREATED' | 'NAME'
export type DealOrder = { field: DealOrderField; direction: 'ASC' | 'DESC' }

export type ExpectedDeal = {
  id: string
  name: string
  amount: Money | null
  stage: { id: string; label: string }
  pipeline: { id: string; name: string }
  closeDate: string | null
  createdAt: string
  state: DealState
}

/** An instant of the wire: ISO text, or milliseconds since 1970 as text. */
function instantMs(text: string): number {
  return /^-?\d+$/.test(text) ? Number(text) : epochMs(text)
}

function closeDay(deal: WireRecord, timeZone: string): string | null {
  const closes = propertyOf(deal, 'closedate')
  // A day is a day everywhere; an instant falls on the portal's.
  if (closes !== null && /^\d{4}-\d\d-\d\d$/.test(closes)) return closes
  return closes === null ? null : localDay(new Date(instantMs(closes)), timeZone)
}

const createdMs = (deal: WireRecord): number => instantMs(propertyOf(deal, 'createdate') ?? deal.createdAt)

/** Whether a deal passes every condition of the filter. */
export function passes(deal: WireRecord, filter: DealFilter, state: HubSpotState): boolean {
  const place = placeOf(deal, state)
  if (filter.pipeline && !filter.pipeline.includes(place.pipeline?.id ?? unknownId)) return false
  const stageIds = place.stage ? [place.stage.id] : [unknownId, unknownStageId(place.pipeline?.id)]
  if (filter.stage && !stageIds.some((id) => filter.stage?.includes(id))) return false
  if (filter.state && filter.state !== dealStateOf(deal, place)) return false
  if (filter.text !== null && filter.text !== undefined) {
    const name = (propertyOf(deal, 'dealname') ?? '').toLowerCase()
    if (!name.includes(filter.text.toLowerCase())) return false
  }
  return true
}

/** Deals that are not archived and pass the filter, in no order. */
export function dealsOf(state: HubSpotState, filter: DealFilter = {}): WireRecord[] {
  return present(state.deals).filter((deal) => passes(deal, filter, state))
}

/** The graph's `Deal` with all its fields. */
export function expectedDeal(deal: WireRecord, state: HubSpotState, timeZone: string): ExpectedDeal {
  const place = placeOf(deal, state)
  const value = valueOf(deal, state)
  const pipelineId = propertyOf(deal, 'pipeline') ?? unknownId
  return {
    id: deal.id,
    name: propertyOf(deal, 'dealname') ?? '',
    amount: value === null ? null : { amount: unitsToText(value), currency: homeCurrency(state) },
    stage: { id: propertyOf(deal, 'dealstage') ?? unknownId, label: place.stage?.label ?? 'Unknown' },
    pipeline: { id: pipelineId, name: place.pipeline?.label ?? pipelineId },
    closeDate: closeDay(deal, timeZone),
    createdAt: new Date(createdMs(deal)).toISOString(),
    state: dealStateOf(deal, place),
  }
}

type Orderable = bigint | number | string | null

function orderedBy(deal: WireRecord, field: DealOrderField, state: HubSpotState, timeZone: string): Orderable {
  switch (field) {
    case 'AMOUNT':
      return valueOf(deal, state)
    case 'CLOSE_DATE':
      return closeDay(deal, timeZone)
    case 'CREATED':
      return createdMs(deal)
    case 'NAME':
      return propertyOf(deal, 'dealname')?.toLowerCase() ?? null
  }
}

/** Without a value: last, either way. Equal ones: by id, in the direction of the order. */
function comparePlaced(
  a: { by: Orderable; deal: WireRecord },
  b: { by: Orderable; deal: WireRecord },
  sign: number,
): number {
  if (a.by === b.by) return sign * compareIds(a.deal.id, b.deal.id)
  if (a.by === null) return 1
  if (b.by === null) return -1
  return a.by < b.by ? -sign : sign
}

/** The whole list of `deals` in its order; newest first unless ordered otherwise. */
export function expectedDeals(
  state: HubSpotState,
  timeZone: string,
  filter: DealFilter = {},
  order: DealOrder = { field: 'CREATED', direction: 'DESC' },
): ExpectedDeal[] {
  return dealsOf(state, filter)
    .map((deal) => ({ deal, by: orderedBy(deal, order.field, state, timeZone) }))
    .sort((a, b) => comparePlaced(a, b, order.direction === 'ASC' ? 1 : -1))
    .map(({ deal }) => expectedDeal(deal, state, timeZone))
}
