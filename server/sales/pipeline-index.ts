import type { Pipeline, Stage } from '../vendors/hubspot/types.ts'

/** Id and label for deals whose pipeline or stage was deleted. */
export const unknown = { id: 'unknown', label: 'Unknown' }

/** Id of a pipeline's last stage, for deals of deleted stages: ids are unique, and each pipeline may have one. */
export const unknownStageId = (pipelineId: string | undefined): string => `${unknown.id}:${pipelineId ?? unknown.id}`

/** The existing pipelines by id. A stage is only valid within its own pipeline. */
export interface PipelineIndex {
  /** In HubSpot's order. */
  readonly all: readonly Pipeline[]
  pipeline(id: string | null): Pipeline | null
  stage(pipelineId: string | null, stageId: string | null): Stage | null
}

export function createPipelineIndex(pipelines: readonly Pipeline[]): PipelineIndex {
  const byId = new Map(pipelines.map((pipeline) => [pipeline.id, pipeline]))
  const stages = new Map(
    pipelines.map((pipeline) => [pipeline.id, new Map(pipeline.stages.map((stage) => [stage.id, stage]))]),
  )
  return {
    all: pipelines,
    pipeline: (id) => (id === null ? null : (byId.get(id) ?? null)),
    stage: (pipelineId, stageId) =>
      pipelineId === null || stageId === null ? null : (stages.get(pipelineId)?.get(stageId) ?? null),
  }
}
