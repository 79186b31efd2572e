import { requireRole } from '../auth/permissions.ts'
import type { Age } from '../cache/age-tracker.ts'
import { roundFigureOrNull } from '../figures/rounding.ts'
import type { Freshness, Resolvers } from '../graphql/resolver-types.gen.ts'
import { createBooks, type BookOptions } from './book.ts'
import { summarizeCrm } from './crm-summary.ts'
import { loadDealList } from './deal-list.ts'
import { totalValue } from './money.ts'
import { layOutBoard } from './pipeline-board.ts'
import { unknown } from './pipeline-index.ts'
import { loadRecentContacts } from './recent-contacts.ts'

/** Resolvers for sales: contacts, deals and pipelines of the CRM, and their figures. */
export function createSalesResolvers(options: BookOptions) {
  const bookOf = createBooks(options)
  const { hubspot } = options
  const usualMaxAge = hubspot.maxAgeSeconds.sales

  /** @param age defaults to the cache policy of the room's figures */
  const toFreshness = ({ asOf, stale, maxAgeSeconds = usualMaxAge }: Age): Freshness => ({
    source: 'HUBSPOT',
    asOf,
    maxAgeSeconds,
    stale,
  })

  return {
    Query: {
      crmSummary: requireRole('VIEWER', (_, __, context) => summarizeCrm(bookOf(context))),
      recentContacts: requireRole('VIEWER', (_, { first }, context) =>
        loadRecentContacts(() => bookOf(context), first ?? 10),
      ),
      dealPipelines: requireRole('VIEWER', async (_, __, context) => {
        const { value, ...age } = await bookOf(context).ledger()
        return layOutBoard(value).map((pipeline) => ({ ...pipeline, freshness: toFreshness(age) }))
      }),
      deals: requireRole('VIEWER', (_, { first, ...rest }, context) =>
        loadDealList(bookOf(context), { first: first ?? 25, ...rest }),
      ),
      dealsProgress: requireRole('VIEWER', () => hubspot.dealsProgress()),
    },
    CrmSummary: {
      id: () => hubspot.chat().hubId,
      contacts: (summary) => summary.contacts(),
      companies: (summary) => summary.companies(),
      deals: async (summary) => (await summary.ledger()).deals.length,
      totalDealValue: async (summary) => {
        const ledger = await summary.ledger()
        return totalValue(ledger.deals, ledger)
      },
      openDealValue: async (summary) => {
        const ledger = await summary.ledger()
        return totalValue(
          ledger.deals.filter(({ state }) => state === 'OPEN'),
          ledger,
        )
      },
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
