import type { Age } from '../cache/age-tracker.ts'
import type { Day } from '../calendar/days.ts'
import { sortableDecimal } from '../figures/decimal.ts'
import { checkPage, takePage, type Order, type Page, type PageRequest } from '../paging/page.ts'
import type { SalesContext } from './sales-context.ts'
import { checkKnownStages, compileDealFilter, type DealFilter } from './deal-filter.ts'
import { closeDateOf, type StagedDeal } from './staged-deal.ts'
import { totalValue, type Money } from './money.ts'

/** A deal as a row of the list. */
export interface DealRow {
  readonly deal: StagedDeal
  /** Null if the value is unknown. */
  readonly amount: Money | null
  /** In the portal's time zone. */
  readonly closeDate: Day | null
}

/** A page of deals with the age of its list. */
export interface DealList extends Page<DealRow> {
  readonly age: Age
}

type DealOrderField = 'AMOUNT' | 'CLOSE_DATE' | 'CREATED' | 'NAME'

/** The arguments of `Query.deals`. */
export interface DealQuestion extends PageRequest {
  readonly filter?: DealFilter | null | undefined
  readonly orderBy?: { readonly field: DealOrderField; readonly direction?: 'ASC' | 'DESC' } | null | undefined
}

const orderValues: Record<DealOrderField, Order<DealRow>['valueOf']> = {
  AMOUNT: ({ deal }) => (deal.value === null ? null : sortableDecimal(deal.value)),
  CLOSE_DATE: ({ closeDate }) => closeDate,
  CREATED: ({ deal }) => deal.createdAt,
  NAME: ({ deal }) => (deal.name === '' ? null : deal.name.normalize('NFC').toLowerCase()),
}

/**
 * Filters and sorts the deals and returns a page.
 *
 * @throws GatewayError `BAD_USER_INPUT`, before any call if the input alone is invalid
 */
export async function loadDealList(sales: SalesContext, question: DealQuestion): Promise<DealList> {
  const { filter, orderBy } = question
  const name = orderBy?.field ?? 'CREATED'
  const order = {
    name,
    direction: orderBy?.direction ?? 'DESC',
    hasTextIds: true,
    values: name === 'CREATED' ? 'integer' : 'text',
  } as const
  checkPage(question, order)
  const passes = compileDealFilter(filter, sales.timeZone)
  const { value: dealSnapshot, ...age } = await sales.dealSnapshot()
  checkKnownStages(filter, dealSnapshot)
  const rows = dealSnapshot.deals.filter(passes).map((deal) => toDealRow(deal, dealSnapshot, sales.timeZone))
  const page = takePage(rows, { ...order, valueOf: orderValues[order.name], idOf: ({ deal }) => deal.id }, question)
  return { ...page, age }
}

/** @param account whose currency amounts are in */
export const toDealRow = (deal: StagedDeal, account: { readonly currency: string }, timeZone: string): DealRow => ({
  deal,
  amount: deal.value === null ? null : totalValue([deal], account),
  closeDate: closeDateOf(deal, timeZone),
})
