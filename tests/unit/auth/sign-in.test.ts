import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createBearerTokens } from '../../../server/auth/bearer-tokens.ts'
import { createChallenge, createIssuerClient } from '../../../server/auth/issuer-client.ts'
import { createSignIn } from '../../../server/auth/sign-in.ts'
import { createSignInRate, tokenRequestBounds } from '../../../server/auth/sign-in-limits.ts'
import { createEncrypter } from '../../../server/database/encrypter.ts'
import { audience, startLocalIssuer, type LocalIssuer } from './local-issuer.ts'

const redirectUri = 'http://localhost:8000/auth/callback'

function createClient(issuer: LocalIssuer) {
  issuer.discovery = {
    authorization_endpoint: `${issuer.url}/authorize`,
    token_endpoint: `${issuer.url}/token`,
    response_types_supported: ['code'],
  }
  return createIssuerClient({
    issuer: issuer.url,
    settings: { id: 'portal', secret: 'planted', scope: 'openid', sessionKeys: [randomBytes(32)] },
    clock: Date.now,
    roleMapping: new Map(),
    bearerTokens: createBearerTokens({ issuer: issuer.url, audience, roleMapping: new Map(), clock: Date.now }),
    onFailure: () => undefined,
  })
}

const tokenRequests = (issuer: LocalIssuer) => issuer.requests.filter((path) => path === '/token').length

/** Waits for what other processes and sockets still have to do. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('codes ask the issuer so many at a time, wait in a bounded queue, and keep no session from being renewed', async () => {
  const { concurrent, waiting } = tokenRequestBounds.code
  await using issuer = await startLocalIssuer()
  const client = createClient(issuer)
  await client.authorizationUrl(createChallenge(), redirectUri)
  issuer.mode = 'hanging'
  const exchange = () => {
    const challenge = createChallenge()
    return client.exchange(new URL(`${redirectUri}?code=made-up&state=${challenge.state}`), challenge)
  }
  const admitted = Array.from({ length: concurrent + waiting }, exchange)
  const settled = Promise.allSettled(admitted)

  await expect(exchange()).rejects.toMatchObject({ name: 'SignInError', failure: 'busy' })
  await until(() => tokenRequests(issuer) === concurrent)
  const renewal = client.refresh('still-good').catch(() => undefined)
  await until(() => tokenRequests(issuer) === concurrent + 1)

  issuer.mode = 'away'
  await issuer[Symbol.asyncDispose]()
  await settled
  await renewal
})

test('what is more than a minute’s sign-ins is kept nowhere and asks nothing of the issuer', async () => {
  await using issuer = await startLocalIssuer()
  const encrypter = createEncrypter([randomBytes(32)])
  const spent: string[] = []
  const signIn = createSignIn({
    issuer: createClient(issuer),
    sessions: { start: async () => ({ id: 'x', maxAgeSeconds: 1 }) },
    records: {
      async spendState(hash) {
        spent.push(hash)
        return true
      },
    },
    encrypter,
    clock: Date.now,
    rate: createSignInRate(2, () => 0),
  })
  const failures: unknown[] = []
  for (let round = 0; round < 4; round++) {
    const { location, value } = await signIn.begin('/website', redirectUri)
    const state = new URL(location).searchParams.get('state')
    const made = signIn.complete(new URL(`${redirectUri}?code=made-up&state=${state}`), () => value)
    failures.push(
      await made.catch((error: { failure?: string; returnTo?: string; name: string }) => error.failure ?? error.name),
    )
  }

  expect(failures).toEqual(['failed', 'failed', 'busy', 'busy'])
  expect([spent.length, tokenRequests(issuer)]).toEqual([2, 2])
})

test('what has no encrypted cookie of ours takes nobody’s place', async () => {
  await using issuer = await startLocalIssuer()
  const rate = createSignInRate(1, () => 0)
  const signIn = createSignIn({
    issuer: createClient(issuer),
    sessions: { start: async () => ({ id: 'x', maxAgeSeconds: 1 }) },
    records: { spendState: async () => true },
    encrypter: createEncrypter([randomBytes(32)]),
    clock: Date.now,
    rate,
  })
  for (const cookie of [null, 'made-up', '']) {
    await expect(
      signIn.complete(new URL(`${redirectUri}?code=made-up&state=made-up`), () => cookie),
    ).rejects.toMatchObject({
      name: 'SignInError',
    })
  }

  expect(tokenRequests(issuer)).toBe(0)
  expect(() => rate.take()).not.toThrow()
})
