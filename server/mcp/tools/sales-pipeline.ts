import { defineTool } from '../define-tool.ts'
import type { SalesPipelineQuery } from '../operation-types.gen.ts'

export const salesPipeline = defineTool<SalesPipelineQuery>({
  name: 'sales_pipeline',
  title: 'Sales pipeline by stage',
  role: 'VIEWER',
  operation: 'sales-pipeline',
  content: {
    deals: { path: 'crm.deals' },
    totalDealValue: { path: 'crm.totalDealValue' },
    openDealValue: { path: 'crm.openDealValue' },
    byState: { path: 'crm.dealsByState' },
    pipelines: { path: 'pipelines', without: ['stages'] },
    stages: { path: 'pipelines.stages', ofHolder: { pipeline: 'name' } },
  },
  pieces: { pipelines: 10, stages: 40 },
  hasTexts: true,
  roots: ['crm', 'pipelines'],
  missing: 'There are no deals.',
  scope: ({ data: { crm, pipelines } }) =>
    `All deals of the CRM (HubSpot) that are not archived, whenever created${inAll(crm?.deals, pipelines?.length)}; openDealValue is of those neither won nor lost.`,
})

const inAll = (deals: number | undefined, pipelines: number | undefined) =>
  deals === undefined || pipelines === undefined ? '' : `: ${deals} in ${pipelines} pipelines`
