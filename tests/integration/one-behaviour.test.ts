import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequestListener } from '@remix-run/node-fetch-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedTenants } from '../../scripts/seed-tenants.ts'
import { people, startGraph } from '../support/embedded-graph.ts'
import { startGateway, startWorld, withoutHubSpot, type Gateway, type World } from '../support/world.ts'
import { audience, startLocalIssuer, type LocalIssuer } from '../unit/auth/local-issuer.ts'
import { call, headersOf, type RpcBody } from './mcp/raw.ts'

/*
 * The same refusals through every way in: GraphQL, REST and MCP of the gateway, the same three of a program that embeds the
 * graph, and its `execute`. What a caller may not or cannot do must not depend on the door.
 */

type Role = 'viewer' | 'operator' | 'admin'

/** A question that is refused, as each way in asks it. */
interface Refusal {
  readonly code: string
  /** HTTP status of REST. */
  readonly restStatus: number
  readonly role?: Role
  readonly document: string
  readonly rest: { readonly path: string; readonly method?: string; readonly body?: unknown }
  readonly tool: string
  readonly given?: unknown
}

interface GraphqlBody {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly { readonly extensions: { readonly code?: unknown } }[]
}

/** Of an answer of the graph: of its first error, or of the first input error of its mutation. */
function codeOfGraph({ data, errors }: GraphqlBody): string | null {
  const [error] = errors ?? []
  if (error) return typeof error.extensions.code === 'string' ? error.extensions.code : null
  const [payload] = Object.values(data ?? {}) as ({
    readonly userErrors?: readonly { readonly code: string }[]
  } | null)[]
  return payload?.userErrors?.[0]?.code ?? null
}

const codeOfRest = ({ error }: { readonly error?: { readonly code: string } }) => error?.code ?? null

/** Of what refused the request, or of the result that says so. */
const codeOfMcp = ({ error, result }: RpcBody) =>
  error?.data?.code ?? (result?.isError ? (/^[A-Z_]+/.exec(result.content?.[0]?.text ?? '')?.[0] ?? null) : null)

const tokens = new Map<Role, Promise<string>>()
let issuer: LocalIssuer
const roleClaims = { viewer: 'Viewer', operator: 'Operator', admin: 'Admin' } as const
const tokenOf = (role: Role) => {
  const known = tokens.get(role) ?? issuer.sign({ sub: role, roles: [roleClaims[role]] })
  tokens.set(role, known)
  return known
}

/** Asks at an address by each protocol; the codes. */
async function askAll(base: string, refusal: Refusal, token: string | null) {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` }
  const json = { 'content-type': 'application/json' }
  const asked = call(refusal.tool, refusal.given ?? {})
  const { path, method = 'GET', body } = refusal.rest
  const [graphql, rest, mcp] = await Promise.all([
    fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { ...json, ...authorization },
      body: JSON.stringify({ query: refusal.document }),
    }),
    fetch(`${base}${path}`, {
      method,
      headers: { ...(body !== undefined && json), ...authorization },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
    fetch(`${base}/mcp`, {
      method: 'POST',
      headers: { ...headersOf(asked), ...authorization },
      body: JSON.stringify(asked),
    }),
  ])
  return {
    graphql: codeOfGraph((await graphql.json()) as GraphqlBody),
    rest: codeOfRest((await rest.json()) as { error?: { code: string } }),
    restStatus: rest.status,
    mcp: codeOfMcp((await mcp.json()) as RpcBody),
    statuses: [graphql.status, rest.status, mcp.status],
    again: [graphql, rest, mcp].map(({ headers }) => headers.get('retry-after')),
  }
}

/** A program that embeds the graph, below `/msp`. */
async function startProgram(world: World, environment: Record<string, string | undefined>) {
  const graph = await startGraph(world.simulators, { world: { environment } })
  const server: Server = createServer(createRequestListener((request) => graph.handler(request)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    graph,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/msp`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await graph.close(0)
    },
  }
}

let world: World
let gateway: Gateway
let program: Awaited<ReturnType<typeof startProgram>>

const signIn = () => ({ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: audience })
const withoutPortal = { OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined, SESSION_KEYS: undefined }

