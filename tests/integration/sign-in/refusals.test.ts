import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Browser, Page } from './browser.ts'
import { portalCall, startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let world: SignInWorld
let browser: Browser

beforeEach(async () => {
  world = await startSignInWorld()
  browser = world.newBrowser()
})
afterEach(() => world.close())

/** Signs in at the identity provider and stops before coming back: the address it sends the browser to. */
async function callbackOf(browser: Browser, who: string, returnTo?: string): Promise<string> {
  const people = await world.leave(browser, returnTo)
  const body = new URLSearchParams({ user: await world.subjectOf(who) })
  const chosen = await browser.ask(people.url, { method: 'POST', body })
  const resumed = await browser.ask(new URL(chosen.headers.get('location') ?? '', chosen.url).href)
  return resumed.headers.get('location') ?? ''
}

const failureOf = ({ status, headers }: Page) => `${status} ${headers.get('location')}`
const reasons = () =>
  world.log
    .map((line) => JSON.parse(line) as { msg: string; err?: { message: string } })
    .filter(({ msg }) => msg === 'sign-in failed')
    .map(({ err }) => err?.message)

describe('coming back', () => {
  test('with somebody else’s sign-in signs nobody in', async () => {
    const theirs = await callbackOf(world.newBrowser(), 'helen')

    expect(failureOf(await browser.ask(theirs))).toBe('302 /sign-in?error=expired&return_to=%2F')
    expect(browser.cookies('localhost')).toEqual({})
    expect(reasons()).toEqual(['The sign-in took too long, or was not begun in this browser.'])
  })

  test('with somebody else’s code in one’s own sign-in signs nobody in', async () => {
    const theirs = new URL(await callbackOf(world.newBrowser(), 'helen'))
    const mine = new URL(await callbackOf(browser, 'maya'))
    mine.searchParams.set('code', theirs.searchParams.get('code') ?? '')

    expect(failureOf(await browser.ask(mine.href))).toBe('302 /sign-in?error=failed&return_to=%2Fnext')
    expect(reasons()).toEqual([expect.stringContaining('The issuer gave no tokens for the code: invalid_grant')])
  })

  test('twice with the same state is refused, even with the cookie brought back', async () => {
    const callback = await callbackOf(browser, 'maya')
    const kept = browser.cookies('localhost')
    await browser.ask(callback)
    const thief = world.newBrowser()
    for (const [name, value] of Object.entries(kept)) thief.setCookie('localhost', name, value)

    expect(failureOf(await browser.ask(callback))).toBe('302 /')
    expect(failureOf(await thief.ask(callback))).toBe('302 /sign-in?error=failed&return_to=%2Fnext')
    expect(reasons()).toContain('The issuer’s answer was used before.')
    expect(await world.rolesOf(thief)).toBe('401 UNAUTHENTICATED')
    expect((await world.tokenRequests()).length).toBe(1)
  })

  test('with a cookie that was tampered with, or encrypted for another sign-in, is refused', async () => {
    const callback = await callbackOf(browser, 'maya')
    const [name, value] = Object.entries(browser.cookies('localhost'))[0] ?? ['', '']
    browser.setCookie('localhost', name, `${value.slice(0, -3)}AAA`)
    const other = world.newBrowser()
    const theirs = await callbackOf(other, 'maya')
    const [theirName = ''] = Object.keys(other.cookies('localhost'))
    other.setCookie('localhost', theirName, value)

    expect([await browser.ask(callback), await other.ask(theirs)].map(failureOf)).toEqual([
      '302 /sign-in?error=failed&return_to=%2F',
      '302 /sign-in?error=failed&return_to=%2F',
    ])
  })

  test('after ten minutes is too late', async () => {
    const callback = await callbackOf(browser, 'maya')
    world.advance(600_000)

    expect(failureOf(await browser.ask(callback))).toBe('302 /sign-in?error=expired&return_to=%2Fnext')
  })

  test('after saying no goes to the sign-in page, with the way on kept', async () => {
    const people = await world.leave(browser, '/service-desk?queue=1')
    const end = await browser.submit(people, { cancel: '1' })

    expect(new URL(end.url).pathname + new URL(end.url).search).toBe(
      '/sign-in?error=denied&return_to=%2Fservice-desk%3Fqueue%3D1',
    )
  })

  test.each(['', '?code=x', '?state=', '?state=a&state=b', '?error=access_denied'])(
    'with nothing to go by is refused: "%s"',
    async (query) => {
      expect(failureOf(await browser.ask(`${world.origin}/auth/callback${query}`))).toMatch(
        /^302 \/sign-in\?error=(failed|expired)&return_to=%2F$/,
      )
    },
  )

  test('while the identity provider gives no tokens says that it failed', async () => {
    const callback = await callbackOf(browser, 'maya')
    await world.control('POST', 'faults', { match: 'POST /token', status: 503, times: -1 })

    expect(failureOf(await browser.ask(callback))).toMatch(/^302 \/sign-in\?error=failed/)
  })
})

describe('coming back when one is signed in', () => {
  beforeEach(async () => {
    await world.signIn(browser, 'maya')
  })

  test('by an old address, as the back button does, leads on to the portal, still signed in', async () => {
    const addresses = browser.history.filter((address) => address.includes('/auth/callback'))

    expect(failureOf(await browser.ask(addresses.at(-1) ?? ''))).toBe('302 /')
    expect(await world.rolesOf(browser)).toEqual(['VIEWER'])
  })

  test('with somebody else’s sign-in leads on, as who one was', async () => {
    const theirs = await callbackOf(world.newBrowser(), 'helen')

    expect(failureOf(await browser.ask(theirs))).toBe('302 /')
    expect(await world.rolesOf(browser)).toEqual(['VIEWER'])
  })

  test('after saying no leads on to where one wanted to go', async () => {
    const people = await world.leave(browser, '/website')
    await browser.submit(people, { cancel: '1' })

    expect(browser.history.at(-1)).toBe(`${world.origin}/website`)
  })
})

describe('coming back with nothing of ours', () => {
  test('asks nothing of the identity provider, and leaves nothing in the database', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        browser.ask(`${world.origin}/auth/callback?state=made-up-${index}&code=made-up`),
      ),
    )

    expect(new Set(answers.map(failureOf))).toEqual(new Set(['302 /sign-in?error=expired&return_to=%2F']))
    expect(await world.tokenRequests()).toEqual([])
  })
})

