import type { Ledger } from './book.ts'
import type { PlacedDeal } from './deal-places.ts'
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

/**
 * All pipelines in HubSpot's order, with every deal in exactly one stage. Includes empty stages. Deals of deleted
 * stages are in a last stage `Unknown`, those of deleted pipelines in a last pipeline `Unknown`; both exist only if
 * needed.
 */
export function layOutBoard(ledger: Ledger): BoardPipeline[] {
  const byPipeline = Map.groupBy(ledger.deals, (deal) => deal.pipeline?.id ?? null)
  const known = ledger.pipelines.all.map(({ id, name, stages }) => {
    const deals = byPipeline.get(id) ?? []
    const byStage = Map.groupBy(deals, (deal) => deal.stage?.id ?? null)
    return {
      id,
      name,
      stages: [
        ...stages.map((stage): BoardStage => ({
          ...stage,
          isClosed: stage.isClosed ?? false,
          ...tally(byStage.get(stage.id) ?? [], ledger),
        })),
        ...unknownStage(id, byStage.get(null), ledger),
      ],
      ...sumUp(deals, ledger),
    }
  })
  const homeless = byPipeline.get(null)
  if (!homeless) return known
  const last = { id: unknown.id, name: unknown.label, stages: unknownStage(unknown.id, homeless, ledger) }
  return [...known, { ...last, ...sumUp(homeless, ledger) }]
}

const tally = (deals: readonly PlacedDeal[], ledger: Ledger) => ({
  dealCount: deals.length,
  totalValue: totalValue(deals, ledger),
})

const sumUp = (deals: readonly PlacedDeal[], ledger: Ledger) => ({
  totalDeals: deals.length,
  totalValue: totalValue(deals, ledger),
})

function unknownStage(pipelineId: string, deals: readonly PlacedDeal[] | undefined, ledger: Ledger): BoardStage[] {
  if (!deals) return []
  const place = { id: unknownStageId(pipelineId), label: unknown.label }
  return [{ ...place, probability: null, isClosed: false, ...tally(deals, ledger) }]
}
