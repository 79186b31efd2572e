import type { Deal, Pipeline, Stage } from '../vendors/hubspot/types.ts'
import type { PipelineIndex } from './pipeline-index.ts'

export type DealState = 'OPEN' | 'WON' | 'LOST'

/** A deal with its place, state and value. */
export interface StagedDeal extends Deal {
  /** Null if the pipeline no longer exists. */
  readonly pipeline: Pipeline | null
  /** Null if the stage no longer exists in its pipeline. */
  readonly stage: Stage | null
  readonly state: DealState
  /** In the account's currency, exact; null if unset, or in another currency without a rate. */
  readonly value: string | null
}

/** @param homeCurrency the account's: an amount without a currency, or in this one, needs no rate */
export function stageDeal(deal: Deal, pipelines: PipelineIndex, homeCurrency: string): StagedDeal {
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
 * A stage that is closed with probability 1 is won, with 0 lost; null if it does not specify either. Labels are free
 * text and say nothing.
 */
function stateOfStage({ isClosed, probability }: Stage): DealState | null {
  if (isClosed === false) return 'OPEN'
  if (isClosed === null || probability === null) return null
  if (probability === 1) return 'WON'
  return probability === 0 ? 'LOST' : 'OPEN'
}

/** Without a usable stage, only HubSpot's own flags remain. */
function stateByFlags({ isWon, isLost }: Deal): DealState {
  if (isWon) return 'WON'
  return isLost ? 'LOST' : 'OPEN'
}

function valueOf({ amountInHomeCurrency, amount, currency }: Deal, homeCurrency: string): string | null {
  if (amountInHomeCurrency !== null) return amountInHomeCurrency
  return currency === null || currency === homeCurrency ? amount : null
}
