import { createHash, randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createBearerTokens } from '../../../server/auth/bearer-tokens.ts'
import { createChallenge, createIssuerClient, type IssuerClient } from '../../../server/auth/issuer-client.ts'
import { audience, startLocalIssuer, type LocalIssuer } from './local-issuer.ts'

const redirectUri = 'http://localhost:8000/auth/callback'
const challenge = createChallenge()
const callback = (query: Record<string, string> = { code: 'code-1' }) =>
  new URL(`${redirectUri}?${new URLSearchParams({ state: challenge.state, ...query })}`)
const roleMapping = new Map([['Viewer', 'VIEWER']] as const)

let issuer: LocalIssuer
let client: IssuerClient
let failures: unknown[]
/** What has passed, in milliseconds, on the clock of the client's metadata. */
let passedMs: number

beforeEach(async () => {
  // The clock stands still: lifetimes are exact, however long a test takes.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-18T10:00:00Z') })
  issuer = await startLocalIssuer()
  passedMs = 0
  failures = []
  issuer.discovery = {
    authorization_endpoint: `${issuer.url}/authorize`,
    token_endpoint: `${issuer.url}/token`,
    revocation_endpoint: `${issuer.url}/revoke`,
    end_session_endpoint: `${issuer.url}/end`,
    response_types_supported: ['code'],
  }
  client = createClient()
})
afterEach(async () => {
  vi.useRealTimers()
  await issuer[Symbol.asyncDispose]()
})

