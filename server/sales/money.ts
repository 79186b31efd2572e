import { sumDecimals } from '../figures/decimal.ts'
import type { Ledger } from './book.ts'
import type { PlacedDeal } from './deal-places.ts'

/** As the graph's `Money`. */
export interface Money {
  readonly amount: string
  readonly currency: string
}

/** What the deals are worth together; those without an amount add nothing. */
export function totalValue(deals: readonly PlacedDeal[], { currency }: Pick<Ledger, 'currency'>): Money {
  return { amount: sumDecimals(deals.map((deal) => deal.value)), currency }
}
