import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Browser } from './browser.ts'
import { asset, index, inlineScript, signIn, writeBuildFolder } from './build-folder.ts'
import { startSignInWorld, type SignInWorld } from './sign-in-world.ts'

let build: Awaited<ReturnType<typeof writeBuildFolder>>
let world: SignInWorld
let browser: Browser

beforeAll(async () => {
  build = await writeBuildFolder()
})
beforeEach(async () => {
  world = await startSignInWorld({ buildFolder: build.path })
  browser = world.newBrowser()
})
afterEach(() => world.close())
afterAll(() => build[Symbol.asyncDispose]())

const at = (path: string) => `${world.origin}${path}`
const statusOf = async (path: string, headers: Record<string, string> = { accept: 'application/json' }) =>
  (await browser.ask(at(path), { headers })).status

describe('a visitor who is signed out', () => {
  test.each([
    ['/', '/sign-in'],
    ['/service-desk?queue=1&x=%20', '/sign-in?return_to=%2Fservice-desk%3Fqueue%3D1%26x%3D%2520'],
    ['/index.html', '/sign-in?return_to=%2Findex.html'],
    ['/index%2ehtml', '/sign-in?return_to=%2Findex%252ehtml'],
  ])('is sent from %s to the sign-in page', async (path, location) => {
    const { status, headers } = await browser.ask(at(path))

    expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([302, location, 'no-store'])
  })

  test('gets the sign-in page, which nobody keeps', async () => {
    const { status, headers, text } = await browser.ask(at('/sign-in?error=denied'))

    expect([status, text, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      signIn,
      'text/html; charset=utf-8',
      'no-store',
    ])
  })

  test('gets what the portal must know at run time', async () => {
    const before = Date.now()
    const config = JSON.parse((await browser.ask(at('/config.json'))).text) as { now: string }

    expect(config).toEqual({ environment: 'development', timeZone: 'UTC', now: expect.any(String) as string })
    expect(Date.parse(config.now)).toBeGreaterThanOrEqual(before)
    expect(Date.parse(config.now)).toBeLessThanOrEqual(Date.now())
  })
})

describe('a visitor who is signed in', () => {
  beforeEach(async () => {
    await world.signIn(browser, 'maya', '/')
  })

  test.each(['/', '/service-desk', '/service-desk/tickets/T20260101.0001'])('gets the portal at %s', async (path) => {
    const { status, headers, text } = await browser.ask(at(path))

    expect([status, text, headers.get('cache-control')]).toEqual([200, index, 'no-store'])
  })

  test.each([
    ['/sign-in', '/'],
    ['/sign-in?error=expired', '/'],
    ['/sign-in?return_to=%2Fservice-desk%3Fqueue%3D1', '/service-desk?queue=1'],
    ['/sign-in?return_to=https%3A%2F%2Fevil.test', '/'],
    ['/sign-in?return_to=%2F%2Fevil.test', '/'],
    ['/sign-in?return_to=%2F.%2F%2Fevil.test', '/'],
    ['/sign-in?return_to=%2Fsign-in', '/'],
  ])('is led on from %s', async (path, location) => {
    const { status, headers } = await browser.ask(at(path))

    expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([302, location, 'no-store'])
  })

  test('gets the sign-in page once the session has ended', async () => {
    world.advance(13 * 3_600_000)
    const { status, text } = await browser.ask(at('/sign-in'))

    expect([status, text]).toEqual([200, signIn])
  })

  test('who signs out sees nothing by the back button', async () => {
    await world.logout(browser)
    const { status, headers } = await browser.ask(at('/service-desk'))

    expect([status, headers.get('location')]).toEqual([302, '/sign-in?return_to=%2Fservice-desk'])
  })

  test.each(['/auth/nothing', '/health/nothing', '/api/nothing', '/metrics/nothing', '/assets/nothing.js'])(
    'does not get it at %s',
    async (path) => {
      expect(await statusOf(path, { accept: 'text/html' })).toBe(404)
    },
  )

  test('does not get it in place of data or by a POST', async () => {
    expect(await statusOf('/nothing.json')).toBe(404)
    expect((await browser.ask(at('/'), { method: 'POST' })).status).toBe(404)
  })
})

