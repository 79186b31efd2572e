import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fixedWorld, startGateway, type Answer, type Gateway, type World } from '../../support/world.ts'
import { logChange, type LogChangeAnswer } from '../changes/change-world.ts'
import { referencesTo, startSubgraphWorld, type Reference } from './subgraph-world.ts'

let world: World
/** A change of acme's, and one of globex's. */
let changes: string[]
/** Tickets of both at ConnectWise. */
let work: string[]

interface Entities {
  _entities: ({ __typename: string; id?: string } | null)[]
}

const document = `query Refer($references: [_Any!]!) {
  _entities(representations: $references) {
    __typename
    ... on Ticket { id }
    ... on Tenant { id }
    ... on Change { id note }
    ... on ConnectWiseTicket { id summary }
  }
}`

beforeAll(async () => {
  world = await startSubgraphWorld({ ...fixedWorld, scale: 0.1, sync: false })
  const state = await world.connectWise.state()
  const tenants = ['acme', 'globex']
  work = tenants.map((tenant) => `${tenant}:${state[tenant]?.tickets[0]?.id}`)
  changes = await Promise.all(tenants.map(logOn))
})
beforeEach(async () => {
  for (const vendor of [world, world.hubspot, world.connectWise]) await vendor.clearRequests()
})
afterAll(() => world?.close())

async function logOn(tenantId: string): Promise<string> {
  const ticketId = Number(work.find((id) => id.startsWith(`${tenantId}:`))?.split(':')[1])
  const input = { tenantId, ticketId, idempotencyKey: `k-${tenantId}`, note: 'Phone replaced', minutes: 5 }
  const { body } = await world.query<LogChangeAnswer>(logChange, { input }, { role: 'operator' })
  return body.data?.logChange.change?.id ?? ''
}

/** A tenant whose ConnectWise is acme's. */
async function addTenant(gateway: Gateway, id: string): Promise<void> {
  const { body } = await gateway.query(
    `mutation ($new: CreateTenantInput!, $save: SaveConnectWiseCredentialsInput!, $on: SetFeatureFlagInput!) {
      createTenant(input: $new) { userErrors { message } }
      saveConnectWiseCredentials(input: $save) { userErrors { message } }
      setFeatureFlag(input: $on) { userErrors { message } }
    }`,
    {
      new: { id, name: id },
      save: { tenantId: id, ...world.simulators.connectWise.credentials('acme') },
      on: { key: 'connectwise_integration', enabled: true, tenantId: id },
    },
    { role: 'admin' },
  )
  if (body.errors) throw new Error(JSON.stringify(body.errors))
}

const ask = (references: readonly Reference[], token: string) =>
  world.query<Entities>(document, { references }, { token })
const idsOf = ({ body }: Answer<Entities>) => body.data?._entities.map((entity) => entity?.id ?? null)
const codesOf = ({ body }: Answer<unknown>) => (body.errors ?? []).map(({ extensions }) => extensions.code)

