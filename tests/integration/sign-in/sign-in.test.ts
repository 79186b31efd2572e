import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

const minute = 60_000

describe.each(databaseKinds)('sign-in with %s', (kind) => {
  let databases: Databases
  let world: SignInWorld

  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  beforeEach(async () => {
    world = await startSignInWorld({ databaseUrl: await databases.create() })
  })
  afterEach(() => world.close())
  afterAll(() => databases.close())

  test('leads through the identity provider to where the person wanted, and the graph knows them', async () => {
    const browser = world.newBrowser()
    const page = await world.signIn(browser, 'tomas.nunez', '/service-desk?queue=1#top')

    expect(page.url).toBe(`${world.origin}/service-desk?queue=1#top`)
    expect((await world.ask(browser)).body).toEqual({
      data: { viewer: { name: 'Tomás Núñez', email: 'tomas.nunez@msp.example', roles: ['VIEWER', 'OPERATOR'] } },
    })
  })

  test('gives the browser one cookie that no script reads, and no token', async () => {
    const browser = world.newBrowser()
    const people = await world.leave(browser)
    const chosen = await browser.ask(people.url, {
      method: 'POST',
      body: new URLSearchParams({ user: await world.subjectOf('helen') }),
    })
    const resumed = await browser.ask(new URL(chosen.headers.get('location') ?? '', chosen.url).href)
    const back = await browser.ask(resumed.headers.get('location') ?? '')

    expect(back.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sign-in\.[\w-]{12}=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/),
    ])
    expect(back.headers.get('cache-control')).toBe('no-store')
    expect(browser.cookies('localhost')).toEqual({ session: expect.any(String) })
  })

  test('keeps neither the cookie nor a token readable in the database or the log', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'helen')
    const [row] = await world.withDatabase((db) => db.selectFrom('sessions').selectAll().execute())
    const id = browser.cookies('localhost')['session'] ?? ''

    expect({ ...row }).toEqual({
      id_hash: expect.stringMatching(/^[\w-]{43}$/),
      principal_id: (await world.person('helen')).oid,
      principal: expect.stringContaining('"role":"ADMIN"'),
      created_at: expect.any(Number),
      seen_at: row?.created_at,
      expires_at: (row?.created_at ?? 0) + 12 * 60 * minute,
      renew_at: expect.any(Number),
      tokens: expect.stringMatching(/^v1\.[\w-]{8}\.[\w-]+$/),
    })
    expect([JSON.stringify(row), world.log.join('\n')].filter((text) => text.includes(id))).toEqual([])
    expect(world.log.join('\n')).not.toMatch(/eyJ[\w-]+\.eyJ/)
  })

  test('lasts over a restart of the gateway', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    await world.restart()

    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
  })

  test('anew means another session, and the one before is over', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    const before = browser.cookies('localhost')['session'] ?? ''
    await world.leave(browser)
    const thief = world.newBrowser()
    thief.setCookie('localhost', 'session', before)

    expect(browser.cookies('localhost')['session']).not.toBe(before)
    expect(await world.rolesOf(thief)).toBe('401 UNAUTHENTICATED')
    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
  })

  test('does not take over a session that was planted in the browser', async () => {
    const browser = world.newBrowser()
    const planted = randomBytes(32).toString('base64url')
    browser.setCookie('localhost', 'session', planted)
    await world.signIn(browser, 'priya')

    expect(browser.cookies('localhost')['session']).not.toBe(planted)
  })

  test('of somebody without a role is a session without rights', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'kenji')

    expect(await world.rolesOf(browser)).toEqual([])
  })

  test('goes by the ID token where the access token is for somebody else', async () => {
    await world.restart({ oidc: { ...world.config.oidc, audience: 'api://another-graph' } })
    const browser = world.newBrowser()
    await world.signIn(browser, 'helen')

    expect((await world.ask(browser)).body).toEqual({
      data: {
        viewer: { name: 'Helen Marsh', email: 'helen.marsh@msp.example', roles: ['VIEWER', 'OPERATOR', 'ADMIN'] },
      },
    })
  })

  test('leaves nothing behind once it has ended', async () => {
    await world.signIn(world.newBrowser(), 'priya')
    const left = () =>
      world.withDatabase(async (db) => [
        ...(await db.selectFrom('sessions').select('id_hash').execute()),
        ...(await db.selectFrom('spent_states').select('state_hash').execute()),
      ])
    expect((await left()).length).toBe(2)
    world.advance(60 * minute)
    await world.restart()
    await world.until(async () => (await left()).length === 0)

    expect(await left()).toEqual([])
  })

  test('ends when the session is revoked', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    await world.withDatabase((db) => db.deleteFrom('sessions').execute())

    expect((await world.ask(browser)).body.errors).toEqual([
      {
        message: 'The session has ended. Sign in again.',
        extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) },
      },
    ])
  })

  test('ends within two seconds of being revoked elsewhere, also for what needs no looking up', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
    await world.withDatabase((db) => db.deleteFrom('sessions').execute())
    world.advance(2_000)

    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
  })

  test('ends after an hour without use', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    world.advance(45 * minute)
    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
    await world.useIsRecorded()
    world.advance(45 * minute)
    expect(await world.rolesOf(browser)).not.toBe('401 UNAUTHENTICATED')
    await world.useIsRecorded()
    world.advance(60 * minute)

    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
    expect(await world.withDatabase((db) => db.selectFrom('sessions').selectAll().execute())).toEqual([])
  })

  test('ends after twelve hours however much it is used', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    await world.withDatabase((db) =>
      db
        .updateTable('sessions')
        .set({ seen_at: Date.now() + 719 * minute, renew_at: Date.now() + 1_000 * minute })
        .execute(),
    )
    world.advance(719 * minute)
    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
    world.advance(minute)

    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
  })

  test.each([
    ['one letter changed', (id: string) => (id.startsWith('A') ? 'B' : 'A') + id.slice(1)],
    ['cut short', (id: string) => id.slice(0, -1)],
    ['something else', () => "' or 1=1 --"],
    ['empty', () => ''],
  ])('means nothing with a cookie that is tampered with: %s', async (_, tamper) => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    browser.setCookie('localhost', 'session', tamper(browser.cookies('localhost')['session'] ?? ''))

    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
  })

  test('goes on under a new session key as long as the old one is there', async () => {
    const browser = world.newBrowser()
    await world.signIn(browser, 'priya')
    const { oidc } = world.config
    const [old] = oidc.client?.sessionKeys ?? []
    const withKeys = (...sessionKeys: Buffer[]) => ({
      oidc: { ...oidc, client: oidc.client && { ...oidc.client, sessionKeys } },
    })
    const fresh = randomBytes(32)
    const tokens = () =>
      world.withDatabase(async (db) =>
        (await db.selectFrom('sessions').select('tokens').execute()).map((r) => r.tokens),
      )
    const before = await tokens()

    await world.restart(withKeys(fresh, old ?? fresh))
    world.advance(59.5 * minute)
    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR'])
    expect((await tokens())[0]?.slice(0, 11)).not.toBe(before[0]?.slice(0, 11))
    await world.useIsRecorded()

    await world.restart(withKeys(randomBytes(32)))
    world.advance(59.5 * minute)
    expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
  })

  test.each(['a byte of the tokens flipped', 'the tokens of another session'])(
    'ends rather than renew with %s',
    async (harm) => {
      const [browser, other] = [world.newBrowser(), world.newBrowser()]
      await world.signIn(browser, 'priya')
      await world.signIn(other, 'helen')
      const { oid } = await world.person('priya')
      await world.withDatabase(async (db) => {
        const rows = await db.selectFrom('sessions').selectAll().execute()
        const mine = rows.find((row) => row.principal_id === oid)?.tokens ?? ''
        const helens = rows.find((row) => row.principal_id !== oid)?.tokens ?? ''
        const flipped = mine.slice(0, 40) + (mine[40] === 'A' ? 'B' : 'A') + mine.slice(41)
        const tokens = harm.startsWith('a byte') ? flipped : helens
        await db.updateTable('sessions').set({ tokens }).where('principal_id', '=', oid).execute()
      })
      world.advance(59.5 * minute)

      expect([await world.rolesOf(browser), await world.rolesOf(other)]).toEqual([
        '401 UNAUTHENTICATED',
        ['VIEWER', 'OPERATOR', 'ADMIN'],
      ])
    },
  )
})
