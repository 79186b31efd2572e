import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { portalCall, startSignInWorld, type SignInWorld } from './sign-in-world.ts'

const allowed = 10
let world: SignInWorld
/** Signed in before anything was tried too often. */
let known: Browser

beforeAll(async () => {
  world = await startSignInWorld()
  await world.restart({ rates: { ...world.config.rates, refusalsPerMinute: allowed } })
  known = world.newBrowser()
  await world.signIn(known, 'maya')
  await world.rolesOf(known)
})
afterAll(() => world.close())

/** Begins a sign-in, and comes back with a made-up code. */
async function tryCode() {
  const browser = world.newBrowser()
  const login = await browser.ask(`${world.origin}/auth/login?return_to=/next`)
  if (login.status !== 302) return { login, callback: null }
  const state = new URL(login.headers.get('location') ?? '').searchParams.get('state') ?? ''
  const query = new URLSearchParams({ state, code: 'made-up', iss: world.config.oidc.issuer })
  return { login, callback: await browser.ask(`${world.origin}/auth/callback?${query.toString()}`) }
}

test('an address signs in as often as it likes, but fails only so often', async () => {
  for (let nth = 0; nth < allowed + 2; nth++) {
    const page = await world.signIn(world.newBrowser(), 'maya')
    expect(page.url).toBe(`${world.origin}/next`)
  }
  const completed = (await world.tokenRequests()).length

  const tries = []
  for (let nth = 0; nth < allowed; nth++) tries.push(await tryCode())
  // One that is begun and one that fails count once each.
  expect(tries.map(({ callback }) => callback?.status ?? 429)).toEqual([
    ...Array.from({ length: allowed / 2 }, () => 302),
    ...Array.from({ length: allowed / 2 }, () => 429),
  ])
  expect((await world.tokenRequests()).length).toBe(completed + allowed / 2)

  const refused = (await tryCode()).login
  expect({ status: refused.status, text: refused.text, type: refused.headers.get('content-type') }).toEqual({
    status: 429,
    text: expect.stringMatching(/^Too many sign-ins were tried from your address\. Try again in \d+ seconds?\.$/),
    type: 'text/plain; charset=utf-8',
  })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused.headers.get('ratelimit')).toMatch(/^"sign-ins";r=0;t=\d+$/)
  const program = await known.ask(`${world.origin}/auth/callback?state=x`, { headers: { accept: '*/*' } })
  expect([program.status, JSON.parse(program.text)]).toMatchObject([
    429,
    { errors: [{ extensions: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: expect.any(Number) } }] },
  ])
  // Who is signed in notices nothing.
  expect(await world.rolesOf(known)).toEqual(['VIEWER'])
})

test('made-up sessions are looked up only so often, and do not sign out the others at the address', async () => {
  const guess = async () => {
    const browser = world.newBrowser()
    browser.setCookie('localhost', 'session', randomBytes(32).toString('base64url'))
    return (await world.ask(browser, portalCall)).status
  }
  const statuses = []
  for (let nth = 0; nth < allowed + 3; nth++) statuses.push(await guess())
  expect(statuses).toEqual([...Array.from({ length: allowed }, () => 401), 429, 429, 429])
  expect(await world.rolesOf(known)).toEqual(['VIEWER'])
})
