import { describeAges } from '../cache/aged.ts'
import type { DealSnapshot, SalesContext } from './sales-context.ts'
import type { StagedDeal } from './staged-deal.ts'
import { totalValue, type Money } from './money.ts'
import { unknown, unknownStageId } from './pipeline-index.ts'

/** A pipeline with the deals of each stage. */
export interface BoardPipeline {
  readonly id: string
  readonly name: string
  readonly stages: readonly BoardStage[]
  readonly totalDeals: number
  readonly totalValue: Money
}

export interface BoardStage {
  readonly id: string
  readonly label: string
  readonly probability: number | null
  readonly isClosed: boolean
  readonly dealCount: number
  readonly totalValue: Money
}

/** Loads the board, with the age of its figures. @param maxAgeSeconds how long they count as fresh */
export async function loadPipelineBoard(sales: SalesContext, maxAgeSeconds: number) {
  const { value, ...age } = await sales.dealSnapshot()
  const freshness = describeAges('HUBSPOT', maxAgeSeconds)(age)
  return layOutBoard(value).map((pipeline) => ({ ...pipeline, freshness }))
}

/**
 * All pipelines in HubSpot's order, with every deal in exactly one stage. Includes empty stages. Deals of deleted
 * stages are in a last stage `Unknown`, those of deleted pipelines in a last pipeline `Unknown`; both exist only if
 * needed.
 */
export function layOutBoard(dealSnapshot: DealSnapshot): BoardPipeline[] {
  const byPipeline = Map.groupBy(dealSnapshot.deals, (deal) => deal.pipeline?.id ?? null)
  const known = dealSnapshot.pipelines.all.map(({ id, name, stages }) => {
    const deals = byPipeline.get(id) ?? []
    const byStage = Map.groupBy(deals, (deal) => deal.stage?.id ?? null)
    return {
      id,
      name,
      stages: [
        ...stages.map((stage): BoardStage => ({
          ...stage,
          isClosed: stage.isClosed ?? false,
          ...tally(byStage.get(stage.id) ?? [], dealSnapshot),
        })),
        ...unknownStage(id, byStage.get(null), dealSnapshot),
      ],
      ...sumUp(deals, dealSnapshot),
    }
  })
  const homeless = byPipeline.get(null)
  if (!homeless) return known
  const last = { id: unknown.id, name: unknown.label, stages: unknownStage(unknown.id, homeless, dealSnapshot) }
  return [...known, { ...last, ...sumUp(homeless, dealSnapshot) }]
}

const tally = (deals: readonly StagedDeal[], dealSnapshot: DealSnapshot) => ({
  dealCount: deals.length,
  totalValue: totalValue(deals, dealSnapshot),
})

const sumUp = (deals: readonly StagedDeal[], dealSnapshot: DealSnapshot) => ({
  totalDeals: deals.length,
  totalValue: totalValue(deals, dealSnapshot),
})

function unknownStage(
  pipelineId: string,
  deals: readonly StagedDeal[] | undefined,
  dealSnapshot: DealSnapshot,
): BoardStage[] {
  if (!deals) return []
  const stage = { id: unknownStageId(pipelineId), label: unknown.label }
  return [{ ...stage, probability: null, isClosed: false, ...tally(deals, dealSnapshot) }]
}
