import { z } from 'zod'
import { readRange } from './days.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import {
  findPipeline,
  oldestOf,
  showAnalytics,
  showContact,
  showCrm,
  showForm,
  showPipeline,
} from './hubspot-mapping.ts'
import * as schemas from './hubspot-schemas.ts'
import type {
  RestAnalyticsQuery,
  RestCrmSummaryQuery,
  RestFormsQuery,
  RestPipelinesQuery,
  RestRecentContactsQuery,
  RestStatsQuery,
} from './operation-types.gen.ts'
import { days, limit, noParameters } from './parameters.ts'

const common = { method: 'GET', tag: 'hubspot', role: 'VIEWER', pathParameters: noParameters, body: null } as const

const crmSummary = endpoint({
  ...common,
  path: '/api/hubspot/crm/summary',
  summary: 'Figures of the CRM',
  query: noParameters,
  operation: 'crm-summary',
  variables: () => ({}),
  roots: [['crmSummary']],
  show: ({ crmSummary: crm }: RestCrmSummaryQuery) => crm && { data: showCrm(crm), freshness: crm.freshness },
  response: schemas.crm,
})

const recentContacts = endpoint({
  ...common,
  path: '/api/hubspot/contacts/recent',
  summary: 'The most recently created contacts, newest first',
  query: z.strictObject({ limit: limit(10, 100) }),
  operation: 'recent-contacts',
  variables: ({ query }) => ({ first: query.limit }),
  roots: [['recentContacts']],
  // The graph does not say how old this list is.
  show: ({ recentContacts: contacts }: RestRecentContactsQuery) =>
    contacts && { data: contacts.map(showContact), freshness: null },
  response: schemas.contacts,
})

const pipeline = endpoint({
  ...common,
  path: '/api/hubspot/deals/pipeline',
  summary: 'A pipeline with the deals of each stage',
  query: z.strictObject({ pipeline: z.string().max(200).optional().describe('The pipeline’s id. The first.') }),
  operation: 'pipeline',
  variables: () => ({}),
  roots: [['dealPipelines']],
  missing: 'There is no such pipeline.',
  show({ dealPipelines }: RestPipelinesQuery, { query }) {
    const found = findPipeline(dealPipelines ?? [], query.pipeline)
    return found && { data: showPipeline(found), freshness: found.freshness }
  },
  response: schemas.pipeline,
})

const analytics = endpoint({
  ...common,
  path: '/api/hubspot/analytics',
  summary: 'Figures of the website',
  query: days,
  operation: 'analytics',
  variables: ({ query }, occasion) => ({ range: readRange(query, occasion) }),
  roots: [['websiteAnalytics']],
  show: ({ websiteAnalytics: figures }: RestAnalyticsQuery) =>
    figures && { data: showAnalytics(figures), freshness: figures.freshness },
  response: schemas.analytics,
})

const forms = endpoint({
  ...common,
  path: '/api/hubspot/forms',
  summary: 'All forms with their figures, most submissions first',
  query: days,
  operation: 'forms',
  variables: ({ query }, occasion) => ({ range: readRange(query, occasion) }),
  roots: [['formStats']],
  show: ({ formStats, sum }: RestFormsQuery) =>
    formStats && { data: formStats.map(showForm), freshness: sum?.freshness ?? null },
  response: schemas.forms,
})

const stats = endpoint({
  ...common,
  path: '/api/hubspot/stats',
  summary: 'CRM, first pipeline, website, forms and recent contacts in one; a part that failed is null',
  query: noParameters,
  operation: 'stats',
  variables: () => ({}),
  roots: [['crm'], ['pipeline'], ['analytics'], ['forms'], ['recent_contacts']],
  show(parts: RestStatsQuery) {
    const first = findPipeline(parts.pipeline ?? [])
    const data = {
      crm: parts.crm && showCrm(parts.crm),
      pipeline: first && showPipeline(first),
      analytics: parts.analytics && showAnalytics(parts.analytics),
      forms: parts.forms?.map(showForm) ?? null,
      recent_contacts: parts.recent_contacts?.map(showContact) ?? null,
    }
    return { data, freshness: oldestOf([parts.crm?.freshness, first?.freshness, parts.analytics?.freshness]) }
  },
  response: schemas.stats,
})

/** What existing pages ask of sales and website. */
export const hubspotEndpoints: readonly Endpoint[] = [crmSummary, recentContacts, pipeline, analytics, forms, stats]
