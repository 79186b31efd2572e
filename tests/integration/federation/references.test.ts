import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hubspotCallWords } from '../../support/hubspot-calls.ts'
import { dataCalls } from '../../support/vendor-calls.ts'
import { fixedWorld, type World } from '../../support/world.ts'
import { referencesTo, startSubgraphWorld, type Reference } from './subgraph-world.ts'

interface Entity {
  __typename: string
  id: string
  name?: string | null
  title?: string
  email?: string | null
}

const document = `query ($references: [_Any!]!) {
  _entities(representations: $references) {
    __typename
    ... on Ticket { id title }
    ... on Company { id name }
    ... on Resource { id name }
    ... on Contract { id name }
    ... on Contact { id email }
    ... on Deal { id name state stage { id } pipeline { id } amount { currency } }
    ... on DealPipeline { id name totalDeals }
    ... on ConnectWiseTicket { id summary }
    ... on Tenant { id name }
  }
}`

/** A hundred ids of a list, or all, in a mixed order and some twice, and three that are ids of nothing. */
const mixed = (ids: readonly (number | string)[]): string[] => [
  ...ids.slice(0, 50).map(String).toReversed(),
  ...ids.slice(0, 2).map(String),
  '0042',
  'zzz',
  '',
  ...ids.slice(50, 100).map(String),
]

