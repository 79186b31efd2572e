import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'
import type { Browser } from './browser.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

const minute = 60_000
const operator = ['VIEWER', 'OPERATOR']

describe.each(databaseKinds)('a session kept in %s whose access token is about to end', (kind) => {
  let databases: Databases
  let world: SignInWorld
  let browser: Browser

  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  beforeEach(async () => {
    world = await startSignInWorld({ databaseUrl: await databases.create() })
    browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    await world.control('DELETE', 'requests')
    world.advance(59.5 * minute)
  })
  afterEach(() => world.close())
  afterAll(() => databases.close())

  const setRoles = async (...roles: string[]) =>
    world.control('POST', 'records', { collection: 'users', upsert: { ...(await world.person('priya')), roles } })
  const breakTokens = (fault: object = { status: 503 }) =>
    world.control('POST', 'faults', { match: 'POST /token', times: -1, ...fault })

  test('is renewed without the person noticing, with the roles of now', async () => {
    await setRoles('Viewer')

    expect(await world.rolesOf(browser)).toEqual(['VIEWER'])
    expect(await world.rolesOf(browser)).toEqual(['VIEWER'])
    expect(await world.tokenRequests()).toEqual(['/token refresh_token'])
  })

  test('is renewed once for all the calls of a page', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.rolesOf(browser)))

    expect(answers).toEqual(Array.from({ length: 10 }, () => operator))
    expect(await world.tokenRequests()).toEqual(['/token refresh_token'])
  })

  test('ends when the identity provider says so', async () => {
    await world.control('POST', 'reset')

    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
    expect(await world.withDatabase((db) => db.selectFrom('sessions').selectAll().execute())).toEqual([])
  })

  test('ends when its person is gone', async () => {
    await world.control('POST', 'records', { collection: 'users', delete: await world.subjectOf('priya') })

    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
  })

  test.each([
    ['answers with an error', { status: 503 }],
    ['breaks the connection', { reset: true }],
    ['no longer knows our secret', { status: 401, body: { error: 'invalid_client' } }],
  ])('goes on while the identity provider %s, and is renewed afterwards', async (_, fault) => {
    await setRoles('Viewer')
    await breakTokens(fault)
    expect(await world.rolesOf(browser)).toEqual(operator)
    expect(await world.rolesOf(browser)).toEqual(operator)
    expect((await world.tokenRequests()).length).toBe(1)

    await world.control('DELETE', 'faults')
    world.advance(11_000)
    expect(await world.rolesOf(browser)).toEqual(['VIEWER'])
  })

  test('is not believed any more once the identity provider was away for an hour', async () => {
    await breakTokens()
    expect(await world.rolesOf(browser)).toEqual(operator)
    await world.useIsRecorded()
    world.advance(40 * minute)
    expect(await world.rolesOf(browser)).toEqual(operator)
    await world.useIsRecorded()
    world.advance(40 * minute)

    const { status, headers, body } = await world.ask(browser)
    expect([status, headers.get('retry-after'), body.errors?.[0]?.message]).toEqual([
      503,
      '5',
      'The sign-in service cannot be reached, so this call could not be checked. Try again in a few seconds.',
    ])
  })

  test('takes what another replica renewed a moment ago', async () => {
    await world.rolesOf(browser)
    await world.control('POST', 'faults', { match: 'POST /token', status: 400, body: { error: 'invalid_grant' } })
    world.advance(59.5 * minute)
    // The other replica's write, between our reading the session and the issuer's refusal.
    const { control } = world
    const renewed = world.withDatabase(async (db) => {
      await control('DELETE', 'faults')
      await control('POST', 'faults', {
        match: 'POST /token',
        status: 400,
        body: { error: 'invalid_grant' },
        delayMs: 400,
      })
      const ask = world.rolesOf(browser)
      await world.until(async () => (await world.tokenRequests()).length > 1)
      await db
        .updateTable('sessions')
        .set({ tokens: 'newer', renew_at: Date.now() + 600 * minute })
        .execute()
      return ask
    })

    expect(await renewed).toEqual(operator)
  })
})