describe('rights', () => {
  test.each([
    ['Tenant', () => ['acme', 'globex']],
    ['Change', () => changes],
    ['ConnectWiseTicket', () => work],
  ] as const)('an operator of acme gets only what is of acme: %s', async (type, ids) => {
    const answer = await ask(referencesTo(type, ids()), await world.token('operator', 'acme'))
    const atRoot = await world.query(
      '{ tenant(id: "globex") { id } }',
      {},
      { token: await world.token('operator', 'acme') },
    )

    expect(idsOf(answer)).toEqual([ids()[0], null])
    expect(answer.body.errors).toEqual([
      {
        ...atRoot.body.errors![0],
        path: ['_entities', 1],
        locations: expect.any(Array),
        extensions: expect.objectContaining({ code: 'FORBIDDEN' }),
      },
    ])
    expect((await world.connectWise.requests()).filter(({ path }) => path.includes('globex'))).toEqual([])
  })

  test.each([
    ['Tenant', ['globex', 'nowhere']],
    ['Change', ['globex:AAAAAAAAAA', 'nowhere:AAAAAAAAAA']],
    ['ConnectWiseTicket', ['globex:1', 'nowhere:1']],
  ])('an operator of acme learns nothing of whether there are others: %s', async (type, ids) => {
    const token = await world.token('operator', 'acme')
    const answers = await Promise.all(ids.map((id) => ask(referencesTo(type, [id]), token)))
    const [there, absent] = answers.map(({ body }) => ({ data: body.data, message: body.errors?.[0]?.message }))

    expect(there).toEqual(absent)
    expect(answers.map(codesOf)).toEqual([['FORBIDDEN'], ['FORBIDDEN']])
    expect(await world.connectWise.requests()).toEqual([])
  })

  test('a hundred refusals are one entry in errors', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `tenant-${index}`)
    const operator = await ask(referencesTo('Tenant', ids), await world.token('operator', 'acme'))
    const viewer = await ask(referencesTo('ConnectWiseTicket', ids), await world.token('viewer'))

    expect([operator, viewer].map(codesOf)).toEqual([['FORBIDDEN'], ['FORBIDDEN']])
    expect(new Set([...idsOf(operator)!, ...idsOf(viewer)!])).toEqual(new Set([null]))
  })

  test('a viewer gets no tenant, change or ConnectWise ticket, with odd ids neither', async () => {
    for (const [type, id] of [
      ['Tenant', 'acme'],
      ['Change', changes[0]],
      ['ConnectWiseTicket', work[0]],
      ['ConnectWiseTicket', {}],
    ] as const) {
      const answer = await ask(referencesTo(type, [id]), await world.token('viewer'))
      expect([type, idsOf(answer), codesOf(answer)]).toEqual([type, [null], ['FORBIDDEN']])
    }
    expect(await world.connectWise.requests()).toEqual([])
  })

  test('a caller without a token gets nothing', async () => {
    const answer = await world.query(document, { references: referencesTo('Ticket', ['1']) }, { token: null })

    expect([answer.status, answer.body.data, codesOf(answer)]).toEqual([401, undefined, ['UNAUTHENTICATED']])
  })

  test('where the feature is off, the ticket is null with FEATURE_DISABLED, and the tenant is there', async () => {
    const references = [
      ...referencesTo('ConnectWiseTicket', ['initech:1', 'initech:2', work[0]]),
      ...referencesTo('Tenant', ['initech']),
    ]
    const answer = await ask(references, await world.token('operator'))

    expect(idsOf(answer)).toEqual([null, null, work[0], 'initech'])
    expect(codesOf(answer)).toEqual(['FEATURE_DISABLED'])
  })

  test('fields of an entity have their own: credentials of a tenant are an administrator’s', async () => {
    const query = `{ _entities(representations: [{ __typename: "Tenant", id: "acme" }]) {
      ... on Tenant { connectWise { credentials { companyId } } }
    } }`
    const operator = await world.query(query, {}, { role: 'operator' })
    const admin = await world.query(query, {}, { role: 'admin' })

    expect([operator.body.data, codesOf(operator)]).toEqual([
      { _entities: [{ connectWise: { credentials: null } }] },
      ['FORBIDDEN'],
    ])
    expect(admin.body.data).toEqual({ _entities: [{ connectWise: { credentials: { companyId: 'acme' } } }] })
  })
})

test('a type that cannot be referred to is refused in words, beside the others', async () => {
  const references = [
    ...referencesTo('Tenant', ['acme']),
    ...referencesTo('AuditRecord', ['1']),
    ...referencesTo('Nothing', ['1']),
  ]
  const answer = await ask(references, await world.token('admin'))

  expect(idsOf(answer)).toEqual(['acme', null, null])
  expect(answer.body.errors?.map(({ message }) => message)).toEqual([
    '"AuditRecord" is no type of this graph that can be referred to.',
    '"Nothing" is no type of this graph that can be referred to.',
  ])
})

test('a vendor that is away is one entry in errors, for a hundred references', async () => {
  await world.data('mutation { refresh(input: { scope: ALL }) { refreshedAt } }')
  await world.fault({ match: 'Companies', status: 500, times: -1 })
  const ids = Array.from({ length: 100 }, (_, index) => String(40_000_000 + index))
  const answer = await ask(referencesTo('Company', ids), await world.token('viewer'))
  await world.clearFaults()

  expect(answer.body.errors).toEqual([
    expect.objectContaining({
      path: ['_entities', 0],
      extensions: expect.objectContaining({ code: 'VENDOR_UNAVAILABLE', vendor: 'AUTOTASK', affectedCount: 100 }),
    }),
  ])
})

describe('limits', () => {
  const many = (count: number) =>
    referencesTo(
      'Ticket',
      Array.from({ length: count }, (_, index) => `${index}`),
    )

  test('a thousand references are answered, one more is refused before anything is read', async () => {
    const token = await world.token('viewer')
    const most = await ask(many(1_000), token)
    await world.clearRequests()
    const more = await ask(many(1_001), token)

    expect([most.status, most.body.errors, most.body.data?._entities.length]).toEqual([200, undefined, 1_000])
    expect([more.status, more.body.errors]).toEqual([
      400,
      [
        expect.objectContaining({
          message:
            'The operation refers to 1,001 entities (representations); at most 1,000 are allowed. Ask in several operations. Most of it is in _entities.',
          extensions: expect.objectContaining({
            code: 'QUERY_TOO_EXPENSIVE',
            measure: 'representations',
            asked: 1_001,
            limit: 1_000,
          }),
        }),
      ],
    ])
    expect(await world.requests()).toEqual([])
  })

  test('all fields together count, in the document as in variables', async () => {
    const literal = '{ __typename: "Ticket", id: "1" }'
    const answer = await world.query(
      `query ($a: [_Any!]!, $b: [_Any!]! = [${literal}, ${literal}]) {
        a: _entities(representations: $a) { __typename }
        b: _entities(representations: $b) { __typename }
        c: _entities(representations: [${literal}, ${literal}]) { __typename }
      }`,
      { a: many(997) },
    )

    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ measure: 'representations', asked: 1_001 })
  })

  test('each is a row, of which each list below has as many', async () => {
    const answer = await world.query(
      `query ($references: [_Any!]!) { _entities(representations: $references) {
        ... on ConnectWiseTicket { notes(first: 100) { id } }
      } }`,
      {
        references: referencesTo(
          'ConnectWiseTicket',
          Array.from({ length: 100 }, (_, index) => `acme:${index}`),
        ),
      },
    )

    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ measure: 'rows', asked: 10_100, limit: 7_500 })
  })

  test('tickets of more tenants than vendors may be called are refused before one is', async () => {
    const low = await startGateway(world.simulators, {
      environment: { SUBGRAPH: 'on', LIMIT_VENDOR_CALLS_PER_OPERATION: '20' },
    })
    try {
      const tenants = Array.from({ length: 21 }, (_, index) => `tenant-${index}`)
      for (const id of tenants) await addTenant(low, id)
      const references = referencesTo(
        'ConnectWiseTicket',
        tenants.map((id) => `${id}:1`),
      )
      await world.connectWise.clearRequests()

      const answer = await low.query<Entities>(document, { references }, { role: 'operator' })

      expect(answer.body).toMatchObject({
        data: null,
        errors: [
          {
            extensions: {
              code: 'QUERY_TOO_EXPENSIVE',
              predictedVendorCalls: 21,
              limit: 20,
              costliest: ['_entities'],
            },
          },
        ],
      })
      expect(await world.connectWise.requests()).toEqual([])
    } finally {
      await low.close()
    }
  })
})

