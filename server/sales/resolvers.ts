import { requireRole } from '../auth/permissions.ts'
import { describeAges } from '../cache/aged.ts'
import { roundFigureOrNull } from '../figures/rounding.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { createSalesContexts, type SalesContextOptions } from './sales-context.ts'
import { summarizeCrm } from './crm-summary.ts'
import { countByState } from './deals-by-state.ts'
import { loadDealList } from './deal-list.ts'
import { totalValue } from './money.ts'
import { loadPipelineBoard } from './pipeline-board.ts'
import { unknown } from './pipeline-index.ts'
import { loadRecentContacts } from './recent-contacts.ts'

/** Root fields that are made of what they read of caches and replicas, and of the day. */
export const salesReadFields: readonly string[] = ['crmSummary', 'recentContacts', 'dealPipelines', 'deals']

/** Resolvers for sales: contacts, deals and pipelines of the CRM, and their figures. */
export function createSalesResolvers(options: SalesContextOptions) {
  const contextOf = createSalesContexts(options)
  const { hubspot } = options
  const toFreshness = describeAges('HUBSPOT', hubspot.maxAgeSeconds.sales)

  return {
    Query: {
      crmSummary: requireRole('VIEWER', (_, __, context) => summarizeCrm(contextOf(context))),
      recentContacts: requireRole('VIEWER', (_, { first }, context) =>
        loadRecentContacts(() => contextOf(context), first ?? 10),
      ),
      dealPipelines: requireRole('VIEWER', (_, __, context) =>
        loadPipelineBoard(contextOf(context), hubspot.maxAgeSeconds.sales),
      ),
      deals: requireRole('VIEWER', (_, { first, ...rest }, context) =>
        loadDealList(contextOf(context), { first: first ?? 25, ...rest }),
      ),
      dealsProgress: requireRole('VIEWER', (_, __, { dependencies }) => {
        const progress = hubspot.dealsProgress()
        dependencies?.addReading(async () => hubspot.dealsProgress(), progress)
        return progress
      }),
    },
    CrmSummary: {
      id: () => hubspot.chat().hubId,
      contacts: (summary) => summary.contacts(),
      companies: (summary) => summary.companies(),
      deals: async (summary) => (await summary.dealSnapshot()).deals.length,
      totalDealValue: async (summary) => {
        const dealSnapshot = await summary.dealSnapshot()
        return totalValue(dealSnapshot.deals, dealSnapshot)
      },
      openDealValue: async (summary) => {
        const dealSnapshot = await summary.dealSnapshot()
        return totalValue(
          dealSnapshot.deals.filter(({ state }) => state === 'OPEN' || state === 'CLOSED_OTHER'),
          dealSnapshot,
        )
      },
      dealsByState: async (summary) => countByState(await summary.dealSnapshot()),
      freshness: async (summary) => toFreshness(await summary.age()),
    },
    DealConnection: {
      nodes: (list) => list.edges.map((edge) => edge.node),
      freshness: (list) => toFreshness(list.age),
    },
    Deal: {
      id: ({ deal }) => deal.id,
      name: ({ deal }) => deal.name,
      stage: ({ deal }) => ({ id: deal.stageId ?? unknown.id, label: deal.stage?.label ?? unknown.label }),
      pipeline: ({ deal }) => {
        const id = deal.pipelineId ?? unknown.id
        return { id, name: deal.pipeline?.name ?? id }
      },
      createdAt: ({ deal }) => deal.createdAt,
      state: ({ deal }) => deal.state,
    },
    DealStage: {
      probability: ({ probability }) => roundFigureOrNull(probability),
    },
  } satisfies Resolvers
}
