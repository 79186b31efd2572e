import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CompactEncrypt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startGateway, startWorld, type Gateway, type World } from '../support/world.ts'
import { audience, startLocalIssuer, type LocalIssuer } from '../unit/auth/local-issuer.ts'

/*
 * What else is tried with tokens: expiry, issuer, audience, foreign keys, the public key as a secret and changed claims
 * are in tests/integration/access.test.ts and tests/unit/auth/bearer-tokens.test.ts.
 */

let world: World
let issuer: LocalIssuer
let gateway: Gateway
/** A server of the attacker; nobody may ask it for keys. */
const asked: string[] = []
const attacker = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.end('{"keys":[]}')
})
let attackerUrl: string
let mine: Awaited<ReturnType<typeof generateKeyPair>>

beforeAll(async () => {
  world = await startWorld({ scale: 0.05 })
  issuer = await startLocalIssuer()
  gateway = await startGateway(world.simulators, { environment: { OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: audience } })
  await new Promise<void>((resolve) => attacker.listen(0, '127.0.0.1', resolve))
  attackerUrl = `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`
  mine = await generateKeyPair('RS256', { extractable: true })
})
beforeEach(() => world.clearRequests())
afterAll(async () => {
  attacker.close()
  await gateway.close()
  await issuer[Symbol.asyncDispose]()
  await world.close()
})

const claims = () => {
  const now = Math.floor(Date.now() / 1_000)
  return { iss: issuer.url, aud: audience, sub: 'attacker', iat: now, exp: now + 3_600, roles: ['Admin'] }
}
const signMine = (header: object) =>
  new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...header }).sign(mine.privateKey)
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const document = '{ tickets(first: 1) { totalCount } }'

async function isRefused(token: string): Promise<void> {
  const { status, body } = await gateway.query(document, {}, { token })
  expect([status, body.data, body.errors?.map(({ extensions }) => extensions.code)]).toEqual([
    401,
    undefined,
    ['UNAUTHENTICATED'],
  ])
  expect([asked, await world.requests()]).toEqual([[], []])
}

test('a good token is accepted, so that the rest means something', async () => {
  const { body } = await gateway.query(document, {}, { token: await issuer.sign({ roles: ['Viewer'] }) })

  expect(body.errors).toBeUndefined()
})

describe('no signature', () => {
  test.each(['none', 'None', 'NONE', 'nOnE', ''])('by the algorithm "%s"', async (alg) => {
    await isRefused(`${encode({ alg, typ: 'at+jwt', kid: issuer.publicJwk().kid })}.${encode(claims())}.`)
  })

  test('by an unsecured token of a library', () => isRefused(new UnsecuredJWT(claims()).encode()))

  test('by taking that of a good token away', async () => {
    const [header, body] = (await issuer.sign({ roles: ['Admin'] })).split('.')
    await isRefused(`${header}.${body}.`)
  })
})

describe('a key of the attacker', () => {
  test('in the header itself (jwk)', async () => {
    await isRefused(await signMine({ jwk: await exportJWK(mine.publicKey) }))
  })

  test.each(['jku', 'x5u'])('at an address in the header (%s)', async (name) => {
    await isRefused(await signMine({ [name]: `${attackerUrl}/jwks` }))
  })

  test('as a certificate in the header (x5c)', async () => {
    await isRefused(await signMine({ x5c: ['MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'] }))
  })

  test.each<[string, unknown]>([
    ['a path', '../../../../dev/null'],
    ['an address', 'http://127.0.0.1:1/key'],
    ['a statement of SQL', "key-1' UNION SELECT 'key' --"],
    ['a command', 'key-1|whoami'],
    ['a name of every object', '__proto__'],
    ['nothing', ''],
    ['a list', ['key-1']],
    ['an object', { toString: 'key-1' }],
    ['a number', 1],
    ['a text of 5,000 letters', 'k'.repeat(5_000)],
  ])('under %s as its key id', async (_, kid) => {
    await isRefused(await signMine({ kid: kid as string }))
  })

  test('under the key id of the issuer', async () => {
    await isRefused(await signMine({ kid: issuer.publicJwk().kid }))
  })
})

describe('a form that is none', () => {
  test('an encrypted token', async () => {
    const token = await new CompactEncrypt(Buffer.from(JSON.stringify(claims())))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM' })
      .encrypt((await generateKeyPair('RSA-OAEP-256')).publicKey)
    await isRefused(token)
  })

  test('JSON instead of a compact token', async () => {
    const [header, payload, signature] = (await issuer.sign({ roles: ['Admin'] })).split('.')
    await isRefused(Buffer.from(JSON.stringify({ protected: header, payload, signature })).toString('base64'))
  })
})

describe('claims that are nearly right', () => {
  test.each<[string, () => object]>([
    ['the issuer with a slash', () => ({ iss: `${issuer.url}/` })],
    ['the issuer in another case', () => ({ iss: issuer.url.toUpperCase() })],
    ['a list of issuers', () => ({ iss: [issuer.url] })],
    ['an audience that begins like ours', () => ({ aud: `${audience}/other` })],
    ['an audience in another case', () => ({ aud: audience.toUpperCase() })],
    ['an end that is a text', () => ({ exp: '99999999999' })],
    ['an end in milliseconds ago', () => ({ exp: 1 })],
    ['a beginning tomorrow', () => ({ nbf: claims().iat + 86_400 })],
    ['an empty subject', () => ({ sub: '' })],
  ])('%s', async (_, changed) => {
    await isRefused(await issuer.sign({ roles: ['Admin'], ...changed() }))
  })

  test.each([
    ['an object', { Admin: true }],
    ['another case', ['ADMIN', 'admin']],
    ['names of every object', ['__proto__', 'constructor', 'toString']],
    ['lists in a list', [['Admin']]],
    ['a name with a blank', ['Admin ', ' Admin']],
  ])('roles that are %s give no role', async (_, roles) => {
    const token = await issuer.sign({ roles })
    const { body } = await gateway.query<{ viewer: { roles: string[] } }>('{ viewer { roles } }', {}, { token })

    expect(body.data?.viewer.roles ?? []).toEqual([])
  })
})

describe('a good token elsewhere than in its header is none', () => {
  test.each<[string, (token: string) => [string, RequestInit]]>([
    ['in the address', (token) => [`?access_token=${token}&query=${encodeURIComponent(document)}`, {}]],
    [
      'in the body',
      (token) => [
        '',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query: document, access_token: token, authorization: `Bearer ${token}` }),
        },
      ],
    ],
    ['in a cookie', (token) => ['', { headers: { cookie: `token=${token}; access_token=${token}` } }]],
    ['in another header', (token) => ['', { headers: { 'x-authorization': `Bearer ${token}`, token } }]],
    ['under another scheme', (token) => ['', { headers: { authorization: `Token ${token}` } }]],
  ])('%s', async (_, request) => {
    const [search, init] = request(await issuer.sign({ roles: ['Admin'] }))
    const response = await fetch(`${gateway.url}/graphql${search}`, init)
    await response.body?.cancel()

    expect(response.status).toBe(401)
  })
})
