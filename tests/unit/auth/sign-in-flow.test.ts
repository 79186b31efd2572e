import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Challenge, IssuedTokens } from '../../../server/auth/issuer-client.ts'
import { IssuerUnavailableError } from '../../../server/auth/issuer-unavailable-error.ts'
import type { Principal } from '../../../server/auth/principal.ts'
import { createSignIn, transactionCookiePrefix, transactionSeconds } from '../../../server/auth/sign-in.ts'
import { SignInError } from '../../../server/auth/sign-in-error.ts'
import { createSignInRate } from '../../../server/auth/sign-in-limits.ts'
import { createEncrypter } from '../../../server/database/encrypter.ts'

const redirectUri = 'http://localhost:8000/auth/callback'
const callbackWith = (query: string) => new URL(`${redirectUri}${query}`)
const zoe: Principal = { id: 'zoe', name: 'Zoë', email: null, role: null, operatorTenants: [], scheme: 'session' }
const issued: IssuedTokens = { principal: zoe, refreshToken: 'refresh-1', idToken: 'id-1', lifetimeMs: 300_000 }
const session = { id: 'session-1', maxAgeSeconds: 43_200 }

let now: number
/** What the issuer answers to a code. */
let answer: (callback: URL, challenge: Challenge) => Promise<IssuedTokens>
let exchanged: { callback: string; challenge: Challenge }[]
let started: unknown[]
let spent: Map<string, number>
let perMinute: number

beforeEach(() => {
  now = Date.parse('2026-03-18T10:00:00Z')
  answer = async () => issued
  exchanged = []
  started = []
  spent = new Map()
  perMinute = 600
})

const createFlow = (encrypter = createEncrypter([randomBytes(32)])) =>
  createSignIn({
    issuer: {
      authorizationUrl: async ({ state, nonce, verifier }, uri) =>
        `https://issuer.example/?${new URLSearchParams({ state, nonce, verifier, uri })}`,
      async exchange(callback, { state, nonce, verifier }) {
        exchanged.push({ callback: callback.href, challenge: { state, nonce, verifier } })
        return answer(callback, { state, nonce, verifier })
      },
    },
    sessions: {
      async start(...given) {
        started.push(given)
        return session
      },
    },
    records: {
      async spendState(hash, expiresAt) {
        if (spent.has(hash)) return false
        spent.set(hash, expiresAt)
        return true
      },
    },
    encrypter,
    clock: () => now,
    rate: createSignInRate(perMinute, () => 0),
  })

/** Begins a sign-in in a browser that keeps the cookie. */
async function begin(flow: ReturnType<typeof createFlow>, returnTo: string | null = '/website?range=week') {
  const { location, cookie, value } = await flow.begin(returnTo, redirectUri)
  const sent = Object.fromEntries(new URL(location).searchParams)
  const { state = '', nonce = '', verifier = '' } = sent
  const complete = (query = `?code=code-1&state=${state}`) =>
    flow.complete(callbackWith(query), (name) => (name === cookie ? value : null))
  return { complete, cookie, value, sent, challenge: { state, nonce, verifier } }
}

describe('a sign-in', () => {
  test('starts a session for whom the issuer names, and returns to where it was begun', async () => {
    const { complete, challenge, sent } = await begin(createFlow())

    expect(sent['uri']).toBe(redirectUri)
    expect(await complete()).toEqual({ session, returnTo: '/website?range=week', principal: zoe })
    expect(exchanged).toEqual([{ callback: `${redirectUri}?code=code-1&state=${challenge.state}`, challenge }])
    expect(started).toEqual([[zoe, issued]])
  })

  test.each([null, '//elsewhere.example', 'https://elsewhere.example'])('begun at %s returns to /', async (address) => {
    const { complete } = await begin(createFlow(), address)

    expect(await complete()).toMatchObject({ returnTo: '/' })
  })

  test('keeps its secrets in a cookie of its own, encrypted', async () => {
    const flow = createFlow()
    const [one, other] = [await begin(flow), await begin(flow)]

    expect(transactionCookiePrefix).toBe('sign-in.')
    expect(one.cookie).toMatch(/^sign-in\.[\w-]{12}$/)
    expect(one.cookie).toBe(flow.transactionCookie(one.challenge.state))
    expect(one.cookie).not.toBe(other.cookie)
    for (const secret of Object.values(one.challenge)) expect(one.value).not.toContain(secret)
    expect([await other.complete(), await one.complete()]).toMatchObject([{ session }, { session }])
  })

  test('may take ten minutes', async () => {
    const { complete } = await begin(createFlow())
    now += 600_000 - 1

    expect(transactionSeconds).toBe(600)
    expect(await complete()).toMatchObject({ session })
    expect([...spent.values()]).toEqual([now + 1])
  })
})

