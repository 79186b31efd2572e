import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let world: SignInWorld
let browser: Browser

beforeEach(async () => {
  world = await startSignInWorld()
  browser = world.newBrowser()
  await world.signIn(browser, 'priya')
})
afterEach(() => world.close())

const locationOf = (text: string) => (JSON.parse(text) as { location: string }).location

test('signing out ends the session here, and the browser forgets', async () => {
  const session = browser.cookies('localhost')['session'] ?? ''
  const { status, headers } = await world.logout(browser)
  const thief = world.newBrowser()
  thief.setCookie('localhost', 'session', session)

  expect([status, headers.get('cache-control'), headers.get('clear-site-data')]).toEqual([200, 'no-store', '"cache"'])
  expect(browser.cookies('localhost')).toEqual({})
  expect(await world.rolesOf(thief)).toBe('401 UNAUTHENTICATED')
})

test('signing out ends the refresh token and the session at the identity provider, which asks again afterwards', async () => {
  const { text } = await world.logout(browser)
  expect(locationOf(text)).toMatch(
    new RegExp(`^${world.identity.url}/session/end\\?id_token_hint=[\\w.-]+&post_logout_redirect_uri=`),
  )
  const signingOut = await browser.visit(locationOf(text))
  const signedOut = await browser.submit(signingOut, {})
  const people = await world.leave(browser)

  expect(await world.tokenRequests()).toContain('/token/revocation')
  expect(signedOut.url).toBe(`${world.origin}/sign-in`)
  expect(people.text).toContain('Priya Raman')
})

test('without signing out the identity provider does not ask again', async () => {
  const page = await world.leave(browser, '/again')

  expect(page.url).toBe(`${world.origin}/again`)
})

test('signing out while the identity provider is away ends the session all the same', async () => {
  const session = browser.cookies('localhost')['session'] ?? ''
  await world.control('POST', 'faults', { match: '.*', status: 503, times: -1 })
  // Old enough that the issuer's metadata would be read anew.
  world.advance(59 * 60_000)
  const { status } = await world.logout(browser)
  browser.setCookie('localhost', 'session', session)

  expect(status).toBe(200)
  expect(await world.rolesOf(browser)).toBe('401 UNAUTHENTICATED')
})

test('signing out without a session leads to the sign-in page', async () => {
  const { status, text } = await world.logout(world.newBrowser())

  expect([status, JSON.parse(text)]).toEqual([200, { location: '/sign-in' }])
})