test('a router that asks for it gets no trace of how long fields took', async () => {
  const headers = { 'apollo-federation-include-trace': 'ftv1' }
  const answer = await world.query(document, { references: referencesTo('Ticket', ['zzz']) }, { headers })

  expect(answer.body).toEqual({ data: { _entities: [null] } })
})

test('an answer is never used again for another caller, or after a change', async () => {
  const references = referencesTo('Tenant', ['acme', 'globex'])
  const [all, acme] = [await world.token('operator'), await world.token('operator', 'acme')]
  const before = [await ask(references, all), await ask(references, acme), await ask(references, all)].map(idsOf)
  const query = `{ _entities(representations: [{ __typename: "Tenant", id: "acme" }]) { ... on Tenant { name } } }`
  const named = await world.query(query, {}, { role: 'operator' })
  const rename = (name: string) =>
    world.query(
      `mutation { renameTenant(input: { id: "acme", name: "${name}" }) { tenant { name } } }`,
      {},
      { role: 'admin' },
    )
  await rename('Acme Two')
  const renamed = await world.query(query, {}, { role: 'operator' })
  await rename((named.body.data as { _entities: { name: string }[] })._entities[0]!.name)

  expect(before).toEqual([
    ['acme', 'globex'],
    ['acme', null],
    ['acme', 'globex'],
  ])
  expect(renamed.body.data).toEqual({ _entities: [{ name: 'Acme Two' }] })
})

test('the audit log has the types, the ids and the tenants', async () => {
  const references = [
    ...referencesTo('Ticket', [4711, 'call me at 555 1234']),
    ...referencesTo('ConnectWiseTicket', [work[1]]),
    ...referencesTo(
      'Ticket',
      Array.from({ length: 12 }, (_, index) => String(index)),
    ),
  ]
  await ask(references, await world.token('operator'))
  const { body } = await world.query<{ auditLog: { nodes: object[] } }>(
    '{ auditLog(first: 1, filter: { kind: ["read"] }) { nodes { operation fields tenants rows outcome } } }',
    {},
    { role: 'admin' },
  )

  expect(body.data?.auditLog.nodes).toEqual([
    {
      operation: 'Refer',
      fields: [
        `_entities(representations: {Ticket: ["4711", [redacted], "0", "1", "2", "3", "4", "5", "6", "7", … 4 more], ConnectWiseTicket: ["${work[1]}"]})`,
      ],
      tenants: ['globex'],
      rows: references.length,
      outcome: 'ok',
    },
  ])
})

describe('_service', () => {
  let closed: Gateway
  beforeAll(async () => {
    closed = await startGateway(world.simulators, { environment: { SUBGRAPH: 'on', INTROSPECTION: 'off' } })
  })
  afterAll(() => closed?.close())

  test.each([
    '{ _service { sdl } }',
    '{ viewer { id } ...F } fragment F on Query { s: _service { __typename } }',
    'query ($yes: Boolean = true) { _service @include(if: $yes) { sdl } }',
  ])('is introspection: INTROSPECTION=off refuses %s', async (query) => {
    const answer = await closed.query(query)

    expect([answer.status, answer.body.data, codesOf(answer)]).toEqual([400, undefined, ['GRAPHQL_VALIDATION_FAILED']])
  })

  test('is told only to callers with a token; references work with INTROSPECTION=off', async () => {
    const signedOut = await world.query('{ _service { sdl } }', {}, { token: null })
    const references = await closed.query(document, { references: referencesTo('Ticket', ['zzz']) })

    expect([signedOut.status, references.body]).toEqual([401, { data: { _entities: [null] } }])
  })
})
