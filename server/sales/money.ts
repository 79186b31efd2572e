import { sumDecimals } from '../figures/decimal.ts'
import type { DealSnapshot } from './sales-context.ts'
import type { StagedDeal } from './staged-deal.ts'

/** The graph's `Money`. */
export interface Money {
  readonly amount: string
  readonly currency: string
}

/** Total value of the deals; those without an amount add nothing. */
export function totalValue(deals: readonly StagedDeal[], { currency }: Pick<DealSnapshot, 'currency'>): Money {
  return { amount: sumDecimals(deals.map((deal) => deal.value)), currency }
}