beforeAll(async () => {
  world = await startWorld({ scale: 0.05 })
  issuer = await startLocalIssuer()
  const environment = { ...signIn(), ...withoutPortal }
  gateway = await startGateway(world.simulators, { environment })
  program = await startProgram(world, environment)
  for (const { url } of [gateway, program]) {
    const token = await tokenOf('admin')
    await seedTenants({ url, token, credentials: world.simulators.connectWise.credentials })
  }
})
afterAll(async () => {
  await program.close()
  await gateway.close()
  await issuer[Symbol.asyncDispose]()
  await world.close()
})

const search = (tenant: string) => `{ tenant(id: "${tenant}") { connectWise { tickets(search: "phone") { id } } } }`
const counting = {
  document: '{ tickets { totalCount } }',
  rest: { path: '/api/autotask/tickets' },
  tool: 'count_tickets',
} as const

const refusals: readonly (Refusal & { readonly what: string })[] = [
  {
    what: 'a role that is missing, to read',
    code: 'FORBIDDEN',
    restStatus: 403,
    document: search('acme'),
    rest: { path: '/api/admin/tenant/acme/connectwise/tickets/search?q=phone' },
    tool: 'find_connectwise_tickets',
    given: { tenant: 'acme', search: 'phone' },
  },
  {
    what: 'a role that is missing, to change something',
    code: 'FORBIDDEN',
    restStatus: 403,
    document: `mutation { logChange(input: { tenantId: "acme", ticketId: 1, note: "x", idempotencyKey: "one" }) { userErrors { code } } }`,
    rest: { path: '/api/admin/tenant/acme/connectwise/tickets/1/log-change', method: 'POST', body: { noteText: 'x' } },
    tool: 'log_change',
    given: { tenant: 'acme', ticketId: 1, note: 'x' },
  },
  {
    what: 'a feature that is off',
    code: 'FEATURE_DISABLED',
    restStatus: 403,
    role: 'admin',
    document: search('initech'),
    rest: { path: '/api/admin/tenant/initech/connectwise/tickets/search?q=phone' },
    tool: 'find_connectwise_tickets',
    given: { tenant: 'initech', search: 'phone' },
  },
  {
    what: 'a ticket that does not exist',
    code: 'NOT_FOUND',
    restStatus: 422,
    role: 'operator',
    document: `mutation { logChange(input: { tenantId: "acme", ticketId: 2000000000, note: "x", idempotencyKey: "two" }) { userErrors { code } } }`,
    rest: {
      path: '/api/admin/tenant/acme/connectwise/tickets/2000000000/log-change',
      method: 'POST',
      body: { noteText: 'x' },
    },
    tool: 'log_change',
    given: { tenant: 'acme', ticketId: 2_000_000_000, note: 'x' },
  },
  {
    what: 'more rows than there may be',
    code: 'BAD_USER_INPUT',
    restStatus: 400,
    document: '{ tickets(first: 1000) { totalCount } }',
    rest: { path: '/api/autotask/tickets?limit=1000' },
    tool: 'find_tickets',
    given: { first: 1_000 },
  },
  {
    what: 'days the wrong way round',
    code: 'BAD_USER_INPUT',
    restStatus: 400,
    document: '{ activitySummary(range: { from: "2026-03-10", to: "2026-03-01" }) { totalTickets } }',
    rest: { path: '/api/autotask/activity?start_date=2026-03-10&end_date=2026-03-01' },
    tool: 'service_desk_summary',
    given: { from: '2026-03-10', to: '2026-03-01' },
  },
]

const everywhere = (code: string) => ({ graphql: code, rest: code, mcp: code })
const principals = { viewer: people.viewer, operator: people.operator, admin: people.admin }

