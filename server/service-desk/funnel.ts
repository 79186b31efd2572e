import { sumDecimals } from '../figures/decimal.ts'
import type { Picklist } from '../vendors/autotask/index.ts'
import type { Opportunity } from '../vendors/autotask/types.ts'

export interface FunnelStage {
  readonly key: number
  readonly label: string
  readonly count: number
  /** An exact decimal. */
  readonly amount: string
}

/**
 * The sales process as a funnel: each stage counts the opportunities that reached it or went further. The first stage
 * contains all of them; the last only those closed as won, which have passed all others.
 */
export function salesFunnel(opportunities: readonly Opportunity[], stages: Picklist): FunnelStage[] {
  const last = stages.values.length - 1
  const reached = (opportunity: Opportunity) => {
    if (opportunity.isWon) return last
    const index =
      opportunity.stageId !== null && stages.has(opportunity.stageId) ? stages.rank(opportunity.stageId) - 1 : 0
    return Math.max(0, Math.min(index, last - 1))
  }
  return stages.values.map(({ id, label }, index) => {
    const those = opportunities.filter((opportunity) => index === 0 || reached(opportunity) >= index)
    return { key: id, label, count: those.length, amount: sumDecimals(those.map(({ amount }) => amount)) }
  })
}
