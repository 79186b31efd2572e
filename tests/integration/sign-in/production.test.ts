import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchToken } from '../../../simulators/identity/fetch-token.ts'
import type { Browser } from './browser.ts'
import { operation, operationHash, writeBuildFolder } from './build-folder.ts'
import { portalCall, startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let build: Awaited<ReturnType<typeof writeBuildFolder>>
let world: SignInWorld
let browser: Browser

beforeAll(async () => {
  build = await writeBuildFolder()
})
afterAll(() => build[Symbol.asyncDispose]())
afterEach(() => world.close())

const start = async (environment: 'production' | 'development') => {
  world = await startSignInWorld({
    buildFolder: build.path,
    config: { environment, publicUrl: 'https://portal.test' },
  })
  browser = world.newBrowser()
  await world.signIn(browser, 'maya')
}

const byHash = (sha256Hash: string, rest: object = {}) => ({
  operationName: 'Viewer',
  variables: {},
  extensions: { persistedQuery: { version: 1, sha256Hash } },
  ...rest,
})
const errorOf = async (query: object) => {
  const { status, body } = await world.ask(browser, portalCall, query)
  return [status, body.errors?.[0]?.extensions.code, body.errors?.[0]?.message]
}
const maya = { data: { viewer: { name: 'Maya Fernandes', roles: ['VIEWER'] } } }
const unknown = [
  400,
  'BAD_USER_INPUT',
  'This is an unknown operation: its hash is not among those of the portal.',
] as const
const foreign = [400, 'BAD_USER_INPUT', 'Only the portal’s own operations are taken here: send the hash of one.']

describe('in production', () => {
  beforeEach(() => start('production'))

  test('the cookie is for this host and https only', async () => {
    const callback = browser.history.find((url) => url.startsWith('https://portal.test/auth/callback'))
    const again = await browser.ask(`https://portal.test/auth/login`)

    expect(callback).toBeDefined()
    expect(browser.cookies('portal.test')).toMatchObject({ '__Host-session': expect.stringMatching(/^[\w-]{43}$/) })
    expect(again.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^__Host-sign-in\.[\w-]{12}=v1\.[\w.-]+; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      ),
    ])
    expect(again.headers.get('strict-transport-security')).toBe('max-age=31536000')
  })

  test('a session runs an operation of the portal, by POST and by GET', async () => {
    const { body } = await world.ask(browser, portalCall, byHash(operationHash))
    const query = new URLSearchParams({ extensions: JSON.stringify(byHash(operationHash).extensions) })
    const got = await browser.ask(`https://portal.test/graphql?${query}`, {
      headers: { 'x-portal': '1', accept: 'application/json' },
    })

    expect([body, JSON.parse(got.text)]).toEqual([maya, maya])
  })

  test('a session runs nothing else', async () => {
    const free = { query: '{ viewer { email } }' }
    const get = await browser.ask('https://portal.test/graphql?query={viewer{email}}', {
      headers: { 'x-portal': '1', accept: 'application/json' },
    })

    expect(await errorOf(byHash('0'.repeat(64)))).toEqual(unknown)
    expect(await errorOf(byHash('0'.repeat(64), free))).toEqual(unknown)
    expect(await errorOf({ ...byHash(''), extensions: { persistedQuery: { sha256Hash: ['__proto__'] } } })).toEqual(
      unknown,
    )
    expect(await errorOf(free)).toEqual(foreign)
    expect(await errorOf([free])).toEqual(foreign)
    expect([get.status, JSON.parse(get.text)]).toMatchObject([400, { errors: [{ message: foreign[2] }] }])
  })

  test('a document that comes along with a known hash is not looked at', async () => {
    const { body } = await world.ask(browser, portalCall, byHash(operationHash, { query: '{ viewer { email } }' }))

    expect(body).toEqual(maya)
  })

  test('a tool with a token brings its own documents, or a known hash', async () => {
    const token = await fetchToken(world.identity.url, { role: 'viewer' })
    const tool = world.newBrowser()
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: '*/*' }

    expect((await world.ask(tool, headers, { query: operation })).body).toEqual(maya)
    expect((await world.ask(tool, headers, byHash(operationHash))).body).toEqual(maya)
  })
})

describe('suggestions of the schema', () => {
  /** Each is wrong by a letter or two, in every place where graphql-js would say what was meant. */
  const mistakes: readonly { query: string; variables?: object }[] = [
    { query: '{ viewr { id } }' },
    { query: '{ viewer { nam } }' },
    { query: '{ tickets(frist: 1) { totalCount } }' },
    { query: '{ tickets(filter: { stat: OPEN }) { totalCount } }' },
    { query: '{ tickets(filter: { state: OPENN }) { totalCount } }' },
    { query: '{ tickets(filter: { state: "OPEN" }) { totalCount } }' },
    { query: 'query ($a: TicketFiltr) { tickets(filter: $a) { totalCount } }' },
    { query: 'fragment F on Viewr { id } { viewer { ...F } }' },
    { query: '{ viewer { ... on Viewr { id } } }' },
    { query: '{ viewer { id @inclde(if: true) } }' },
    { query: '{ viewer { id @include(iff: true) } }' },
    { query: 'query ($a: TicketFilter) { tickets(filter: $a) { totalCount } }', variables: { a: { stat: 'OPEN' } } },
    { query: 'query ($a: TicketFilter) { tickets(filter: $a) { totalCount } }', variables: { a: { state: 'OPENN' } } },
    { query: 'query ($a: TicketState) { tickets(filter: { state: $a }) { totalCount } }', variables: { a: 'OPENN' } },
  ]

  async function said(): Promise<string[]> {
    const authorization = `Bearer ${await fetchToken(world.identity.url, { role: 'viewer' })}`
    const tool = world.newBrowser()
    const texts: string[] = []
    for (const { query, variables = {} } of mistakes) {
      const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' }
      const body = JSON.stringify({ query, variables })
      const posted = await tool.ask('https://portal.test/graphql', { method: 'POST', headers, body })
      const search = new URLSearchParams({ query, variables: JSON.stringify(variables) })
      const get = { authorization, accept: 'application/json', 'apollo-require-preflight': '1' }
      const got = await tool.ask(`https://portal.test/graphql?${search.toString()}`, { headers: get })
      expect([query, posted.status, got.status]).toEqual([query, 400, 400])
      texts.push(posted.text, got.text)
    }
    return texts
  }

  test('are kept from callers in production, by POST and by GET', async () => {
    await start('production')

    expect((await said()).filter((text) => /did you mean/i.test(text))).toEqual([])
  })

  test('help in development', async () => {
    await start('development')

    expect((await said()).filter((text) => /did you mean/i.test(text)).length).toBeGreaterThan(mistakes.length)
  })
})

describe('in development', () => {
  beforeEach(() => start('development'))

  test('a session runs operations of the portal, and any other', async () => {
    expect((await world.ask(browser, portalCall, byHash(operationHash))).body).toEqual(maya)
    expect((await world.ask(browser, portalCall, { query: operation })).body).toEqual(maya)
    expect((await world.ask(browser, portalCall, byHash('0'.repeat(64), { query: operation }))).body).toEqual(maya)
    const { status, body } = await world.ask(browser, portalCall, byHash('0'.repeat(64)))
    expect(status).toBe(200)
    // What clients of automatic persisted queries look for, who then go on without hashes.
    expect(body).toMatchObject({
      errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    })
  })
})