describe('the same refusal through every way in', () => {
  test.each(refusals)('$what: $code', async (refusal) => {
    const { code, restStatus, role = 'viewer', document } = refusal
    for (const { url } of [gateway, program]) {
      expect(await askAll(url, refusal, await tokenOf(role))).toMatchObject({ ...everywhere(code), restStatus })
    }
    const executed = await program.graph.execute({ document, principal: principals[role] })
    expect(codeOfGraph(executed)).toBe(code)
  })

  test('signed out: UNAUTHENTICATED, whatever is asked', async () => {
    for (const { url } of [gateway, program]) {
      for (const refusal of refusals) {
        expect(await askAll(url, refusal, null)).toMatchObject({
          ...everywhere('UNAUTHENTICATED'),
          statuses: [401, 401, 401],
        })
      }
    }
  })

  test.each<[string, () => Promise<string> | string]>([
    ['for another audience', () => issuer.sign({ aud: 'another-api', roles: ['Admin'] })],
    ['that has expired', () => issuer.sign({ exp: Math.floor(Date.now() / 1_000) - 600, roles: ['Admin'] })],
    ['of another issuer', () => issuer.sign({ iss: 'https://other.test', roles: ['Admin'] })],
    ['that is none', () => 'abc.def.ghi'],
  ])('a token %s: UNAUTHENTICATED', async (_, make) => {
    for (const { url } of [gateway, program]) {
      expect(await askAll(url, { ...counting, code: '', restStatus: 401 }, await make())).toMatchObject({
        ...everywhere('UNAUTHENTICATED'),
        statuses: [401, 401, 401],
      })
    }
  })

  test.each([
    ['no JSON', '{"query":', 400],
    ['more than 1 MiB', JSON.stringify({ query: 'x'.repeat(2 ** 20) }), 413],
  ])('a body that is %s: BAD_USER_INPUT', async (_, body, status) => {
    const token = await tokenOf('operator')
    const paths = ['/graphql', '/api/admin/tenant/acme/connectwise/tickets/1/notes', '/mcp']
    for (const { url } of [gateway, program]) {
      const answers = await Promise.all(
        paths.map(async (path) => {
          const headers = { ...headersOf(call('count_tickets')), authorization: `Bearer ${token}` }
          const response = await fetch(`${url}${path}`, { method: 'POST', headers, body })
          return [response.status, await response.text()] as const
        }),
      )
      expect(answers.map(([got]) => got)).toEqual([status, status, status])
      expect(answers.map(([, text]) => /"code":"([A-Z_]+)"/.exec(text)?.[1])).toEqual(paths.map(() => 'BAD_USER_INPUT'))
    }
  })

  test('a vendor that is down: VENDOR_UNAVAILABLE', async () => {
    await world.fault({ match: 'POST .*/Tickets/query', status: 503, body: '', times: -1 })
    for (const { url } of [gateway, program]) {
      const answer = await askAll(url, { ...counting, code: '', restStatus: 503 }, await tokenOf('viewer'))
      expect(answer).toMatchObject({ ...everywhere('VENDOR_UNAVAILABLE'), restStatus: 503 })
    }
    const executed = await program.graph.execute({ document: counting.document, principal: people.viewer })
    expect(codeOfGraph(executed)).toBe('VENDOR_UNAVAILABLE')
    await world.clearFaults()
  })
})

describe('by a gateway of few settings', () => {
  test('a vendor that is not set up, and then too many requests of all ways in together', async () => {
    const environment = { ...signIn(), ...withoutPortal, ...withoutHubSpot, LIMIT_OPERATIONS_PER_MINUTE: '4' }
    const poor = await startGateway(world.simulators, { environment })
    const poorProgram = await startProgram(world, environment)
    const pipelines: Refusal = {
      code: 'VENDOR_NOT_CONFIGURED',
      restStatus: 503,
      document: '{ dealPipelines { id } }',
      rest: { path: '/api/hubspot/deals/pipeline' },
      tool: 'sales_pipeline',
    }
    try {
      const token = await tokenOf('viewer')
      for (const { url } of [poor, poorProgram]) {
        expect(await askAll(url, pipelines, token)).toMatchObject(everywhere('VENDOR_NOT_CONFIGURED'))
        // The fourth of one person; the next ones are too many.
        await askAll(url, pipelines, token)
        const spent = await askAll(url, pipelines, token)
        expect(spent).toMatchObject({ ...everywhere('TOO_MANY_REQUESTS'), statuses: [429, 429, 429] })
        expect(spent.again).toEqual([expect.any(String), expect.any(String), expect.any(String)])
      }
      const codes = []
      for (let count = 0; count < 5; count++) {
        const answer = await poorProgram.graph.execute({ document: pipelines.document, principal: people.viewer })
        codes.push(codeOfGraph(answer))
      }
      expect(codes).toEqual([...Array.from({ length: 4 }, () => 'VENDOR_NOT_CONFIGURED'), 'TOO_MANY_REQUESTS'])
    } finally {
      await poorProgram.close()
      await poor.close()
    }
  })
})
