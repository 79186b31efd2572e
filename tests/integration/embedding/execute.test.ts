import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import type * as graphql from 'graphql'
import { parse } from 'graphql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Me } from '../../../sdk/index.ts'
import {
  createGraph,
  GraphOptionsError,
  InvalidPrincipalError,
  people,
  startGraph,
} from '../../support/embedded-graph.ts'
import { gatewayEnvironment, startWorld, type World } from '../../support/world.ts'

// The graphql that the gateway has (see tests/support/world.ts).
const { printSchema } = createRequire(import.meta.url)('graphql') as typeof graphql

let world: World
let graph: Awaited<ReturnType<typeof startGraph>>
const principal = people.viewer

beforeAll(async () => {
  world = await startWorld({ scale: 0.1, tenants: true })
  graph = await startGraph(world.simulators)
})
afterAll(async () => {
  await graph.close(0)
  await world.close()
})
beforeEach(() => world.clearRequests())
afterEach(() => world.clearFaults())

const codesOf = (errors: readonly { readonly extensions?: Record<string, unknown> }[] | undefined) =>
  errors?.map(({ extensions }) => extensions?.['code'])

describe('execute', () => {
  test.each([
    '{ activitySummary { totalTickets openTickets byStatus { label count } } }',
    '{ tickets(first: 5) { totalCount nodes { number title company { name } } } }',
    '{ dealPipelines { name stages { label dealCount } } crmSummary { deals } }',
    '{ nope }',
    '{ tickets(first: 0) { totalCount } }',
  ])('answers %s as over HTTP', async (document) => {
    const [embedded, { body }] = [await graph.execute({ document, principal }), await world.query(document)]

    const told = (value: unknown) =>
      JSON.parse(JSON.stringify(value).replaceAll(/"requestId":"[^"]*"/g, '"requestId":"…"')) as unknown
    expect(told(embedded)).toEqual(told(body))
  })

  test('takes parsed documents, variables and the name of an operation', async () => {
    const document = parse('query A($n: Int!) { tickets(first: $n) { nodes { id } } } query B { viewer { name } }')

    const { data } = await graph.execute({ document, variables: { n: 3 }, operationName: 'A', principal })
    const other = await graph.execute({ document, operationName: 'B', principal })

    expect((data as { tickets: { nodes: unknown[] } }).tickets.nodes).toHaveLength(3)
    expect(other.data).toEqual({ viewer: { name: 'Vera Viewer' } })
  })

  test('takes the typed questions of the client, and says of anything else that it is no document', async () => {
    const { data } = await graph.execute({ document: Me, principal })

    expect(data?.viewer.name).toBe('Vera Viewer')
    for (const nonsense of [undefined, 7, {}, { kind: 'Field' }]) {
      const asking = graph.execute({ document: nonsense as never, principal })
      await expect(asking).rejects.toThrow('document must be the text of a document, or a parsed one.')
    }
  })

  test('asks the vendors once for what many ask for', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        graph.execute({
          document: '{ activitySummary(range: { preset: LAST_7_DAYS }) { totalTickets } }',
          principal: { ...principal, id: `person ${index}` },
        }),
      ),
    )
    const asked = (await world.requests()).filter(({ path }) => path.endsWith('/Tickets/query'))
    expect(asked).toHaveLength(1)
  })

  test('gives each principal its own rights', async () => {
    const document =
      '{ a: tenant(id: "acme") { id } g: tenant(id: "globex") { id } tenants { id } featureFlags { key } }'
    const embedded = await startGraph(world.simulators)
    const addTenant = 'mutation($id: ID!) { createTenant(input: { id: $id, name: "A name" }) { userErrors { code } } }'
    for (const id of ['acme', 'globex']) {
      await embedded.execute({ document: addTenant, variables: { id }, principal: people.admin })
    }
    const ask = (who: keyof typeof people) => embedded.execute({ document, principal: people[who] })

    expect((await ask('admin')).data).toMatchObject({ a: { id: 'acme' }, g: { id: 'globex' } })
    expect((await ask('operator')).data).toEqual({
      a: { id: 'acme' },
      g: null,
      tenants: [{ id: 'acme' }],
      featureFlags: null,
    })
    expect((await ask('viewer')).data).toEqual({ a: null, g: null, tenants: null, featureFlags: null })
    expect(codesOf((await ask('unknown')).errors)).toEqual(Array(4).fill('FORBIDDEN'))
    await embedded.close(0)
  })

  test('knows the tenants of an operator by id, as the graph has them, or all', async () => {
    const document = '{ viewer { tenants { id } } }'
    const embedded = await startGraph(world.simulators)
    for (const id of ['acme', 'globex']) {
      const add = `mutation { createTenant(input: { id: "${id}", name: "${id}" }) { userErrors { code } } }`
      await embedded.execute({ document: add, principal: people.admin })
    }
    const tenantsFor = async (tenants: 'all' | readonly (string | { id: string })[] | null) =>
      (await embedded.execute({ document, principal: { ...people.operator, tenants } })).data

    expect(await tenantsFor(['acme'])).toEqual({ viewer: { tenants: [{ id: 'acme' }] } })
    expect(await tenantsFor([{ id: 'globex' }])).toEqual({ viewer: { tenants: [{ id: 'globex' }] } })
    expect(await tenantsFor('all')).toEqual({ viewer: { tenants: [{ id: 'acme' }, { id: 'globex' }] } })
    expect(await tenantsFor(null)).toEqual({ viewer: { tenants: [] } })
    await embedded.close(0)
  })

  test('says what an operation cost when asked to', async () => {
    const document = '{ crmSummary { contacts } }'
    const embedded = await startGraph(world.simulators)

    const { extensions } = await embedded.execute({ document, principal, explainCost: true })

    expect(extensions).toMatchObject({ cost: { vendorCalls: expect.any(Number) as number } })
    await embedded.close(0)
  })

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /an object such as/],
    ['a text', 'admin', /an object such as/],
    ['no id', { ...principal, id: undefined }, /id must be text/],
    ['an empty id', { ...principal, id: ' ' }, /id must not be empty/],
    ['a role of its own', { ...principal, roles: ['BOSS'] }, /roles must be of VIEWER, OPERATOR, ADMIN/],
    ['no list of roles', { ...principal, roles: 'ADMIN' }, /roles must be a list/],
    ['tenants as one text', { ...principal, tenants: 'acme' }, /tenants must be/],
    ['several at once', { id: 1, name: 2, roles: 3 }, /id must be text; name must be text; roles must be a list/],
  ])('refuses a principal of %s, and says why', async (_, nonsense, why) => {
    const asking = graph.execute({ document: '{ viewer { name } }', principal: nonsense as never })

    await expect(asking).rejects.toThrow(InvalidPrincipalError)
    await expect(asking).rejects.toThrow(why)
    expect(await world.requests()).toEqual([])
  })

  test('keeps to the limits on callers', async () => {
    const limited = await startGraph(world.simulators, {
      world: { environment: { LIMIT_OPERATIONS_PER_MINUTE: '2' } },
    })
    const ask = (id: string, document = '{ viewer { name } }') =>
      limited.execute({ document, principal: { ...principal, id } })

    const answers = [await ask('a'), await ask('a'), await ask('a')]
    expect(answers.map(({ errors }) => codesOf(errors))).toEqual([undefined, undefined, ['TOO_MANY_REQUESTS']])
    expect(answers[2]).toEqual({
      errors: [
        {
          message: expect.stringContaining('too many operations') as string,
          extensions: {
            code: 'TOO_MANY_REQUESTS',
            retryAfterSeconds: expect.any(Number) as number,
            requestId: expect.stringMatching(/^[\w-]{36}$/) as string,
          },
        },
      ],
    })
    const many = Array.from({ length: 3_000 }, (_, index) => `t${index}: viewer { name }`).join(' ')
    expect(codesOf((await ask('b', `{ ${many} }`)).errors)).toEqual(['QUERY_TOO_EXPENSIVE'])
    await limited.close(0)
  })

  test('is in the audit log, with the principal and the request', async () => {
    const embedded = await startGraph(world.simulators)
    const document = 'query Mine { viewer { name } }'
    await embedded.execute({ document, principal, requestId: 'request-7' })

    const records = '{ auditLog { nodes { actor { id name roles } requestId operation outcome address } } }'
    await expect
      .poll(async () => {
        const { data } = await embedded.execute({ document: records, principal: people.admin })
        return (data as { auditLog: { nodes: unknown[] } }).auditLog.nodes
      })
      .toContainEqual({
        actor: { id: 'vera', name: 'Vera Viewer', roles: ['VIEWER'] },
        requestId: 'request-7',
        operation: 'Mine',
        outcome: 'ok',
        address: null,
      })
    await embedded.close(0)
  })

  test('tells what a vendor cost the answer, and leaves the rest', async () => {
    const embedded = await startGraph(world.simulators)
    await world.fault({ match: 'Tickets/query', status: 500, times: -1 })

    const { data, errors } = await embedded.execute({
      document: '{ tickets { totalCount } crmSummary { contacts } }',
      principal,
    })

    expect(data).toMatchObject({ tickets: null, crmSummary: { contacts: expect.any(Number) as number } })
    expect(codesOf(errors)).toEqual(['VENDOR_UNAVAILABLE'])
    await embedded.close(0)
  })

  test('gives up when its signal aborts', async () => {
    await expect(
      graph.execute({ document: '{ viewer { name } }', principal, signal: AbortSignal.abort(new Error('enough')) }),
    ).rejects.toThrow('enough')
  })
})

