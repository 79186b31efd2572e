import { expectedCrmSummary, expectedRecentContacts } from '../../../support/oracle/hubspot/crm.ts'
import { expectedDeals, type ExpectedDeal } from '../../../support/oracle/hubspot/deals.ts'
import { expectedDealPipelines } from '../../../support/oracle/hubspot/pipelines.ts'
import { expectedFormStats, expectedWebsiteAnalytics } from '../../../support/oracle/hubspot/website.ts'
import type { HubSpotState as OracleState } from '../../../support/oracle/hubspot/state.ts'
import { daysOf, type Question, type Records } from './question.ts'

const stateOf = ({ hubspot }: Records) => hubspot as unknown as OracleState

const shownDeal = ({ id, name, amount, state, stage, pipeline, closeDate }: ExpectedDeal) => ({
  id,
  name,
  amount,
  state,
  stage: { label: stage.label },
  pipeline: { name: pipeline.name },
  closeDate,
})

const closingIn = (records: Records, state: 'WON' | 'OPEN', preset: Parameters<typeof daysOf>[1]) => {
  const { from, to } = daysOf(records, preset)
  return expectedDeals(stateOf(records), records.timeZone, { state }).filter(
    ({ closeDate }) => closeDate !== null && from <= closeDate && closeDate <= to,
  )
}

const listed = (deals: readonly ExpectedDeal[]) => ({ total: deals.length, deals: deals.map(shownDeal) })

const largestStage = (records: Records) => {
  const stages = expectedDealPipelines(stateOf(records)).flatMap((pipeline) => pipeline.stages)
  return stages.filter(({ label }) => label !== 'Unknown').toSorted((a, b) => b.dealCount - a.dealCount)[0]!
}

export const salesQuestions: readonly Question[] = [
  {
    asks: 'How large is the pipeline, by stage?',
    tool: 'sales_pipeline',
    arguments: () => ({}),
    expected: (records) => {
      const { deals, totalDealValue, openDealValue, dealsByState } = expectedCrmSummary(stateOf(records))
      const pipelines = expectedDealPipelines(stateOf(records))
      return {
        deals,
        totalDealValue,
        openDealValue,
        byState: dealsByState,
        pipelines: pipelines.map(({ id, name, totalDeals, totalValue }) => ({ id, name, totalDeals, totalValue })),
        stages: pipelines.flatMap(({ name, stages }) =>
          stages.map(({ id, label, dealCount, totalValue }) => ({ pipeline: name, id, label, dealCount, totalValue })),
        ),
      }
    },
    scope: (records) => [`${expectedCrmSummary(stateOf(records)).deals} in`, 'not archived'],
  },
  {
    asks: 'Which deals were won this quarter?',
    tool: 'find_deals',
    arguments: () => ({ state: 'WON', period: 'THIS_QUARTER' }),
    expected: (records) => listed(closingIn(records, 'WON', 'THIS_QUARTER')),
    scope: (records) => ['won', 'close date', daysOf(records, 'THIS_QUARTER').from],
  },
  {
    asks: 'Which open deals should close this month?',
    tool: 'find_deals',
    arguments: () => ({ state: 'OPEN', period: 'THIS_MONTH' }),
    expected: (records) => listed(closingIn(records, 'OPEN', 'THIS_MONTH')),
    scope: () => ['open'],
  },
  {
    asks: 'What are the five largest open deals?',
    tool: 'find_deals',
    arguments: () => ({ state: 'OPEN', sortBy: 'AMOUNT', first: 5 }),
    expected: (records) => {
      const order = { field: 'AMOUNT', direction: 'DESC' } as const
      const deals = expectedDeals(stateOf(records), records.timeZone, { state: 'OPEN' }, order)
      return listed(deals)
    },
    scope: () => ['largest amount first'],
  },
  {
    asks: 'Which deals are in one stage?',
    tool: 'find_deals',
    arguments: (records) => ({ stage: [largestStage(records).label] }),
    expected: (records) => {
      const { label } = largestStage(records)
      return listed(expectedDeals(stateOf(records), records.timeZone).filter(({ stage }) => stage.label === label))
    },
    scope: (records) => [`in stage ${largestStage(records).label}`],
  },
  {
    asks: 'Who are the newest contacts?',
    tool: 'recent_contacts',
    arguments: () => ({}),
    expected: (records) => ({
      contacts: expectedRecentContacts(stateOf(records), 10).map(
        ({ id, firstName, lastName, email, company, createdAt }) => ({
          id,
          firstName,
          lastName,
          email,
          company,
          createdAt: createdAt.replace('.000Z', 'Z'),
        }),
      ),
    }),
    scope: () => ['10 contacts', 'newest first'],
  },
  {
    asks: 'How did the website do last month, and which form did best?',
    tool: 'website_summary',
    arguments: () => ({ period: 'LAST_MONTH' }),
    expected: (records) => ({
      website: expectedWebsiteAnalytics(stateOf(records), daysOf(records, 'LAST_MONTH')),
      forms: expectedFormStats(stateOf(records), daysOf(records, 'LAST_MONTH')),
    }),
    scope: (records) => [daysOf(records, 'LAST_MONTH').from],
  },
]
