import { createPublicKey } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBearerTokens, type BearerTokensOptions } from '../../../server/auth/bearer-tokens.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'
import { audience, startLocalIssuer, type LocalIssuer } from './local-issuer.ts'

const roleMapping = new Map([
  ['Viewer', 'VIEWER'],
  ['Operator', 'OPERATOR'],
  ['Admin', 'ADMIN'],
] as const)

let issuer: LocalIssuer
let now: number

beforeEach(async () => {
  issuer = await startLocalIssuer()
  now = Date.now()
})

afterEach(() => issuer[Symbol.asyncDispose]())

const createTokens = (options: Partial<BearerTokensOptions> = {}) =>
  createBearerTokens({ issuer: issuer.url, audience, roleMapping, clock: () => now, ...options })

const seconds = (offset: number) => Math.floor(now / 1_000) + offset

/** The refusal as a plain value; fails the test when the token is accepted. */
async function refusalOf(token: string, tokens = createTokens()) {
  const error = await tokens.authenticate(token).then(
    () => expect.unreachable('the token was accepted'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(GatewayError)
  const { code, message } = error as GatewayError
  return { code, message }
}

const unauthenticated = (message: string) => ({ code: 'UNAUTHENTICATED', message })

describe('an accepted token', () => {
  test('tells who its person is', async () => {
    const token = await issuer.sign({
      oid: 'object-1',
      name: 'Zoë Müller',
      preferred_username: 'zoe@msp.example',
      email: 'zoe.mueller@msp.example',
      roles: ['Viewer', 'Operator.acme'],
      scp: 'graph.read',
    })

    expect(await createTokens().authenticate(token)).toEqual({
      id: 'object-1',
      name: 'Zoë Müller',
      email: 'zoe.mueller@msp.example',
      role: 'OPERATOR',
      operatorTenants: ['acme'],
      scheme: 'bearer',
    })
  })

  test('without the optional claims falls back to its user name, then its subject', async () => {
    const tokens = createTokens()

    expect([
      await tokens.authenticate(await issuer.sign({ preferred_username: 'zoe@msp.example' })),
      await tokens.authenticate(await issuer.sign({ preferred_username: 'zoe' })),
      await tokens.authenticate(await issuer.sign()),
    ]).toEqual([
      { ...nobody, name: 'zoe@msp.example', email: 'zoe@msp.example' },
      { ...nobody, name: 'zoe' },
      { ...nobody, name: 'subject-1' },
    ])
  })

  test('of a program that calls for itself names the program', async () => {
    const token = await issuer.sign({ azp: 'nightly-report', roles: ['Viewer'] }, { typ: 'JWT' })

    expect(await createTokens().authenticate(token)).toEqual({ ...nobody, name: 'nightly-report', role: 'VIEWER' })
  })

  test.each(['PS256', 'ES256', 'ES384', 'EdDSA'])('may be signed with %s', async (algorithm) => {
    await issuer.rotate(algorithm)

    expect(await createTokens().authenticate(await issuer.sign())).toEqual({ ...nobody, name: 'subject-1' })
  })

  test.each([
    ['at+jwt', {}],
    ['application/at+jwt', {}],
    ['AT+JWT', {}],
    ['JWT', { scp: 'graph.read' }],
    ['JWT', { scope: 'graph.read' }],
    ['JWT', { idtyp: 'app' }],
    [undefined, { scp: 'graph.read' }],
  ])('has the type %s with the claims %o', async (typ, claims) => {
    const token = await issuer.sign(claims, { typ })

    expect(await createTokens().authenticate(token)).toEqual({ ...nobody, name: 'subject-1' })
  })

  test('may have several audiences, ours among them', async () => {
    const token = await issuer.sign({ aud: ['api://other', audience] })

    expect(await createTokens().authenticate(token)).toEqual({ ...nobody, name: 'subject-1' })
  })

  test('may be half a minute off', async () => {
    const tokens = createTokens()
    const early = await issuer.sign({ nbf: seconds(29) })
    const late = await issuer.sign({ exp: seconds(-28) })

    expect(await Promise.all([tokens.authenticate(early), tokens.authenticate(late)])).toEqual([
      { ...nobody, name: 'subject-1' },
      { ...nobody, name: 'subject-1' },
    ])
  })
})

const nobody = { id: 'subject-1', email: null, role: null, operatorTenants: [], scheme: 'bearer' }

describe('a refused token', () => {
  const notAnAccessToken = unauthenticated(
    'The token is not an access token. Send the access token, not the ID token or the refresh token.',
  )
  const notSigned = unauthenticated('The access token is not a signed JWT.')
  const badAlgorithm = unauthenticated('The access token is signed in a way that is not allowed here.')

  test('has expired', async () => {
    const token = await issuer.sign({ exp: seconds(-31) })

    expect(await refusalOf(token)).toEqual(unauthenticated('The access token has expired. Get a new one.'))
  })

  test('is not yet valid', async () => {
    const token = await issuer.sign({ nbf: seconds(32) })

    expect(await refusalOf(token)).toEqual(unauthenticated('The access token is not yet valid.'))
  })

  test('has the wrong issuer', async () => {
    const token = await issuer.sign({ iss: `${issuer.url}/` })

    expect(await refusalOf(token)).toEqual(unauthenticated('The access token comes from the wrong issuer.'))
  })

  test('has the wrong audience', async () => {
    const token = await issuer.sign({ aud: 'api://other' })

    expect(await refusalOf(token)).toEqual(unauthenticated('The access token is for another audience.'))
  })

  test.each(['iss', 'aud', 'exp', 'iat', 'sub'])('has no %s', async (claim) => {
    const token = await issuer.sign({ [claim]: undefined })

    expect(await refusalOf(token)).toEqual(unauthenticated(`The access token has no claim "${claim}".`))
  })

  test.each([
    ['exp', 'tomorrow'],
    ['iat', 'yesterday'],
    ['sub', ''],
    ['sub', 42],
  ])('has the odd %s %o', async (claim, value) => {
    const token = await issuer.sign({ [claim]: value })

    expect(await refusalOf(token)).toEqual(unauthenticated(`The claim "${claim}" of the access token is not valid.`))
  })

  test.each([
    ['without a scope', 'JWT', {}],
    ['with a nonce', 'JWT', { scp: 'graph.read', nonce: 'n' }],
    ['with the hash of an access token', 'JWT', { scp: 'graph.read', at_hash: 'h' }],
    ['with the hash of a code', 'JWT', { scp: 'graph.read', c_hash: 'h' }],
    ['with roles for its own audience', 'JWT', { azp: audience, roles: ['Admin'] }],
    ['with roles for its own audience among others', 'JWT', { azp: audience, aud: [audience], roles: ['Admin'] }],
    ['of a person, without a scope', 'JWT', { idtyp: 'user', azp: 'portal', roles: ['Admin'] }],
    ['without a type', undefined, {}],
  ])('is an ID token %s', async (_, typ, claims) => {
    expect(await refusalOf(await issuer.sign(claims, { typ }))).toEqual(notAnAccessToken)
  })

  test.each(['logout+jwt', 'dpop+jwt', 'id_token'])('has the type %s', async (typ) => {
    expect(await refusalOf(await issuer.sign({ scp: 'graph.read' }, { typ }))).toEqual(notAnAccessToken)
  })

  test('says alg none', async () => {
    const token = new UnsecuredJWT({ sub: 'subject-1', iss: issuer.url, aud: audience })
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode()

    expect(await refusalOf(token)).toEqual(badAlgorithm)
  })

  test('is signed with the public key as if it were a secret', async () => {
    const jwk = issuer.publicJwk()
    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    const token = await new SignJWT({ sub: 'subject-1', iss: issuer.url, aud: audience })
      .setIssuedAt()
      .setExpirationTime('1h')
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...(jwk.kid && { kid: jwk.kid }) })
      .sign(Buffer.from(publicKey))

    expect(await refusalOf(token)).toEqual(badAlgorithm)
  })

  test('needs an extension nobody here knows', async () => {
    const claims = { sub: 'subject-1', iss: issuer.url, aud: audience, exp: seconds(60), iat: seconds(0) }
    const header = { alg: 'RS256', typ: 'at+jwt', kid: 'key-1', crit: ['b65'], b65: true }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

    expect(await refusalOf(`${part(header)}.${part(claims)}.AAAA`)).toEqual(badAlgorithm)
  })

  test('is signed by somebody else under the name of the issuer’s key', async () => {
    await using other = await startLocalIssuer()
    const token = await other.sign({ iss: issuer.url })

    expect(await refusalOf(token)).toEqual(unauthenticated('The signature of the access token is not the issuer’s.'))
  })

  test('has been changed after it was signed', async () => {
    const [header, , signature] = (await issuer.sign({ roles: ['Viewer'] })).split('.')
    const [, claims] = (await issuer.sign({ roles: ['Admin'] })).split('.')

    expect(await refusalOf(`${header}.${claims}.${signature}`)).toEqual(
      unauthenticated('The signature of the access token is not the issuer’s.'),
    )
  })

  test('names a key that the issuer does not publish', async () => {
    const token = await issuer.sign({}, { kid: 'made-up' })

    expect(await refusalOf(token)).toEqual(
      unauthenticated(
        'The signature of the access token cannot be checked: it names no key that the issuer publishes.',
      ),
    )
  })

  test.each(['', '.', '..', '...', 'a.b.c', 'a.b.c.d', 'garbage', 'e30.e30.', 'bnVsbA.e30.AA', '💥.💥.💥'])(
    'is the garbage "%s"',
    async (token) => {
      expect(await refusalOf(token)).toEqual(notSigned)
    },
  )

  test.each(['[]', '"text"', 'null', '{'])('has the claims %s', async (body) => {
    expect(await refusalOf(await issuer.signText(body))).toEqual(notSigned)
  })

  test('is longer than 8 kB', async () => {
    const token = await issuer.sign({ roles: Array.from({ length: 1_000 }, (_, index) => `Other.${index}`) })

    expect(await refusalOf(token)).toEqual(unauthenticated('The access token is longer than 8 kB.'))
    expect(issuer.requests).toEqual([])
  })
})

