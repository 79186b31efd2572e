import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/world.ts'
import { databaseKinds, startDatabases, type Databases } from './database/databases.ts'

/** What PostgreSQL refuses in a text, and what no database can spell. */
const oddities = [
  ['NUL', 'acme\0'],
  ['half of a surrogate pair', 'acme\ud800'],
] as const

describe.each(databaseKinds)('on %s', (kind) => {
  let databases: Databases
  let world: World

  beforeAll(async () => {
    databases = await startDatabases(kind)
    const environment = { DATABASE_URL: await databases.create() }
    world = await startWorld({ scale: 0.05, tenants: true, environment })
  })
  afterAll(async () => {
    await world.close()
    await databases.close()
  })

  async function ask(document: string, variables: Record<string, unknown>, role: 'operator' | 'admin' = 'admin') {
    const { body } = await world.query(document, variables, { role })
    return { data: body.data, codes: body.errors?.map(({ extensions }) => extensions.code) ?? [] }
  }
  const payload = `{ userErrors { field code } }`

  test.each(oddities)('an id with %s is the id of nothing', async (_, id) => {
    const mutation = async (name: string, type: string, input: object) => {
      const { data, codes } = await ask(`mutation ($input: ${type}!) { it: ${name}(input: $input) ${payload} }`, {
        input,
      })
      const told = data?.['it'] as { userErrors: { code: string }[] } | undefined
      return [...codes, ...(told?.userErrors.map(({ code }) => code) ?? [])]
    }
    expect(await ask('query ($id: ID!) { tenant(id: $id) { name } }', { id })).toEqual({
      data: { tenant: null },
      codes: [],
    })
    expect(await mutation('renameTenant', 'RenameTenantInput', { id, name: 'x' })).toEqual(['NOT_FOUND'])
    expect(await mutation('retryChange', 'RetryChangeInput', { changeId: `${id}:K7Q2M9XA4T` })).toEqual(['NOT_FOUND'])
    expect(await mutation('retryChange', 'RetryChangeInput', { changeId: `acme:${id}` })).not.toEqual([
      'INTERNAL_SERVER_ERROR',
    ])
    const change = { tenantId: id, ticketId: 1, idempotencyKey: randomUUID(), note: 'x' }
    expect(await mutation('logChange', 'LogChangeInput', change)).toEqual(['NOT_FOUND'])
    const flag = { key: 'connectwise_integration', enabled: true, tenantId: id }
    expect(await mutation('setFeatureFlag', 'SetFeatureFlagInput', flag)).toEqual(['NOT_FOUND'])
    expect(
      await mutation('deleteConnectWiseCredentials', 'DeleteConnectWiseCredentialsInput', { tenantId: id }),
    ).toEqual(['NOT_FOUND'])
  })

  test.each(oddities)('a key or a name with %s is refused', async (_, text) => {
    const input = { tenantId: 'acme', ticketId: 1, idempotencyKey: text, note: 'x' }
    const logged = `mutation ($input: LogChangeInput!) { it: logChange(input: $input) ${payload} }`
    expect(await ask(logged, { input }, 'operator')).toEqual({
      data: { it: { userErrors: [{ field: ['idempotencyKey'], code: 'BAD_USER_INPUT' }] } },
      codes: [],
    })
    const renamed = `mutation ($input: RenameTenantInput!) { it: renameTenant(input: $input) ${payload} }`
    expect(await ask(renamed, { input: { id: 'acme', name: `a${text}b` } })).toEqual({
      data: { it: { userErrors: [{ field: ['name'], code: 'BAD_USER_INPUT' }] } },
      codes: [],
    })
  })

  const cursor = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')
  test.each([
    ['a fraction', cursor('changes', 'DESC', 1.5, 'acme:A')],
    ['a text for an instant', cursor('changes', 'DESC', 'abc', 'acme:A')],
    ['a number beyond all instants', cursor('changes', 'DESC', 1e300, 'acme:A')],
    ['an instant before all others', cursor('changes', 'DESC', -1, 'acme:A')],
    ['no instant', cursor('changes', 'DESC', null, 'acme:A')],
    ['an id with NUL', cursor('changes', 'DESC', 1, 'acme:\0')],
    ['an id that is a number', cursor('changes', 'DESC', 1, 1)],
    ['an id beyond all lengths', cursor('changes', 'DESC', 1, `acme:${'A'.repeat(10_000)}`)],
  ])('a cursor of changes made by hand with %s is refused', async (_, after) => {
    const document = `query ($after: String) {
      tenant(id: "acme") { connectWise { changes(after: $after) { totalCount } } } }`

    expect((await ask(document, { after })).codes).toEqual(['BAD_USER_INPUT'])
  })

  test('an id that is too long for one is not repeated', async () => {
    const long = 'x'.repeat(10_000)
    const document = `mutation ($input: RetryChangeInput!) { retryChange(input: $input) ${payload} }`
    const tenant = await world.token('operator', 'acme')
    const { text } = await world.query(document, { input: { changeId: `${long}:A` } }, { token: tenant })
    const day = await world.query('query ($date: Date) { dailyReport(date: $date) { id } }', { date: long })

    expect([text.length < 2_000, day.text.length < 2_000, day.body.errors?.[0]?.extensions.code]).toEqual([
      true,
      true,
      'BAD_USER_INPUT',
    ])
  })
})
