import { totalValue, type Money } from './money.ts'
import type { DealSnapshot } from './sales-context.ts'
import type { DealState } from './staged-deal.ts'

/** The deals of one state. */
export interface DealStateFigures {
  readonly state: DealState
  readonly deals: number
  readonly totalValue: Money
}

const states = ['OPEN', 'CLOSED_OTHER', 'WON', 'LOST'] as const satisfies DealState[]

/** Every state with its deals, also those without any. */
export const countByState = (snapshot: DealSnapshot): DealStateFigures[] =>
  states.map((state) => {
    const deals = snapshot.deals.filter((deal) => deal.state === state)
    return { state, deals: deals.length, totalValue: totalValue(deals, snapshot) }
  })
