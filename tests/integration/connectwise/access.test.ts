import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../support/world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld({ tenants: true, scale: 0.1 })
})
beforeEach(() => world.connectWise.clearRequests())
afterAll(() => world.close())

const codes = ({ body }: Awaited<ReturnType<World['query']>>) =>
  (body.errors ?? []).map(({ extensions }) => extensions.code)
const ask = async (document: string, role: 'viewer' | 'operator' | 'admin', tenant?: string) =>
  world.query(document, {}, { token: await world.token(role, tenant) })
const inTenant = (id: string, fields = 'tickets(search: "phone") { id }') =>
  `{ tenant(id: "${id}") { id connectWise { ${fields} } } }`
const setFlag = (enabled: boolean, tenantId?: string) =>
  ask(
    `mutation { setFeatureFlag(input: { key: "connectwise_integration", enabled: ${enabled}${tenantId ? `, tenantId: "${tenantId}"` : ''} }) {
      flag { enabled tenants { tenant { id } enabled } } userErrors { field message code } } }`,
    'admin',
  )

describe('an operator of acme', () => {
  test('is refused at globex, and no call leaves', async () => {
    const answer = await ask(inTenant('globex'), 'operator', 'acme')

    expect([answer.body.data, codes(answer), await world.connectWise.requests()]).toEqual([
      { tenant: null },
      ['FORBIDDEN'],
      [],
    ])
  })

  test('learns nothing of whether there is another tenant', async () => {
    const [there, absent] = await Promise.all(['globex', 'nowhere'].map((id) => ask(inTenant(id), 'operator', 'acme')))

    expect(there!.body.errors![0]!.message).toBe(absent!.body.errors![0]!.message)
  })

  test('sees acme and nothing else', async () => {
    const answer = await ask(
      '{ tenants { id } viewer { tenants { id } features } vendorStatus { vendor tenant { id } } }',
      'operator',
      'acme',
    )

    expect(answer.body.data).toMatchObject({
      tenants: [{ id: 'acme' }],
      viewer: { tenants: [{ id: 'acme' }], features: ['connectwise_integration', 'autotask_sales_activity'] },
    })
    expect((answer.body.data as { vendorStatus: unknown[] }).vendorStatus).toContainEqual({
      vendor: 'CONNECTWISE',
      tenant: { id: 'acme' },
    })
  })

  test('may not see credentials or features', async () => {
    const answer = await ask(
      `{ featureFlags { key } ${inTenant('acme', 'credentials { companyId }').slice(1)}`,
      'operator',
      'acme',
    )

    expect(codes(answer)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
  })
})

test('a viewer sees no tenant, and one entry of ConnectWise', async () => {
  const answer = await ask(
    '{ tenants { id } tenant(id: "acme") { id } viewer { tenants { id } } vendorStatus { vendor tenant { id } state } }',
    'viewer',
  )

  expect(codes(answer)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
  expect(answer.body.data).toMatchObject({ tenants: null, tenant: null, viewer: { tenants: [] } })
  expect((answer.body.data as { vendorStatus: unknown[] }).vendorStatus).toContainEqual({
    vendor: 'CONNECTWISE',
    tenant: null,
    state: 'UNKNOWN',
  })
})

test('an unknown tenant is null to whoever may work for all', async () => {
  expect((await ask('{ tenant(id: "nowhere") { id } }', 'operator')).body).toEqual({ data: { tenant: null } })
})

describe('the feature', () => {
  test('switched off acts at once, and no call leaves', async () => {
    expect(codes(await ask(inTenant('acme'), 'operator'))).toEqual([])
    await world.connectWise.clearRequests()
    await setFlag(false, 'acme')
    const answer = await ask(
      inTenant('acme', 'enabled a: tickets(search: "phone") { id } b: ticket(ticketId: 1) { id }'),
      'operator',
    )
    const status = await ask('{ vendorStatus { vendor tenant { id } state } }', 'operator', 'acme')
    await setFlag(true, 'acme')

    expect(answer.body.data).toEqual({ tenant: { id: 'acme', connectWise: { enabled: false, a: null, b: null } } })
    expect(new Set(codes(answer))).toEqual(new Set(['FEATURE_DISABLED']))
    expect((status.body.data as { vendorStatus: unknown[] }).vendorStatus).toContainEqual({
      vendor: 'CONNECTWISE',
      tenant: { id: 'acme' },
      state: 'UNKNOWN',
    })
    expect(await world.connectWise.requests()).toEqual([])
  })

  test('of a tenant goes before the one for everybody', async () => {
    const on = await setFlag(true)
    await setFlag(false)

    expect(on.body.data).toEqual({
      setFeatureFlag: {
        flag: {
          enabled: true,
          tenants: ['acme', 'globex', 'initech'].map((id) => ({ tenant: { id }, enabled: true })),
        },
        userErrors: [],
      },
    })
    expect(codes(await ask(inTenant('acme'), 'operator'))).toEqual([])
    expect(codes(await ask(inTenant('initech'), 'operator'))).toEqual(['FEATURE_DISABLED'])
  })

  test('where it is on and credentials are missing says that', async () => {
    await setFlag(true, 'initech')
    const answer = await ask(inTenant('initech'), 'operator')
    await setFlag(false, 'initech')

    expect(codes(answer)).toEqual(['VENDOR_NOT_CONFIGURED'])
  })

  test.each([
    ['{ key: "nope", enabled: true }', ['key'], 'BAD_USER_INPUT'],
    ['{ key: "connectwise_integration", enabled: true, tenantId: "nope" }', ['tenantId'], 'NOT_FOUND'],
  ])('%s is refused in words', async (input, field, code) => {
    const { body } = await ask(
      `mutation { setFeatureFlag(input: ${input}) { flag { key } userErrors { field code } } }`,
      'admin',
    )

    expect(body.data).toEqual({ setFeatureFlag: { flag: null, userErrors: [{ field, code }] } })
  })
})

describe('tenants', () => {
  const create = async (id: string, name: string) =>
    (
      await world.query(
        'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id name } userErrors { field code } } }',
        { input: { id, name } },
        { role: 'admin' },
      )
    ).body.data?.['createTenant']

  test('are made once and renamed', async () => {
    const rename = await ask(
      'mutation { renameTenant(input: { id: "initech", name: " Initech " }) { tenant { id name } userErrors { field } } }',
      'admin',
    )

    expect(rename.body.data).toEqual({ renameTenant: { tenant: { id: 'initech', name: 'Initech' }, userErrors: [] } })
    expect(await create('acme', 'Again')).toEqual({
      tenant: null,
      userErrors: [{ field: ['id'], code: 'BAD_USER_INPUT' }],
    })
  })

  test.each(['', 'Acme', '-acme', 'a'.repeat(41), 'a b', 'a.b', 'ä', '../x'])(
    'of the id %j are refused',
    async (id) => {
      expect(await create(id, 'Name')).toEqual({
        tenant: null,
        userErrors: [{ field: ['id'], code: 'BAD_USER_INPUT' }],
      })
    },
  )

  test.each(['', '  ', 'x'.repeat(101)])('of the name %j are refused', async (name) => {
    expect(await create('new', name)).toEqual({
      tenant: null,
      userErrors: [{ field: ['name'], code: 'BAD_USER_INPUT' }],
    })
  })

  test.each(['viewer', 'operator'] as const)('are not made by a %s', async (role) => {
    const answer = await ask('mutation { createTenant(input: { id: "new", name: "New" }) { tenant { id } } }', role)

    expect(codes(answer)).toEqual(['FORBIDDEN'])
  })
})

test('/api/health says that ConnectWise is configured once a tenant has credentials', async () => {
  expect(await (await fetch(`${world.url}/api/health`)).json()).toMatchObject({ checks: { connectwise: 'configured' } })
})
