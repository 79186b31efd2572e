import { afterEach, expect, test } from 'vitest'
import type { Network } from '../../../server/config/parsers.ts'
import { portalCall, startSignInWorld, type SignInWorld, type SignInWorldOptions } from './sign-in-world.ts'

/** What a proxy sends along that ends TLS for `https://portal.test`. */
const forwarded = {
  'x-forwarded-for': '198.51.100.7',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'portal.test',
}
const thisMachine: Network = { address: '127.0.0.1', prefix: 32, family: 'ipv4' }
const another: Network = { address: '10.0.0.1', prefix: 32, family: 'ipv4' }

let world: SignInWorld
afterEach(() => world.close())

/** Begins a sign-in, and gives what the address, the cookie and the headers of its answer say of the origin. */
async function beginSignIn(config: NonNullable<SignInWorldOptions['config']>) {
  world = await startSignInWorld({ config })
  const { headers } = await world.newBrowser().ask(`${world.origin}/auth/login`, { headers: forwarded })
  const redirectUri = new URL(headers.get('location') ?? '').searchParams.get('redirect_uri')
  const [cookie = ''] = headers.getSetCookie()
  return {
    callback: redirectUri === `${world.origin}/auth/callback` ? 'its own' : redirectUri,
    isSecure: /^__Host-sign-in\..*; Secure$/.test(cookie),
    isPinned: headers.has('strict-transport-security'),
  }
}

test('without PUBLIC_URL, a trusted proxy says where people are', async () => {
  const told = await beginSignIn({ publicUrl: null, trustedProxies: [thisMachine] })

  expect(told).toEqual({ callback: 'https://portal.test/auth/callback', isSecure: true, isPinned: true })
})

test('one that is not trusted says nothing', async () => {
  const told = await beginSignIn({ publicUrl: null, trustedProxies: [another] })

  expect(told).toEqual({ callback: 'its own', isSecure: false, isPinned: false })
})

test('with PUBLIC_URL, a trusted proxy says nothing about it', async () => {
  const told = await beginSignIn({ publicUrl: 'https://portal.example', trustedProxies: [thisMachine] })

  expect(told).toEqual({ callback: 'its own', isSecure: true, isPinned: true })
})

test('the session begun behind a trusted proxy holds there, and not at the gateway itself', async () => {
  world = await startSignInWorld({ config: { publicUrl: null, trustedProxies: [thisMachine] } })
  const browser = world.newBrowser()
  const login = await browser.ask(`${world.origin}/auth/login`, { headers: forwarded })
  const people = await browser.visit(login.headers.get('location') ?? '')
  // The identity provider sends the browser to portal.test, which here is the gateway with the headers of the proxy.
  const form = { user: await world.subjectOf('maya') }
  await browser.submit(people, form).catch(() => undefined)
  const callback = browser.history.find((url) => url.startsWith('https://portal.test/auth/callback')) ?? ''
  const back = await browser.ask(callback.replace('https://portal.test', world.origin), { headers: forwarded })
  const [session = ''] = back.headers.getSetCookie().filter((cookie) => cookie.startsWith('__Host-session='))
  const ask = async (headers: Record<string, string>) => {
    const { status } = await fetch(`${world.origin}/graphql`, {
      method: 'POST',
      headers: { ...portalCall, ...headers, cookie: session.split(';')[0] ?? '' },
      body: JSON.stringify({ query: '{ viewer { name } }' }),
    })
    return status
  }

  expect(session).toMatch(/; Secure$/)
  expect([await ask(forwarded), await ask({})]).toEqual([200, 401])
})
