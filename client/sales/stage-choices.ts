import { nameOr } from '../format/names.ts'

interface Stage {
  readonly id: string
  readonly label: string
  readonly dealCount: number
}

interface StagedPipeline {
  readonly id: string
  readonly name: string
  readonly stages: readonly Stage[]
}

interface StageChoice {
  readonly key: string
  readonly label: string
  readonly count: number
}

const labelOf = (label: string, pipeline: string | null): string =>
  [label, ...(pipeline === null ? [] : [pipeline])].map((name) => nameOr(name, '(no name)')).join(' · ')

/** The stages of the selected pipelines, of all when none is selected; with several, each names its pipeline. */
export function stageChoices(pipelines: readonly StagedPipeline[], chosen: readonly string[]): StageChoice[] {
  const shown = chosen.length === 0 ? pipelines : pipelines.filter(({ id }) => chosen.includes(id))
  const stages = new Map<string, StageChoice>()
  for (const { name, stages: own } of shown) {
    for (const { id, label, dealCount } of own) {
      const known = stages.get(id)
      // A deleted stage is `unknown` in every pipeline.
      if (known) stages.set(id, { ...known, label: labelOf(label, null), count: known.count + dealCount })
      else stages.set(id, { key: id, label: labelOf(label, shown.length > 1 ? name : null), count: dealCount })
    }
  }
  return [...stages.values()]
}