describe('a failed sign-in', () => {
  const failed = async (completed: Promise<unknown>) => {
    const error = await completed.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(SignInError)
    const { failure, message, returnTo } = error as SignInError
    return { failure, message, returnTo }
  }
  const nothingHappened = () => expect([exchanged, started, [...spent]]).toEqual([[], [], []])
  const returnTo = '/website?range=week'

  test.each(['?code=code-1', '?code=code-1&state=one&state=two', ''])('has no state, or two: %j', async (query) => {
    const { complete } = await begin(createFlow())

    expect(await failed(complete(query))).toEqual({
      failure: 'failed',
      message: 'The issuer’s answer has no state.',
      returnTo: '/',
    })
    nothingHappened()
  })

  test('was not begun in this browser', async () => {
    const { challenge } = await begin(createFlow())

    expect(
      await failed(createFlow().complete(callbackWith(`?code=code-1&state=${challenge.state}`), () => null)),
    ).toEqual({
      failure: 'expired',
      message: 'The sign-in took too long, or was not begun in this browser.',
      returnTo: '/',
    })
    nothingHappened()
  })

  test('comes with the cookie of another sign-in, or of a key that is gone', async () => {
    const flow = createFlow()
    const [one, other] = [await begin(flow), await begin(flow)]
    const query = `?code=code-1&state=${one.challenge.state}`
    const refused = {
      failure: 'failed',
      message: 'The sign-in cookie was tampered with or its key is gone.',
      returnTo: '/',
    }

    expect(await failed(flow.complete(callbackWith(query), () => other.value))).toEqual(refused)
    expect(await failed(createFlow().complete(callbackWith(query), () => one.value))).toEqual(refused)
    nothingHappened()
  })

  test('took ten minutes', async () => {
    const { complete } = await begin(createFlow())
    now += 600_000

    expect(await failed(complete())).toEqual({ failure: 'expired', message: 'The sign-in took too long.', returnTo })
    nothingHappened()
  })

  test('is completed a second time', async () => {
    const { complete } = await begin(createFlow())
    await complete()

    expect(await failed(complete())).toEqual({
      failure: 'failed',
      message: 'The issuer’s answer was used before.',
      returnTo,
    })
    expect([exchanged.length, started.length]).toEqual([1, 1])
  })

  test('is one too many in this minute', async () => {
    perMinute = 1
    const flow = createFlow()
    const [one, other] = [await begin(flow), await begin(flow)]
    await one.complete()

    expect(await failed(other.complete())).toEqual({
      failure: 'busy',
      message: 'More people are signing in than this gateway lets in per minute.',
      returnTo,
    })
    expect([exchanged.length, spent.size]).toEqual([1, 1])
  })

  test('has tokens that do not say who it is', async () => {
    answer = async () => ({ ...issued, principal: null })
    const { complete } = await begin(createFlow())

    expect(await failed(complete())).toEqual({
      failure: 'failed',
      message: 'The issuer’s tokens do not say who it is.',
      returnTo,
    })
    expect(started).toEqual([])
  })

  test('is what the issuer says it is, with where it was begun', async () => {
    const cause = new Error('reason')
    answer = () => Promise.reject(new SignInError('denied', 'The issuer refused.', { cause }))
    const { complete } = await begin(createFlow())
    const completed = complete()

    await expect(completed).rejects.toMatchObject({ name: 'SignInError', cause })
    expect(await failed(completed)).toEqual({ failure: 'denied', message: 'The issuer refused.', returnTo })
  })
})

test('an issuer that is unavailable is no failed sign-in', async () => {
  const away = new IssuerUnavailableError('away')
  answer = () => Promise.reject(away)
  const { complete } = await begin(createFlow())

  await expect(complete()).rejects.toBe(away)
})

test('a fault of ours in counting sign-ins is no failed sign-in', async () => {
  const encrypter = createEncrypter([randomBytes(32)])
  const fault = new TypeError('a fault of ours')
  const flow = createSignIn({
    issuer: { authorizationUrl: async ({ state }) => state, exchange: async () => issued },
    sessions: { start: async () => session },
    records: { spendState: async () => true },
    encrypter,
    clock: () => now,
    rate: {
      take() {
        throw fault
      },
    },
  })
  const { location: state, value } = await flow.begin('/', redirectUri)

  await expect(flow.complete(callbackWith(`?state=${state}`), () => value)).rejects.toBe(fault)
})
