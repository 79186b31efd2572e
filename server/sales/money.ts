import { sumDecimals } from '../figures/decimal.ts'
import type { Ledger } from './book.ts'
import type { PlacedDeal } from './deal-places.ts'

/** The graph's `Money`. */
export interface Money {
  readonly amount: string
  readonly currency: string
}

/** Total value of the deals; those without an amount add nothing. */
export function totalValue(deals: readonly PlacedDeal[], { currency }: Pick<Ledger, 'currency'>): Money {
  return { amount: sumDecimals(deals.map((deal) => deal.value)), currency }
}
