import type { DealSnapshot } from '../../../server/sales/sales-context.ts'
import { stageDeal } from '../../../server/sales/staged-deal.ts'
import { createPipelineIndex } from '../../../server/sales/pipeline-index.ts'
import type { Deal, Pipeline } from '../../../server/vendors/hubspot/types.ts'

export const deal = (id: number, own: Partial<Deal> = {}): Deal => ({
  id: String(id),
  name: `Deal ${id}`,
  amount: null,
  amountInHomeCurrency: null,
  currency: null,
  pipelineId: 'sales',
  stageId: 'new',
  closesAt: null,
  closesOn: null,
  createdAt: Date.UTC(2026, 0, id),
  isClosed: false,
  isWon: false,
  isLost: false,
  ...own,
})

export const pipelines: readonly Pipeline[] = [
  {
    id: 'sales',
    name: 'Sales',
    stages: [
      { id: 'new', label: 'New', probability: 0.2, isClosed: false },
      { id: 'sure', label: 'Sure', probability: 1, isClosed: false },
      { id: 'won', label: 'Lost, by its name', probability: 1, isClosed: true },
      { id: 'lost', label: 'Lost', probability: 0, isClosed: true },
      { id: 'hold', label: 'On hold', probability: 0.5, isClosed: true },
    ],
  },
  { id: 'other', name: 'Other', stages: [{ id: 'start', label: 'Start', probability: null, isClosed: false }] },
]

export function ledgerOf(deals: readonly Deal[], currency = 'USD'): DealSnapshot {
  const index = createPipelineIndex(pipelines)
  return { deals: deals.map((one) => stageDeal(one, index, currency)), pipelines: index, currency }
}
