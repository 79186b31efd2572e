import type { Deal, Pipeline, Stage } from '../vendors/hubspot/types.ts'
import type { PipelineIndex } from './pipeline-index.ts'

export type DealState = 'OPEN' | 'WON' | 'LOST'

/** A deal with where it stands, how it stands, and what it is worth. */
export interface PlacedDeal extends Deal {
  /** Null: no such pipeline any more. */
  readonly pipeline: Pipeline | null
  /** Null: no such stage in its pipeline any more. */
  readonly stage: Stage | null
  readonly state: DealState
  /** In the account's currency, exact; null when nobody said, or in another currency without a rate. */
  readonly value: string | null
}

/** @param homeCurrency the account's: an amount without a currency, or in this one, needs no rate */
export function placeDeal(deal: Deal, pipelines: PipelineIndex, homeCurrency: string): PlacedDeal {
  const stage = pipelines.stage(deal.pipelineId, deal.stageId)
  return {
    ...deal,
    pipeline: pipelines.pipeline(deal.pipelineId),
    stage,
    state: (stage && stateOfStage(stage)) ?? stateByFlags(deal),
    value: valueOf(deal, homeCurrency),
  }
}

/**
 * Closed with probability 1 is won, with 0 lost; null when the stage does not say whether it is closed, or how likely. The
 * label says nothing: people name stages as they like.
 */
function stateOfStage({ isClosed, probability }: Stage): DealState | null {
  if (isClosed === false) return 'OPEN'
  if (isClosed === null || probability === null) return null
  if (probability === 1) return 'WON'
  return probability === 0 ? 'LOST' : 'OPEN'
}

/** Of a deal whose stage is gone, or does not say, only HubSpot's own flags are left. */
function stateByFlags({ isWon, isLost }: Deal): DealState {
  if (isWon) return 'WON'
  return isLost ? 'LOST' : 'OPEN'
}

function valueOf({ amountInHomeCurrency, amount, currency }: Deal, homeCurrency: string): string | null {
  if (amountInHomeCurrency !== null) return amountInHomeCurrency
  return currency === null || currency === homeCurrency ? amount : null
}
