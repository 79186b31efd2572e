import { errors, jwtVerify } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createIssuerKeys, type IssuerKeysOptions } from '../../../server/auth/issuer-keys.ts'
import { IssuerUnavailableError } from '../../../server/auth/issuer-unavailable-error.ts'
import { startLocalIssuer, type LocalIssuer } from './local-issuer.ts'

const minute = 60_000
const hour = 60 * minute

let issuer: LocalIssuer
let now: number

beforeEach(async () => {
  issuer = await startLocalIssuer()
  now = Date.now()
})

afterEach(() => issuer[Symbol.asyncDispose]())

/**
 * Keys of the local issuer on the test's clock; the cooldown is short, because waiting for it takes real time. The time limit
 * is not, but where the issuer hangs: a busy machine may take its time.
 */
function createKeys({ policy, ...options }: Partial<IssuerKeysOptions> = {}) {
  const keys = createIssuerKeys({
    issuer: issuer.url,
    clock: () => now,
    policy: { cooldownMs: 20, timeoutMs: 10_000, ...policy },
    ...options,
  })
  return {
    /** 'known', or the class of the error. */
    async check(token: string) {
      return jwtVerify(token, keys).then(
        () => 'known',
        (error: Error) => error.constructor,
      )
    },
    keys,
  }
}

describe('the keys of an issuer that answers', () => {
  test('are fetched once for callers who ask together', async () => {
    const { check } = createKeys()
    const token = await issuer.sign()

    expect(await Promise.all([check(token), check(token), check(token)])).toEqual(['known', 'known', 'known'])
    expect(issuer.requests).toEqual(['/.well-known/openid-configuration', '/jwks'])
  })

  test('are found again after a rotation, from the first token on', async () => {
    const { check } = createKeys()
    const before = await issuer.sign()
    await check(before)
    await issuer.rotate()

    expect([await check(await issuer.sign()), await check(before)]).toEqual(['known', errors.JWKSNoMatchingKey])
  })

  test('are not asked for more often than the cooldown allows', async () => {
    const { check } = createKeys({ policy: { cooldownMs: 100 } })
    await check(await issuer.sign())
    const strangers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => issuer.sign({}, { kid: `no-${index}` })),
    )
    const start = performance.now()

    expect(new Set(await Promise.all(strangers.map(check)))).toEqual(new Set([errors.JWKSNoMatchingKey]))
    expect(performance.now() - start).toBeGreaterThan(90)
    expect(issuer.requests).toHaveLength(4)
  })

  test('cost a token with an unknown key one fetch where none were known', async () => {
    const { check } = createKeys()

    expect(await check(await issuer.sign({}, { kid: 'made-up' }))).toBe(errors.JWKSNoMatchingKey)
    expect(issuer.requests).toHaveLength(2)
  })

  test('stop counting ten minutes after they are withdrawn', async () => {
    const { check } = createKeys()
    const token = await issuer.sign()
    await check(token)
    await issuer.rotate()
    now += 9 * minute
    expect(await check(token)).toBe('known')
    now += 1 * minute

    expect(await check(token)).toBe(errors.JWKSNoMatchingKey)
  })
})

