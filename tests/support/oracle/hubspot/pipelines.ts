import { totalOf, type Money } from './money.ts'
import { isClosed, placeOf, probabilityOf, unknownId, unknownStageId } from './places.ts'
import { compareDisplay, present, type HubSpotState, type WireRecord } from './state.ts'

export type ExpectedStage = {
  id: string
  label: string
  probability: number | null
  isClosed: boolean
  dealCount: number
  totalValue: Money
}

export type ExpectedPipeline = {
  id: string
  name: string
  stages: ExpectedStage[]
  totalDeals: number
  totalValue: Money
}

/** Two decimals, half away from zero; a probability lies between 0 and 1, where a hair decides nothing. */
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100)

/** The graph's `dealPipelines` without `freshness`. */
export function expectedDealPipelines(state: HubSpotState): ExpectedPipeline[] {
  const placed = present(state.deals).map((deal) => ({ deal, ...placeOf(deal, state) }))
  const summed = (deals: WireRecord[]) => ({ dealCount: deals.length, totalValue: totalOf(deals, state) })

  const unknownStage = (pipelineId: string, deals: WireRecord[]): ExpectedStage[] =>
    deals.length === 0
      ? []
      : [{ id: unknownStageId(pipelineId), label: 'Unknown', probability: null, isClosed: false, ...summed(deals) }]

  const pipelines = present(state.pipelines)
    .sort(compareDisplay)
    .map((pipeline): ExpectedPipeline => {
      const own = placed.filter((row) => row.pipeline?.id === pipeline.id)
      const known = present(pipeline.stages)
        .sort(compareDisplay)
        .filter(({ id }, index, all) => all.findIndex((other) => other.id === id) === index)
        .map((stage): ExpectedStage => ({
          id: stage.id,
          label: stage.label,
          probability: rounded(probabilityOf(stage)),
          isClosed: isClosed(stage),
          ...summed(own.filter((row) => row.stage?.id === stage.id).map(({ deal }) => deal)),
        }))
      const lost = own.filter((row) => row.stage === null).map(({ deal }) => deal)
      const deals = own.map(({ deal }) => deal)
      return {
        id: pipeline.id,
        name: pipeline.label,
        stages: [...known, ...unknownStage(pipeline.id, lost)],
        totalDeals: deals.length,
        totalValue: totalOf(deals, state),
      }
    })

  const homeless = placed.filter((row) => row.pipeline === null).map(({ deal }) => deal)
  if (homeless.length === 0) return pipelines
  return [
    ...pipelines,
    {
      id: unknownId,
      name: 'Unknown',
      stages: unknownStage(unknownId, homeless),
      totalDeals: homeless.length,
      totalValue: totalOf(homeless, state),
    },
  ]
}