function createClient(): IssuerClient {
  return createIssuerClient({
    issuer: issuer.url,
    settings: { id: 'portal', secret: 'a secret', scope: 'openid profile', sessionKeys: [randomBytes(32)] },
    clock: () => Date.now() + passedMs,
    roleMapping,
    bearerTokens: createBearerTokens({ issuer: issuer.url, audience, roleMapping, clock: Date.now }),
    onFailure: (cause) => failures.push(cause),
  })
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds
const idToken = (claims: Record<string, unknown> = {}) =>
  issuer.sign({ aud: 'portal', nonce: challenge.nonce, name: 'Zoë Müller', ...claims }, { typ: 'JWT' })

/** The issuer gives these tokens from now on. */
async function give(tokens: Record<string, unknown> = {}): Promise<void> {
  const body = {
    token_type: 'Bearer',
    access_token: 'opaque',
    expires_in: 300,
    refresh_token: 'refresh-1',
    id_token: await idToken(),
    ...tokens,
  }
  issuer.answers['/token'] = { status: 200, body }
}
function refuse(error: string, status = 400): void {
  issuer.answers['/token'] = { status, body: { error } }
}
const discoveries = () => issuer.requests.filter((path) => path.includes('openid-configuration')).length

test('a challenge is drawn anew for each sign-in', () => {
  const values = [createChallenge(), createChallenge()].flatMap((drawn) => Object.values(drawn) as string[])

  expect(new Set(values).size).toBe(6)
  for (const value of values) expect(value).toMatch(/^[\w-]{43,}$/)
})

test('the browser is sent to the issuer with a challenge that only this sign-in can meet', async () => {
  const url = new URL(await client.authorizationUrl(challenge, redirectUri))

  expect(`${url.origin}${url.pathname}`).toBe(`${issuer.url}/authorize`)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'portal',
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid profile',
    state: challenge.state,
    nonce: challenge.nonce,
    code_challenge: createHash('sha256').update(challenge.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
})

describe('a code', () => {
  test('is exchanged for who it is and the tokens, with the verifier and the secret', async () => {
    await give()

    expect(await client.exchange(callback(), challenge)).toEqual({
      principal: {
        id: 'subject-1',
        name: 'Zoë Müller',
        email: null,
        role: null,
        operatorTenants: [],
        scheme: 'session',
      },
      refreshToken: 'refresh-1',
      idToken: (issuer.answers['/token']?.body as { id_token: string } | undefined)?.id_token,
      lifetimeMs: 300_000,
    })
    expect(issuer.forms).toEqual([
      {
        grant_type: 'authorization_code',
        code: 'code-1',
        code_verifier: challenge.verifier,
        redirect_uri: redirectUri,
        client_id: 'portal',
        client_secret: 'a secret',
      },
    ])
  })

  test('may come without a refresh token and a lifetime, which is then an hour', async () => {
    await give({ refresh_token: undefined, expires_in: undefined })

    expect(await client.exchange(callback(), challenge)).toMatchObject({ refreshToken: null, lifetimeMs: 3_600_000 })
  })

  test('takes an ID token that expired less than half a minute ago, and none that did before', async () => {
    await give({ id_token: await idToken({ iat: inSeconds(-600), exp: inSeconds(-29) }) })
    await expect(client.exchange(callback(), challenge)).resolves.toMatchObject({ principal: { id: 'subject-1' } })

    await give({ id_token: await idToken({ iat: inSeconds(-600), exp: inSeconds(-30) }) })
    await expect(client.exchange(callback(), challenge)).rejects.toMatchObject({ failure: 'failed' })
  })

  test.each<[string, () => Promise<void>]>([
    ['without an ID token', () => give({ id_token: undefined })],
    ['with an ID token of another sign-in', async () => give({ id_token: await idToken({ nonce: 'another' }) })],
    ['with an ID token for another client', async () => give({ id_token: await idToken({ aud: 'another' }) })],
    [
      'with an ID token that another key signed',
      async () => {
        const forged = await idToken()
        await issuer.rotate()
        await give({ id_token: forged })
      },
    ],
  ])('%s is refused by a check of ours', async (_, prepare) => {
    await prepare()

    await expect(client.exchange(callback(), challenge)).rejects.toMatchObject({
      name: 'SignInError',
      failure: 'failed',
      message: expect.stringMatching(/^The issuer's answer did not stand up to a check: ./),
      cause: expect.any(Error),
    })
  })

  test('that answers another state is refused without a request', async () => {
    await give()
    const answer = new URL(`${redirectUri}?code=code-1&state=another`)

    await expect(client.exchange(answer, challenge)).rejects.toMatchObject({ failure: 'failed' })
    expect(issuer.forms).toEqual([])
  })

  test('that the issuer takes no longer is a failed sign-in', async () => {
    refuse('invalid_grant')

    await expect(client.exchange(callback(), challenge)).rejects.toMatchObject({
      name: 'SignInError',
      failure: 'failed',
      message: 'The issuer gave no tokens for the code: invalid_grant',
      cause: expect.objectContaining({ error: 'invalid_grant' }),
    })
  })

  test.each([
    ['access_denied', 'denied'],
    ['server_error', 'failed'],
  ])('that is not given is a failed sign-in: %s is %s', async (error, failure) => {
    await expect(client.exchange(callback({ error }), challenge)).rejects.toMatchObject({
      name: 'SignInError',
      failure,
      message: `The issuer refused the sign-in: ${error}`,
      cause: expect.objectContaining({ error }),
    })
  })

  test.each<[string, () => void]>([
    ['is away', () => (issuer.mode = 'away')],
    ['answers with a status that is not its own', () => (issuer.answers['/token'] = { status: 502, body: {} })],
    ['answers with no JSON', () => (issuer.mode = 'bomb')],
  ])('cannot be exchanged while the issuer %s: that is no failed sign-in', async (_, prepare) => {
    await client.authorizationUrl(challenge, redirectUri)
    prepare()

    await expect(client.exchange(callback(), challenge)).rejects.toMatchObject({ name: 'IssuerUnavailableError' })
  })
})

describe('a renewal', () => {
  test('brings new tokens for the refresh token', async () => {
    await give({ id_token: await idToken({ nonce: undefined }), refresh_token: 'refresh-2' })

    expect(await client.refresh('refresh-1')).toMatchObject({
      principal: { id: 'subject-1', name: 'Zoë Müller' },
      refreshToken: 'refresh-2',
      lifetimeMs: 300_000,
    })
    expect(issuer.forms).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'portal', client_secret: 'a secret' },
    ])
  })

  test('may bring an opaque access token alone, which does not say who it is', async () => {
    await give({ id_token: undefined, refresh_token: undefined })

    expect(await client.refresh('refresh-1')).toEqual({
      principal: null,
      refreshToken: null,
      idToken: null,
      lifetimeMs: 300_000,
    })
  })

  test('takes the rights from an access token for this graph', async () => {
    await give({ id_token: undefined, access_token: await issuer.sign({ roles: ['Viewer'] }) })

    expect(await client.refresh('refresh-1')).toMatchObject({ principal: { id: 'subject-1', role: 'VIEWER' } })
  })

  test.each(['invalid_grant', 'interaction_required', 'login_required', 'consent_required', 'access_denied'])(
    'that the issuer refuses with %s ends the grant',
    async (error) => {
      refuse(error)

      await expect(client.refresh('refresh-1')).rejects.toMatchObject({
        name: 'GrantEndedError',
        message: `The issuer ends the session: ${error}`,
        cause: expect.objectContaining({ error }),
      })
    },
  )

  test.each<[string, () => void]>([
    ['is away', () => (issuer.mode = 'away')],
    ['refuses the gateway', () => refuse('invalid_client', 401)],
    ['answers with nothing that it should', () => (issuer.answers['/token'] = { status: 500, body: null })],
  ])('ends no session where the issuer %s', async (_, prepare) => {
    await client.authorizationUrl(challenge, redirectUri)
    prepare()

    await expect(client.refresh('refresh-1')).rejects.toMatchObject({
      name: 'IssuerUnavailableError',
      cause: expect.any(Error),
    })
  })
})