describe('leaving', () => {
  test('while the identity provider is away says so on the sign-in page', async () => {
    await world.control('POST', 'faults', { match: 'openid-configuration', status: 503, times: -1 })

    expect(failureOf(await browser.ask(`${world.origin}/auth/login?return_to=/x`))).toBe(
      '302 /sign-in?error=failed&return_to=%2Fx',
    )
  })

  test('in several tabs at once works in each of them', async () => {
    const first = await world.leave(browser, '/first')
    const second = await world.leave(browser, '/second')
    const user = await world.subjectOf('maya')

    expect((await browser.submit(first, { user })).url).toBe(`${world.origin}/first`)
    expect((await browser.submit(second, { user })).url).toBe(`${world.origin}/second`)
  })

  test('over and over does not fill the browser with cookies', async () => {
    for (let tries = 0; tries < 12; tries++) await browser.ask(`${world.origin}/auth/login`)

    expect(Object.keys(browser.cookies('localhost')).length).toBeLessThanOrEqual(4)
  })

  test.each([
    'https://evil.test/',
    '//evil.test',
    '/\\evil.test',
    '/.//evil.test',
    '\\/evil.test',
    'javascript:alert(1)',
    '/%0d%0aset-cookie:x=y\r\nset-cookie:x=y',
    '/\t/evil.test',
    'evil.test',
    '/auth/login',
    '/sign-in',
  ])('for a foreign address comes back to the start: %j', async (address) => {
    expect(failureOf(await browser.ask(await callbackOf(browser, 'maya', address)))).toBe('302 /')
  })
})

describe('a call with the session’s cookie', () => {
  beforeEach(async () => {
    await world.signIn(browser, 'helen')
  })

  const refused = {
    status: 403,
    body: {
      errors: [
        {
          message: 'A call with a session must come from the portal’s own pages, with the header x-portal: 1.',
          extensions: { code: 'FORBIDDEN', requestId: expect.any(String) },
        },
      ],
    },
  }
  const { 'x-portal': _, ...bare } = portalCall

  test.each([
    ['without the header x-portal', bare],
    ['with another value of it', { ...bare, 'x-portal': 'yes' }],
    ['from a foreign site', { ...portalCall, 'sec-fetch-site': 'cross-site' }],
    ['from a neighbouring host', { ...portalCall, 'sec-fetch-site': 'same-site' }],
    ['as a foreign form posts it', { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' }],
  ])('is refused %s', async (_, headers) => {
    const { status, body } = await world.ask(browser, headers)

    expect({ status, body }).toEqual(refused)
  })

  test('is answered from the portal’s own pages', async () => {
    const { status, headers, body } = await world.ask(browser, { ...portalCall, 'sec-fetch-site': 'same-origin' })

    expect([status, headers.get('cache-control'), body.data?.viewer.name]).toEqual([200, 'no-store', 'Helen Marsh'])
  })

  test('is by GET answered too', async () => {
    const page = await browser.ask(`${world.origin}/graphql?query={viewer{name}}`, {
      headers: { 'x-portal': '1', accept: 'application/json' },
    })

    expect([page.status, page.text.trim()]).toEqual([200, '{"data":{"viewer":{"name":"Helen Marsh"}}}'])
  })

  test('cannot sign out from a foreign page', async () => {
    const answers = [
      await world.logout(browser, {}),
      await world.logout(browser, { 'x-portal': '1', 'sec-fetch-site': 'cross-site' }),
      await browser.ask(`${world.origin}/auth/logout`, { headers: { 'x-portal': '1' } }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 405])
    expect(await world.rolesOf(browser)).toEqual(['VIEWER', 'OPERATOR', 'ADMIN'])
  })

  test('counts as its token when it also shows one', async () => {
    expect(await world.ask(browser, { ...portalCall, authorization: 'Bearer x' })).toMatchObject({ status: 401 })
  })

  test('gets no leave for a foreign page to send the header', async () => {
    const preflight = await browser.ask(`${world.origin}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.test', 'access-control-request-headers': 'x-portal' },
    })

    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
