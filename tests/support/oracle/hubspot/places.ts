import { present, propertyOf, type HubSpotState, type WirePipeline, type WireRecord, type WireStage } from './state.ts'

export type DealState = 'OPEN' | 'CLOSED_OTHER' | 'WON' | 'LOST'

/** Where a deal stands; null is what HubSpot no longer knows. A stage counts only within the deal's own pipeline. */
export type Place = { pipeline: WirePipeline | null; stage: WireStage | null }

/** The id of the pipeline, and of the stage in each, that holds the deals whose own is gone. */
export const unknownId = 'unknown'

/** The last stage of a pipeline, whose deals have lost their own. */
export const unknownStageId = (pipelineId: string | undefined): string => `unknown:${pipelineId ?? unknownId}`

export function placeOf(deal: WireRecord, state: HubSpotState): Place {
  const pipelineId = propertyOf(deal, 'pipeline')
  const stageId = propertyOf(deal, 'dealstage')
  const pipeline = present(state.pipelines).find(({ id }) => id === pipelineId) ?? null
  const stage = pipeline === null ? undefined : present(pipeline.stages).find(({ id }) => id === stageId)
  return { pipeline, stage: stage ?? null }
}

const isTrue = (text: string | null | undefined): boolean => text?.toLowerCase() === 'true'

/** The probability of a stage as a number; null when HubSpot does not say. */
export function probabilityOf(stage: WireStage): number | null {
  const text = stage.metadata.probability
  if (text === undefined || text.trim() === '') return null
  const probability = Number(text)
  return Number.isFinite(probability) ? probability : null
}

export function isClosed(stage: WireStage): boolean {
  return isTrue(stage.metadata.isClosed)
}

/** Whether the metadata of a stage are enough to tell: whether it is closed and, if it is, how likely. */
function speaks(stage: WireStage): boolean {
  const word = stage.metadata.isClosed?.trim().toLowerCase()
  return word === 'false' || (word === 'true' && probabilityOf(stage) !== null)
}

/** By the stage's metadata; of a deal in a stage that is gone, or that says too little, by what it says itself. */
export function dealStateOf(deal: WireRecord, { stage }: Place): DealState {
  if (stage === null || !speaks(stage)) {
    if (isTrue(propertyOf(deal, 'hs_is_closed_won'))) return 'WON'
    if (isTrue(propertyOf(deal, 'hs_is_closed_lost'))) return 'LOST'
    const told = ['true', 'false'].includes(stage?.metadata.isClosed?.trim().toLowerCase() ?? '')
    return (told && stage ? isClosed(stage) : isTrue(propertyOf(deal, 'hs_is_closed'))) ? 'CLOSED_OTHER' : 'OPEN'
  }
  if (!isClosed(stage)) return 'OPEN'
  const probability = probabilityOf(stage)
  if (probability === 1) return 'WON'
  return probability === 0 ? 'LOST' : 'CLOSED_OTHER'
}
