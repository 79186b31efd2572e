import { dayOf, type Day } from '../calendar/days.ts'
import type { DealState } from '../enums.gen.ts'
import type { Deal, Pipeline, Stage } from '../vendors/hubspot/types.ts'
import type { PipelineIndex } from './pipeline-index.ts'

export type { DealState }

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
    state: stateOf(deal, stage),
    value: valueOf(deal, homeCurrency),
  }
}

/**
 * By the stage: closed with probability 1 is won, with 0 lost; closed without either is neither. Labels are free text and
 * say nothing. What the stage does not specify, HubSpot's own flags of the deal do.
 */
function stateOf(deal: Deal, stage: Stage | null): DealState {
  if (stage?.isClosed === false) return 'OPEN'
  const probability = stage?.isClosed ? stage.probability : null
  if (probability === null ? deal.isWon : probability === 1) return 'WON'
  if (probability === null ? deal.isLost : probability === 0) return 'LOST'
  return (stage?.isClosed ?? deal.isClosed) ? 'CLOSED_OTHER' : 'OPEN'
}

function valueOf({ amountInHomeCurrency, amount, currency }: Deal, homeCurrency: string): string | null {
  if (amountInHomeCurrency !== null) return amountInHomeCurrency
  return currency === null || currency === homeCurrency ? amount : null
}

/** The day a deal closed or is expected to close: HubSpot's own day, else that of its instant in the time zone. */
export const closeDateOf = ({ closesOn, closesAt }: Deal, timeZone: string): Day | null =>
  closesOn ?? (closesAt === null ? null : dayOf(closesAt, timeZone))