describe('the keys of an issuer that is away', () => {
  test('still count when they are known', async () => {
    const { check } = createKeys()
    const token = await issuer.sign()
    await check(token)
    issuer.mode = 'away'

    expect(await check(token)).toBe('known')
    now += 23 * hour
    expect(await check(token)).toBe('known')
  })

  test('count for no more than a day', async () => {
    const { check } = createKeys()
    const token = await issuer.sign()
    await check(token)
    issuer.mode = 'away'
    now += 24 * hour

    expect(await check(token)).toBe(IssuerUnavailableError)
  })

  test('cannot be called unknown', async () => {
    const { check } = createKeys()
    await check(await issuer.sign())
    issuer.mode = 'away'
    await issuer.rotate()

    expect(await check(await issuer.sign())).toBe(IssuerUnavailableError)
  })

  test('cannot be had when it never answered', async () => {
    issuer.mode = 'away'
    const { keys } = createKeys()

    const error = await jwtVerify(await issuer.sign(), keys).catch((reason: unknown) => reason)
    expect(error).toMatchObject({
      name: 'IssuerUnavailableError',
      code: 'INTERNAL_SERVER_ERROR',
      message: 'The sign-in service cannot be reached, so this call could not be checked. Try again in a few seconds.',
      retryAfterSeconds: 5,
      cause: expect.any(TypeError),
    })
  })

  test('are asked for again a second after a failure, and not before', async () => {
    issuer.mode = 'away'
    const failures: unknown[] = []
    const { check } = createKeys({ policy: { cooldownMs: 1_000 }, onFailure: (cause) => failures.push(cause) })
    const token = await issuer.sign()
    await check(token)
    issuer.mode = 'up'
    now += 999
    expect(await check(token)).toBe(IssuerUnavailableError)
    now += 1

    expect(await check(token)).toBe('known')
    expect(failures).toEqual([expect.any(TypeError)])
  })

  test('hold callers up once, then are asked for in the background', async () => {
    const { check } = createKeys({ policy: { timeoutMs: 500 } })
    const token = await issuer.sign()
    await check(token)
    issuer.mode = 'hanging'
    now += hour

    const first = await timed(() => check(token))
    now += minute
    const second = await timed(() => check(token))
    expect([first.result, second.result]).toEqual(['known', 'known'])
    expect(first.ms).toBeGreaterThan(450)
    expect(second.ms).toBeLessThan(400)
  })
})

describe('the keys of an issuer that is back', () => {
  test('are renewed in the background', async () => {
    const { check } = createKeys()
    const withdrawn = await issuer.sign()
    await check(withdrawn)
    issuer.mode = 'away'
    now += hour
    await check(withdrawn)
    issuer.mode = 'up'
    await issuer.rotate()
    now += minute

    expect(await check(withdrawn)).toBe('known')
    await expect.poll(() => check(withdrawn)).toBe(errors.JWKSNoMatchingKey)
  })
})

describe('an issuer whose answers cannot be used', () => {
  test.each([
    ['hangs', { mode: 'hanging' as const }],
    ['redirects', { mode: 'redirecting' as const }],
    ['names another issuer', { discovery: { issuer: 'https://other.example' } }],
    ['names no issuer', { discovery: { issuer: undefined } }],
    ['names no keys', { discovery: { jwks_uri: undefined } }],
    ['keeps its keys in a file', { discovery: { jwks_uri: 'file:///etc/jwks.json' } }],
  ])('%s and counts as away', async (_, change) => {
    Object.assign(issuer, change)

    const { check } = createKeys({ policy: { timeoutMs: 200 } })

    expect(await check(await issuer.sign())).toBe(IssuerUnavailableError)
  })

  test.each([
    ['keys that are none', '{"keys": 1}'],
    ['no keys', '{}'],
    ['no JSON', '<html>'],
    ['null', 'null'],
  ])('answers with %s and counts as away', async (_, body) => {
    const fetch = (url: string | URL | Request) =>
      Promise.resolve(new Response(String(url).endsWith('/jwks') ? body : JSON.stringify(discoveryOf(issuer.url))))

    expect(await createKeys({ fetch }).check(await issuer.sign())).toBe(IssuerUnavailableError)
  })

  test('has https itself and plain http for its keys and counts as away', async () => {
    const asked: string[] = []
    const fetch = (url: string | URL | Request) => {
      asked.push(String(url))
      return Promise.resolve(Response.json({ issuer: 'https://id.example/', jwks_uri: 'http://id.example/jwks' }))
    }

    const { check } = createKeys({ issuer: 'https://id.example/', fetch })
    expect(await check(await issuer.sign())).toBe(IssuerUnavailableError)
    expect(asked).toEqual(['https://id.example/.well-known/openid-configuration'])
  })
})

const discoveryOf = (url: string) => ({ issuer: url, jwks_uri: `${url}/jwks` })

async function timed<T>(action: () => Promise<T>): Promise<{ result: T; ms: number }> {
  const start = performance.now()
  const result = await action()
  return { result, ms: performance.now() - start }
}