describe('the files of the portal', () => {
  test('whose names change with their content are kept for a year', async () => {
    const accept = { 'accept-encoding': 'br' }
    const { status, headers, text } = await browser.ask(at('/assets/app-1.js'), { headers: accept })

    expect([status, text]).toEqual([200, asset])
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'br',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
      etag: expect.stringMatching(/^"[\w-]{22}-br"$/),
    })
    const etag = headers.get('etag') ?? ''
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      expect(await statusOf('/assets/app-1.js', { ...accept, 'if-none-match': known })).toBe(304)
    }
  })

  test.each([
    ['gzip', 'gzip'],
    ['gzip;q=1, br;q=0', 'gzip'],
    ['identity', null],
  ])('go out as the browser reads them (%s), each with a tag of its own', async (accepted, encoding) => {
    const { headers, text } = await browser.ask(at('/assets/app-1.js'), { headers: { 'accept-encoding': accepted } })
    const etag = headers.get('etag') ?? ''

    expect([text, headers.get('content-encoding')]).toEqual([asset, encoding])
    expect(etag).toMatch(encoding === null ? /^"[\w-]{22}"$/ : /^"[\w-]{22}-gzip"$/)
    expect(await statusOf('/assets/app-1.js', { 'accept-encoding': 'br', 'if-none-match': etag })).toBe(200)
  })

  test('are served whole while another build is written over them', async () => {
    await rm(join(build.path, 'portal/assets/app-1.js'))

    expect((await browser.ask(at('/assets/app-1.js'))).text).toBe(asset)
  })

  test('with lasting names are asked for again', async () => {
    const { status, headers } = await browser.ask(at('/favicon.svg'))

    expect([status, headers.get('cache-control')]).toEqual([200, 'no-cache'])
  })

  test.each(['/../persisted-operations.json', '/%2e%2e/persisted-operations.json', '/assets/..%2f..%2fx', '/%'])(
    'are all there is: %s',
    async (path) => {
      const status = await new Promise((resolve, reject) => {
        const { hostname, port } = new URL(world.origin)
        request({ hostname, port, path }, (response) => resolve(response.resume().statusCode))
          .on('error', reject)
          .end()
      })

      expect(status).toBe(404)
    },
  )
})

describe('every answer', () => {
  const headers = () => ({
    'content-security-policy': [
      "default-src 'none'",
      `script-src 'self' 'sha256-${createHash('sha256').update(inlineScript).digest('base64')}'`,
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      `form-action 'self' ${world.identity.url}`,
    ].join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  })

  test.each([
    '/sign-in',
    '/',
    '/assets/app-1.js',
    '/config.json',
    '/health/live',
    '/nothing',
    '/auth/login',
    '/metrics',
  ])('has the security headers: %s', async (path) => {
    const page = await browser.ask(at(path))

    expect(Object.fromEntries(page.headers)).toMatchObject(headers())
    expect(page.headers.has('strict-transport-security')).toBe(false)
  })

  test('of the graph has them too', async () => {
    expect(Object.fromEntries((await world.ask(browser)).headers)).toMatchObject(headers())
  })

  test('but Apollo’s landing page, which loads from elsewhere', async () => {
    const page = await browser.ask(at('/graphql'))

    expect([page.status, page.headers.has('content-security-policy')]).toEqual([200, false])
    expect(page.text).toContain('embeddable-sandbox')
  })
})

test('only the page of signed-in people may load HubSpot’s chat, and only where HubSpot is set up', async () => {
  const policyOf = async (path: string) => (await browser.ask(at(path))).headers.get('content-security-policy') ?? ''
  const hubspot = { apiKey: 'pat-na1-x', hubId: '1', baseUrl: new URL('https://api.hubapi.com/'), apiVersion: 'v3' }
  await world.signIn(browser, 'maya', '/')
  const without = await policyOf('/')
  await world.restart({ vendors: { hubspot } })
  await world.signIn(browser, 'maya', '/')
  const paths = ['/sign-in', '/config.json', '/assets/app-1.js', '/api/nothing', '/health/live']
  const others = await Promise.all(paths.map(policyOf))

  expect(await policyOf('/')).toContain('https://*.hs-scripts.com')
  expect(await policyOf('/sales')).toContain('https://*.hs-scripts.com')
  expect(others).toEqual(paths.map(() => without))
  expect(without).not.toMatch(/hubspot|hs-scripts|unsafe/)
})

test('without a built portal the start leads to the graph', async () => {
  const bare = await startSignInWorld()
  const { status, headers } = await bare.newBrowser().ask(`${bare.origin}/`)
  await bare.close()

  expect([status, headers.get('location')]).toEqual([302, '/graphql'])
})