describe.each([
  ['without a replica', false],
  ['with a replica', true],
] as const)('references, %s,', (_, sync) => {
  let world: World

  beforeAll(async () => {
    world = await startSubgraphWorld({ ...fixedWorld, scale: 0.4, sync })
    // Zones and the like are read once.
    await world.data('{ tickets(first: 1) { totalCount } }')
  })
  beforeEach(async () => {
    // Nothing that was read before may help. (A replica would be read anew behind the answers.)
    if (!sync) await world.data('mutation { refresh(input: { scope: ALL }) { refreshedAt } }')
    for (const vendor of [world, world.hubspot, world.connectWise]) await vendor.clearRequests()
  })
  afterAll(() => world.close())

  /** How many calls the last answer took. */
  let calls: number

  async function resolve(references: readonly Reference[], role: 'viewer' | 'operator' = 'viewer') {
    const { body, headers } = await world.query<{ _entities: (Entity | null)[] }>(document, { references }, { role })
    expect(body.errors).toBeUndefined()
    calls = Number(headers.get('x-vendor-calls'))
    return body.data?._entities ?? []
  }

  /** What the vendors were asked. */
  const requests = async () => [
    ...dataCalls(await world.requests()),
    ...hubspotCallWords(await world.hubspot.requests()),
    ...(await world.connectWise.requests()).map(({ path }) => path.split('/').slice(-2).join('/')),
  ]

  async function expectCalls(expected: readonly string[]) {
    expect(calls).toBe(expected.length)
    // Replicas are kept current behind the answers.
    if (!sync) expect(await requests()).toEqual(expected)
  }

  test('a hundred to tickets are answered in their order by one call or none', async () => {
    const { Tickets, rocQueueID } = await world.state()
    const ids = mixed(Tickets.filter(({ queueID }) => queueID === rocQueueID).map(({ id }) => id))
    const titles = new Map(Tickets.map(({ id, title }) => [String(id), title]))

    const entities = await resolve(referencesTo('Ticket', ids))

    expect(entities).toEqual(
      ids.map((id) => (titles.has(id) ? { __typename: 'Ticket', id, title: titles.get(id) } : null)),
    )
    await expectCalls(sync ? [] : ['Tickets'])
  })

  test.each([
    ['Company', 'Companies', 'companyID'],
    ['Resource', 'Resources', 'assignedResourceID'],
    ['Contract', 'Contracts', 'contractID'],
  ] as const)('a hundred to each %s that tickets name cost one call or none', async (type, collection, field) => {
    const { Tickets, rocQueueID } = await world.state()
    const ofRoc = Tickets.filter(({ queueID }) => queueID === rocQueueID)
    const named = [...new Set(ofRoc.flatMap((ticket) => ticket[field] ?? []))].map(String)
    // There are fewer: most are referred to several times, as they are by invoices.
    const ids = Array.from({ length: 100 }, (_unused, index) => named[index % named.length] ?? '')

    // A replica of tickets has what they name once it was asked for.
    if (sync) await resolve(referencesTo(type, ids))

    const entities = await resolve(referencesTo(type, ids))

    expect(entities.map((entity) => entity && [entity.__typename, entity.id])).toEqual(ids.map((id) => [type, id]))
    await expectCalls(sync ? [] : [collection])
  })

  test('those to companies without a ticket cost one call', async () => {
    const { Tickets, Companies, rocQueueID } = await world.state()
    const named = new Set(Tickets.flatMap(({ queueID, companyID }) => (queueID === rocQueueID ? [companyID] : [])))
    const other = Companies.filter(({ id }) => !named.has(id))

    const entities = await resolve(referencesTo('Company', mixed(other.map(({ id }) => id))))

    const names = new Map(other.map(({ id, companyName }) => [String(id), companyName]))
    expect(entities).toEqual(
      mixed(other.map(({ id }) => id)).map((id) =>
        names.has(id) ? { __typename: 'Company', id, name: names.get(id) } : null,
      ),
    )
    await expectCalls(['Companies'])
  })

  test.each(['Ticket', 'Company', 'Resource', 'Contract', 'Contact', 'Deal', 'DealPipeline'])(
    'one to a %s that does not exist is null',
    async (type) => {
      expect(await resolve(referencesTo(type, ['999999999', '9'.repeat(15), '9'.repeat(50), '1'.repeat(200)]))).toEqual(
        [null, null, null, null],
      )
    },
  )

  test('a hundred to contacts cost one call', async () => {
    const { contacts } = await world.hubspot.state()
    const emails = new Map(contacts.map(({ id, properties }) => [id, properties['email'] ?? null]))
    const ids = mixed([...emails.keys()])

    const entities = await resolve(referencesTo('Contact', ids))

    expect(entities).toEqual(
      ids.map((id) => (emails.has(id) ? { __typename: 'Contact', id, email: emails.get(id) } : null)),
    )
    await expectCalls(['read:contacts'])
  })

  test('a hundred to deals are as the list of deals has them, for one call, or none', async () => {
    const fields = 'nodes { __typename id name state stage { id } pipeline { id } amount { currency } }'
    const { deals } = await world.data<{ deals: { nodes: Entity[] } }>(`{ deals(first: 100) { ${fields} } }`)
    const byId = new Map(deals.nodes.map((deal) => [deal.id, deal]))
    const ids = mixed([...byId.keys()])
    await world.hubspot.clearRequests()

    const entities = await resolve(referencesTo('Deal', ids))

    expect(entities).toEqual(ids.map((id) => byId.get(id) ?? null))
    await expectCalls(sync ? [] : ['read:deals'])
  })

  test('those to pipelines are as the board has them', async () => {
    const { dealPipelines } = await world.data<{ dealPipelines: Entity[] }>(
      '{ dealPipelines { __typename id name totalDeals } }',
    )
    await world.hubspot.clearRequests()

    const entities = await resolve(referencesTo('DealPipeline', ['none', ...dealPipelines.map(({ id }) => id)]))

    expect(entities).toEqual([null, ...dealPipelines])
    await expectCalls([])
  })

  test('a hundred to ConnectWise tickets of two tenants cost a batch for each', async () => {
    const state = await world.connectWise.state()
    const idsOf = (tenant: string) => state[tenant]?.tickets.slice(0, 50).map(({ id }) => `${tenant}:${id}`) ?? []
    const ids = ['acme', 'globex'].flatMap(idsOf).toSorted()
    const odd = ['acme', 'acme:', ':7', 'acme:07', 'nowhere:1', 'acme:99999999999', 'acme:-1']

    const entities = await resolve(referencesTo('ConnectWiseTicket', [...odd, ...ids]), 'operator')

    expect(entities.map((entity) => entity?.id ?? null)).toEqual([...odd.map(() => null), ...ids])
    await expectCalls(['service/tickets', 'service/tickets'])
  })

  test('those to several types in one field keep their order', async () => {
    const { Tickets, Companies, rocQueueID } = await world.state()
    const ticket = String(Tickets.find(({ queueID }) => queueID === rocQueueID)?.id)
    const company = String(Companies[0]?.id)
    const references = [
      ...referencesTo('Company', [company]),
      ...referencesTo('Ticket', [ticket, 'zzz']),
      ...referencesTo('Company', [company, Number(company), null, {}, [company], undefined, -1, 1.5]),
    ]

    const entities = await resolve(references)

    expect(entities.map((entity) => entity?.id ?? null)).toEqual([
      company,
      ticket,
      null,
      company,
      company,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })

  test('one to a ticket of another queue is null', async () => {
    const { Tickets, rocQueueID } = await world.state()
    const foreign = Tickets.filter(({ queueID }) => queueID !== rocQueueID).map(({ id }) => id)

    const entities = await resolve(referencesTo('Ticket', foreign.slice(0, 20)))

    expect([entities.length, new Set(entities)]).toEqual([20, new Set([null])])
  })
})
