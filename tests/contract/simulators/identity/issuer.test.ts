import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBearerTokens } from '../../../../server/auth/bearer-tokens.ts'
import { createSimulatedClock } from '../../../../simulators/clock.ts'
import { createIdentitySimulator, type IdentitySimulator } from '../../../../simulators/identity/identity-simulator.ts'
import { askForTokens, changeRecords, getJson, startIdentity } from './sim-client.ts'

let identity: IdentitySimulator

beforeEach(async () => {
  identity = await startIdentity()
})

afterEach(() => identity.close())

const createGatewayCheck = () =>
  createBearerTokens({
    issuer: identity.url,
    audience: 'api://msp-graph',
    roleMapping: new Map([['Viewer', 'VIEWER']]),
    clock: Date.now,
    keyPolicy: { cooldownMs: 10 },
  })

const roleOf = async (check: ReturnType<typeof createGatewayCheck>, token: string) =>
  check.authenticate(token).then(
    ({ role }) => role,
    ({ code }: { code: string }) => code,
  )

const viewerToken = async () => (await askForTokens(identity.url, { role: 'viewer' })).body.access_token

const publishedKeys = async () => {
  const { keys } = (await getJson(`${identity.url}/jwks`)) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

test('names every variable a gateway needs', () => {
  expect(identity.environment).toEqual({
    OIDC_ISSUER: identity.url,
    OIDC_AUDIENCE: 'api://msp-graph',
    OIDC_CLIENT_ID: 'portal',
    OIDC_CLIENT_SECRET: 'portal-secret-of-the-simulator',
    OIDC_SCOPE: 'openid profile email offline_access graph.use',
    OIDC_ROLES: 'Viewer=VIEWER,Operator=OPERATOR,Admin=ADMIN',
    SESSION_KEYS: expect.stringMatching(/^[A-Za-z\d+/]{43}=$/),
  })
})

test('can be discovered under the address it listens on', async () => {
  expect(await getJson(`${identity.url}/.well-known/openid-configuration`)).toMatchObject({
    issuer: identity.url,
    jwks_uri: `${identity.url}/jwks`,
    authorization_endpoint: `${identity.url}/auth`,
    token_endpoint: `${identity.url}/token`,
    code_challenge_methods_supported: ['S256'],
    id_token_signing_alg_values_supported: ['RS256'],
  })
})

test('publishes no private part of its key', async () => {
  const rsa = { kty: 'RSA', use: 'sig', alg: 'RS256', e: 'AQAB' }

  expect(await getJson(`${identity.url}/jwks`)).toEqual({
    keys: [{ ...rsa, kid: expect.any(String), n: expect.any(String) }],
  })
})

test('sends a caller without a session to its sign-in page', async () => {
  const query = new URLSearchParams({
    client_id: 'portal',
    response_type: 'code',
    redirect_uri: 'http://localhost:8000/auth/callback',
    scope: 'openid graph.use',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  const response = await fetch(`${identity.url}/auth?${query}`, { redirect: 'manual' })

  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/sign-in\/[\w-]+$/),
  ])
})

test('does not start in production', async () => {
  const options = { port: 0, latencyMs: 0, clock: createSimulatedClock(), environmentName: 'production' }

  await expect(createIdentitySimulator(options)).rejects.toThrow(
    'The identity simulator signs in without a password: it does not start with ENVIRONMENT=production.',
  )
})

describe('its keys', () => {
  test('rotate: tokens of the old and the new one are accepted', async () => {
    const check = createGatewayCheck()
    const before = await viewerToken()
    const [oldKey] = await publishedKeys()
    expect(await roleOf(check, before)).toBe('VIEWER')

    const { body } = await changeRecords(identity.url, { collection: 'signingKeys', upsert: {} })
    const after = await viewerToken()

    expect(body.signingKeys).toEqual([expect.any(String), oldKey])
    expect(await publishedKeys()).toEqual(body.signingKeys)
    expect([await roleOf(check, after), await roleOf(createGatewayCheck(), before)]).toEqual(['VIEWER', 'VIEWER'])
  })

  test('can be withdrawn, and their tokens are refused', async () => {
    const token = await viewerToken()
    const [oldKey] = await publishedKeys()
    await changeRecords(identity.url, { collection: 'signingKeys', upsert: {} })
    await changeRecords(identity.url, { collection: 'signingKeys', delete: oldKey })

    expect(await roleOf(createGatewayCheck(), token)).toBe('UNAUTHENTICATED')
  })

  test('cannot all be withdrawn', async () => {
    const [only] = await publishedKeys()

    expect(await changeRecords(identity.url, { collection: 'signingKeys', delete: only })).toEqual({
      status: 400,
      body: { error: `${only} is not published, or is the only key that is` },
    })
  })
})

describe('its users', () => {
  interface State {
    users: { name: string; roles: string[] }[]
  }

  test('are there for every role from the start', async () => {
    const { users } = (await getJson(`${identity.url}/__sim/state`)) as State

    expect(Object.fromEntries(users.map(({ name, roles }) => [name, roles]))).toEqual({
      'Maya Fernandes': ['Viewer'],
      'Søren Østergård': ['Viewer'],
      'Priya Raman': ['Operator'],
      'Tomás Núñez': ['Operator.acme'],
      'Grace Okafor': ['Operator.globex'],
      'Helen Marsh': ['Admin'],
      'Kenji Watanabe': [],
    })
  })

  test('change as an administrator’s screen would change them, until the reset', async () => {
    const before = (await getJson(`${identity.url}/__sim/state`)) as State
    const [maya, ...others] = before.users
    const promoted = { ...maya, roles: ['Admin'] }
    await changeRecords(identity.url, { collection: 'users', upsert: promoted })

    expect(await getJson(`${identity.url}/__sim/state`)).toEqual({ users: [promoted, ...others] })
    await fetch(`${identity.url}/__sim/reset`, { method: 'POST' })
    expect(await getJson(`${identity.url}/__sim/state`)).toEqual(before)
  })

  test('are refused when they are malformed', async () => {
    const { status, body } = await changeRecords(identity.url, { collection: 'users', upsert: { sub: '1' } })

    expect([status, body.error]).toEqual([400, expect.stringContaining('oid: ')])
  })
})

test('has no other collections', async () => {
  expect(await changeRecords(identity.url, { collection: 'groups', upsert: {} })).toEqual({
    status: 400,
    body: { error: 'There is no collection groups: there are users and signingKeys' },
  })
})