describe('what the issuer says about itself', () => {
  test('is asked for at the first use, once, and again after an hour', async () => {
    await Promise.all([client.authorizationUrl(challenge, redirectUri), client.endSessionUrl('id', redirectUri)])
    expect(discoveries()).toBe(1)
    passedMs = 59 * 60_000
    await client.authorizationUrl(challenge, redirectUri)
    expect(discoveries()).toBe(1)
    passedMs = 60 * 60_000
    await client.authorizationUrl(challenge, redirectUri)
    expect(discoveries()).toBe(2)
    await client.authorizationUrl(challenge, redirectUri)

    expect(discoveries()).toBe(2)
  })

  test('still counts when it cannot be asked for again, which is told', async () => {
    const before = await client.authorizationUrl(challenge, redirectUri)
    issuer.mode = 'away'
    passedMs = 60 * 60_000

    expect(await client.authorizationUrl(challenge, redirectUri)).toBe(before)
    expect(failures).toEqual([expect.any(Error)])
  })

  test('is needed once: without it the issuer is unavailable, until it answers', async () => {
    issuer.mode = 'away'
    const error = await client.authorizationUrl(challenge, redirectUri).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'IssuerUnavailableError', cause: expect.any(Error) })
    expect(failures).toEqual([(error as Error).cause])
    issuer.mode = 'up'

    expect(await client.authorizationUrl(challenge, redirectUri)).toContain(`${issuer.url}/authorize`)
  })
})

describe('signing out at the issuer', () => {
  test('revokes the refresh token', async () => {
    issuer.answers['/revoke'] = { status: 200, body: {} }
    await client.revoke('refresh-1')

    expect(issuer.forms).toEqual([
      { token: 'refresh-1', token_type_hint: 'refresh_token', client_id: 'portal', client_secret: 'a secret' },
    ])
    expect(failures).toEqual([])
  })

  test('leads to its page, and back', async () => {
    const url = new URL((await client.endSessionUrl('id-1', 'http://localhost:8000/')) ?? '')

    expect(`${url.origin}${url.pathname}`).toBe(`${issuer.url}/end`)
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'portal',
      id_token_hint: 'id-1',
      post_logout_redirect_uri: 'http://localhost:8000/',
    })
  })

  test('asks for nothing that the issuer does not have', async () => {
    issuer.discovery['revocation_endpoint'] = undefined
    issuer.discovery['end_session_endpoint'] = undefined
    await client.revoke('refresh-1')

    expect(await client.endSessionUrl('id-1', redirectUri)).toBeNull()
    expect(issuer.requests).toEqual(['/.well-known/openid-configuration'])
    expect(failures).toEqual([])
  })

  test('succeeds here when the issuer is away, which is told', async () => {
    issuer.mode = 'away'
    await client.revoke('refresh-1')

    expect(await client.endSessionUrl('id-1', redirectUri)).toBeNull()
    expect(failures).toEqual([expect.any(Error), expect.any(Error), expect.any(Error), expect.any(Error)])
  })
})
