import type { Freshness } from './endpoint.ts'
import type {
  RestAnalyticsFragment,
  RestContactFragment,
  RestCrmFragment,
  RestFormFragment,
  RestPipelineFragment,
} from './operation-types.gen.ts'

/** Exact in the graph; callers of these addresses expect a JSON number. */
const amountOf = ({ amount }: { readonly amount: string }) => Number(amount)

export const showCrm = (crm: RestCrmFragment) => ({
  contacts_count: crm.contacts,
  deals_count: crm.deals,
  companies_count: crm.companies,
  total_deal_value: amountOf(crm.totalDealValue),
})

export const showContact = (contact: RestContactFragment) => ({
  id: contact.id,
  firstname: contact.firstName,
  lastname: contact.lastName,
  email: contact.email,
  company: contact.company,
  createdate: contact.createdAt,
  lastmodifieddate: contact.updatedAt,
})

/** The pipeline with the id, the first without one; null if there is none. */
export const findPipeline = (pipelines: readonly RestPipelineFragment[], id?: string): RestPipelineFragment | null =>
  (id === undefined ? pipelines[0] : pipelines.find((pipeline) => pipeline.id === id)) ?? null

export const showPipeline = (pipeline: RestPipelineFragment) => ({
  pipeline_name: pipeline.name,
  stages: pipeline.stages.map(({ label, dealCount, totalValue }) => ({
    stage: label,
    deal_count: dealCount,
    total_value: amountOf(totalValue),
  })),
  total_deals: pipeline.totalDeals,
  total_value: amountOf(pipeline.totalValue),
})

export const showAnalytics = (figures: RestAnalyticsFragment) => ({
  total_page_views: figures.total_page_views,
  total_sessions: figures.total_sessions,
  total_contacts: figures.total_contacts,
  new_contacts_this_month: figures.new_contacts_this_month,
  form_submissions: figures.form_submissions,
  average_session_duration: figures.average_session_duration,
})

export const showForm = ({ id, name, submissions, conversion_rate }: RestFormFragment) => ({
  form_id: id,
  form_name: name,
  submissions,
  conversion_rate,
})

/** The age of several figures: that of the oldest; stale if one is. Null if there is none. */
export function oldestOf(ages: readonly (Freshness | null | undefined)[]): Freshness | null {
  const known = ages.filter((age) => age !== null && age !== undefined)
  const [first, ...rest] = known
  if (!first) return null
  const oldest = rest.reduce((least, age) => (Date.parse(age.asOf) < Date.parse(least.asOf) ? age : least), first)
  return { ...oldest, stale: known.some(({ stale }) => stale) }
}