test('the schema is the one that is served', async () => {
  const response = await fetch(`${world.url}/schema.graphql`, {
    headers: { authorization: `Bearer ${await world.token('viewer')}` },
  })
  expect(printSchema(graph.schema).trim()).toBe((await response.text()).trim())
})

test('two graphs in one process have their own callers, limits and data', async () => {
  const graphs = await Promise.all(
    [1, 2].map(() => startGraph(world.simulators, { world: { environment: { LIMIT_OPERATIONS_PER_MINUTE: '3' } } })),
  )
  const add = 'mutation { createTenant(input: { id: "mine", name: "Mine" }) { userErrors { code } } }'
  const list = '{ tenants { id } }'
  await graphs[0]?.execute({ document: add, principal: people.admin })

  const lists = await Promise.all(graphs.map(({ execute }) => execute({ document: list, principal: people.admin })))
  expect(lists.map(({ data }) => data)).toEqual([{ tenants: [{ id: 'mine' }] }, { tenants: [] }])
  await graphs[0]?.close(0)
  const after = await graphs[1]?.execute({ document: list, principal: people.admin })
  expect(after?.data).toEqual({ tenants: [] })
  await graphs[1]?.close(0)
})

describe('close', () => {
  test('waits for operations that are under way, and takes no more', async () => {
    const closing = await startGraph(world.simulators)
    await world.fault({ match: 'Tickets/query', delayMs: 400 })
    const running = closing.execute({ document: '{ tickets { totalCount } }', principal })
    await expect.poll(async () => (await world.requests()).length).toBeGreaterThan(0)

    const closed = closing.close()
    await expect(closing.execute({ document: '{ viewer { name } }', principal })).rejects.toThrow(
      'The graph is closed.',
    )
    expect((await running).data).toMatchObject({ tickets: { totalCount: expect.any(Number) as number } })
    await closed
    await closing.close()
  })

  test('waits for work whose caller gave up', async () => {
    const closing = await startGraph(world.simulators, { world: { environment: { LOG_LEVEL: 'trace' } } })
    await world.fault({ match: 'Tickets/query', delayMs: 300 })
    const control = new AbortController()
    const running = closing.execute({ document: '{ tickets { totalCount } }', principal, signal: control.signal })
    await expect.poll(async () => (await world.requests()).length).toBeGreaterThan(0)
    control.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')

    await closing.close()

    expect(closing.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('gives up what takes longer than it may', async () => {
    const closing = await startGraph(world.simulators)
    await world.fault({ match: 'Tickets/query', hang: true, times: -1 })
    const running = closing.execute({ document: '{ tickets { totalCount } }', principal }).then(
      () => 'answered',
      () => 'given up',
    )
    await sleep(50)
    await closing.close(10)
    expect(await running).toBe('given up')
  })
})

describe('createGraph', () => {
  test('names everything that is wrong with its options and settings at once', async () => {
    const settings = {
      ...gatewayEnvironment(world.simulators),
      AUTOTASK_SECRET: '',
      PORTAL_TIME_ZONE: 'Mars/Olympus',
      HUBSPOT_HUB_ID: 7 as never,
      OIDC_AUDIENCE: undefined,
    }
    const wrong = { settings, principalOf: 'me', cache: {}, database: 'mysql://x', logger: {}, colour: 'red' }

    const creating = createGraph(wrong as never)

    await expect(creating).rejects.toThrow(GraphOptionsError)
    const { problems, message } = await creating.then(
      () => ({ problems: [], message: '' }),
      (error: InstanceType<typeof GraphOptionsError>) => error,
    )
    const names = problems.map(({ variable }) => variable)
    expect(new Set(names)).toEqual(
      new Set([
        'principalOf',
        'cache',
        'database',
        'logger',
        'colour',
        'HUBSPOT_HUB_ID',
        'AUTOTASK_SECRET',
        'PORTAL_TIME_ZONE',
        'OIDC_AUDIENCE',
      ]),
    )
    for (const name of names) expect(message).toContain(name)
    expect(message).not.toContain('Mars')
  })

  test('leaves settings of its host alone that are about servers and signing in', async () => {
    const settings = {
      ...gatewayEnvironment(world.simulators),
      PORT: '\\\\.\\pipe\\host',
      PUBLIC_URL: 'no address',
      OIDC_ISSUER: undefined,
      OIDC_AUDIENCE: undefined,
      OIDC_CLIENT_ID: 'the host’s own',
      SESSION_KEYS: 'short',
    }
    const embedded = await createGraph({ settings, logger: quiet, principalOf: () => principal })
    expect((await embedded.execute({ document: '{ viewer { name } }', principal })).errors).toBeUndefined()
    await embedded.close(0)
  })

  test('gives a logger fields and a message with every line, also of Apollo Server', async () => {
    const embedded = await startGraph(world.simulators)
    await embedded.handler(new Request('https://tools.example/graphql'))
    await embedded.close(0)

    expect(embedded.log.length).toBeGreaterThan(0)
    for (const { fields, message } of embedded.log) {
      expect([typeof fields, typeof message]).toEqual(['object', 'string'])
    }
  })

  test('needs no identity provider for a program that knows its callers', async () => {
    const settings = Object.fromEntries(
      Object.entries(gatewayEnvironment(world.simulators)).filter(([name]) => !/^(OIDC_|SESSION_)/.test(name)),
    )
    const embedded = await createGraph({ settings, logger: quiet })
    const { data } = await embedded.execute({ document: '{ viewer { name } }', principal })

    expect(data).toEqual({ viewer: { name: 'Vera Viewer' } })
    await embedded.close(0)
  })
})

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }
