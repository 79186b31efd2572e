import { z } from 'zod'
import * as schemas from './connectwise-schemas.ts'
import { connectwiseWrites } from './connectwise-writes.ts'
import { endpoint, type Endpoint } from './endpoint.ts'
import type {
  RestConnectWiseEnabledQuery,
  RestConnectWiseTicketQuery,
  RestCredentialsQuery,
  RestSaveCredentialsMutation,
  RestSearchTicketsQuery,
} from './operation-types.gen.ts'
import { id, limit, noParameters, tenantPath, ticketPath } from './parameters.ts'

const base = '/api/admin/tenant/:tenantId/connectwise'
const common = {
  method: 'GET',
  tag: 'connectwise',
  role: 'OPERATOR',
  pathParameters: tenantPath,
  query: noParameters,
  body: null,
} as const
// The graph does not say how old what it read of ConnectWise is: tickets at most 30 seconds.
const freshness = null
const noTenant = 'There is no such tenant.'

const credentials = endpoint({
  ...common,
  role: 'ADMIN',
  path: `${base}/credentials`,
  summary: 'What is saved of a tenant’s credentials: hints, never keys',
  operation: 'credentials',
  variables: ({ path }) => path,
  roots: [['tenant', 'connectWise', 'credentials']],
  missing: 'There is no such tenant, or it has no credentials for ConnectWise.',
  show({ tenant }: RestCredentialsQuery) {
    const data = tenant?.connectWise.credentials
    return data ? { data, freshness } : null
  },
  response: schemas.credentials,
})

const credentialsBody = z.strictObject({
  baseUrl: z.string(),
  companyId: z.string(),
  publicKey: z.string().describe('Empty keeps the saved one on the same host.'),
  privateKey: z.string().describe('Empty keeps the saved one on the same host.'),
  clientId: z.string().describe('Empty keeps the saved one on the same host.'),
  defaultTimeMinutes: z.int().optional().describe('15 unless given.'),
  autoUpdateStatus: z.boolean().optional().describe('False unless given.'),
  defaultStatuses: z
    .array(z.strictObject({ boardId: id('The board.'), statusId: id('One of its statuses.') }))
    .optional()
    .describe('None unless given.'),
})

const saveCredentials = endpoint({
  ...common,
  method: 'POST',
  role: 'ADMIN',
  path: `${base}/credentials`,
  summary: 'Replaces a tenant’s credentials and defaults',
  body: credentialsBody,
  operation: 'save-credentials',
  variables: ({ path, body }) => ({ input: { ...path, ...body } }),
  roots: [['saveConnectWiseCredentials', 'tenant', 'connectWise', 'credentials']],
  show({ saveConnectWiseCredentials: { tenant } }: RestSaveCredentialsMutation) {
    const data = tenant?.connectWise.credentials
    return data ? { data, freshness } : null
  },
  written: ({ saveConnectWiseCredentials: { userErrors } }) => ({ change: null, userErrors }),
  response: schemas.credentials,
})

const enabled = endpoint({
  ...common,
  path: `${base}/enabled`,
  summary: 'Whether ConnectWise is switched on for a tenant',
  operation: 'enabled',
  variables: ({ path }) => path,
  roots: [['tenant']],
  missing: noTenant,
  show: ({ tenant }: RestConnectWiseEnabledQuery) =>
    tenant && { data: { enabled: tenant.connectWise.enabled }, freshness },
  response: z.strictObject({ enabled: z.boolean() }),
})

const search = endpoint({
  ...common,
  path: `${base}/tickets/search`,
  summary: 'Tickets whose number equals the text or whose summary contains it: open ones first, then the newest',
  query: z.strictObject({
    q: z.string().describe('A ticket’s number, or words of a summary.'),
    limit: limit(10, 50),
  }),
  operation: 'search-tickets',
  variables: ({ path, query }) => ({ ...path, search: query.q, first: query.limit }),
  roots: [['tenant', 'connectWise', 'tickets']],
  missing: noTenant,
  show({ tenant }: RestSearchTicketsQuery) {
    const data = tenant?.connectWise.tickets
    return data ? { data, freshness } : null
  },
  response: schemas.foundTickets,
})

const ticket = endpoint({
  ...common,
  pathParameters: ticketPath,
  path: `${base}/tickets/:ticketId`,
  summary: 'A ticket with its notes, time entries and the statuses that can be chosen',
  operation: 'connectwise-ticket',
  variables: ({ path }) => path,
  roots: [['tenant', 'connectWise', 'ticket']],
  missing: 'There is no such ticket.',
  show({ tenant }: RestConnectWiseTicketQuery) {
    const data = tenant?.connectWise.ticket
    return data ? { data, freshness } : null
  },
  response: schemas.ticket,
})

/** What existing pages ask of a tenant’s ConnectWise, and change there. */
export const connectwiseEndpoints: readonly Endpoint[] = [
  credentials,
  saveCredentials,
  enabled,
  search,
  ticket,
  ...connectwiseWrites,
]