describe('a verified token', () => {
  test('is not verified again within a minute', async () => {
    const tokens = createTokens()
    const token = await issuer.sign()
    const principal = await tokens.authenticate(token)
    issuer.mode = 'away'
    now += 59_000

    expect(await tokens.authenticate(token)).toBe(principal)
    expect(Object.isFrozen(principal)).toBe(true)
  })

  test('is known from then on until it expires, and one that was refused never is', async () => {
    const tokens = createTokens()
    const token = await issuer.sign({ exp: seconds(600) })
    expect(tokens.isKnown(token)).toBe(false)
    await tokens.authenticate(token)
    await refusalOf('a.b.c', tokens)
    now += 599_000
    expect([tokens.isKnown(token), tokens.isKnown('a.b.c'), tokens.isKnown('')]).toEqual([true, false, false])
    now += 2_000
    expect(tokens.isKnown(token)).toBe(false)
  })

  test('is verified again after a minute', async () => {
    const tokens = createTokens()
    const token = await issuer.sign()
    const principal = await tokens.authenticate(token)
    now += 61_000

    const again = await tokens.authenticate(token)
    expect(again).not.toBe(principal)
    expect(again).toEqual(principal)
  })

  test('is remembered no longer than it is valid', async () => {
    const tokens = createTokens()
    const token = await issuer.sign({ exp: seconds(20) })
    await tokens.authenticate(token)
    now += 51_000

    expect(await refusalOf(token, tokens)).toEqual(unauthenticated('The access token has expired. Get a new one.'))
  })
})
