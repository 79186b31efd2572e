import { decodeJwt, decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createBearerTokens } from '../../../../server/auth/bearer-tokens.ts'
import { readConfig } from '../../../../server/config/config.ts'
import type { IdentitySimulator } from '../../../../simulators/identity/identity-simulator.ts'
import { askForTokens, getJson, startIdentity } from './sim-client.ts'

let identity: IdentitySimulator

beforeAll(async () => {
  identity = await startIdentity()
})

afterAll(() => identity.close())

/** The gateway's own check, set up from nothing but the simulator's environment. */
function createGatewayCheck({ audience }: { audience?: string } = {}) {
  const { oidc } = readConfig({ ENVIRONMENT: 'development', ...identity.environment })
  return createBearerTokens({
    issuer: oidc.issuer,
    audience: audience ?? oidc.audience,
    roleMapping: oidc.roles,
    clock: Date.now,
  })
}

const allTenants = { role: 'OPERATOR', operatorTenants: 'all' }
const only = (tenant: string) => ({ role: 'OPERATOR', operatorTenants: [tenant] })
const viewer = { role: 'VIEWER', operatorTenants: [] }

describe('a token of the simulator', () => {
  test.each([
    [{ role: 'viewer' }, 'Maya Fernandes', 'maya.fernandes', viewer],
    [{ role: 'operator' }, 'Priya Raman', 'priya.raman', allTenants],
    [{ role: 'operator', tenant: 'acme' }, 'Tomás Núñez', 'tomas.nunez', only('acme')],
    [{ role: 'operator', tenant: 'globex' }, 'Grace Okafor', 'grace.okafor', only('globex')],
    [{ role: 'operator', tenant: 'initech' }, 'Operator of initech', 'operator.initech', only('initech')],
    [{ role: 'admin' }, 'Helen Marsh', 'helen.marsh', { role: 'ADMIN', operatorTenants: 'all' }],
    [{ user: 'soren.ostergard@msp.example' }, 'Søren Østergård', 'soren.ostergard', viewer],
    [{ user: 'kenji.watanabe@msp.example' }, 'Kenji Watanabe', 'kenji.watanabe', { role: null, operatorTenants: [] }],
  ])('for %j is the gateway’s principal %s', async (wanted, name, account, rights) => {
    const { body } = await askForTokens(identity.url, wanted)

    expect(await createGatewayCheck().authenticate(body.access_token)).toEqual({
      id: expect.stringMatching(/^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/),
      name,
      email: `${account}@msp.example`,
      ...rights,
      scheme: 'bearer',
    })
  })

  test('has the claims of Entra and an hour to live', async () => {
    const { body } = await askForTokens(identity.url, { role: 'operator', tenant: 'acme' })
    const { users } = (await getJson(`${identity.url}/__sim/state`)) as { users: { name: string }[] }
    const claims = decodeJwt(body.access_token)

    expect(decodeProtectedHeader(body.access_token)).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: expect.any(String) })
    expect(claims).toEqual({
      iss: identity.url,
      aud: 'api://msp-graph',
      jti: expect.any(String),
      iat: expect.closeTo(Date.now() / 1_000, -2),
      nbf: claims.iat,
      exp: (claims.iat ?? 0) + 3_600,
      client_id: 'portal',
      scp: 'graph.use',
      ...users.find(({ name }) => name === 'Tomás Núñez'),
    })
  })

  test('has no claim "roles" when its person has no role', async () => {
    const { body } = await askForTokens(identity.url, { user: 'kenji.watanabe@msp.example' })

    expect(decodeJwt(body.access_token)).not.toHaveProperty('roles')
  })

  test('is not accepted when it is the ID token', async () => {
    const { body } = await askForTokens(identity.url, { role: 'admin' })

    await expect(createGatewayCheck().authenticate(body.id_token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The access token is for another audience.',
    })
  })

  test('is not accepted when it is the ID token of a gateway that is its own audience', async () => {
    const { body } = await askForTokens(identity.url, { role: 'admin' })

    await expect(createGatewayCheck({ audience: 'portal' }).authenticate(body.id_token)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
      message: 'The token is not an access token. Send the access token, not the ID token or the refresh token.',
    })
  })
})

describe('a wish for a token', () => {
  const refused = (error_description: string) => ({
    status: 400,
    body: { error: 'invalid_request', error_description },
  })

  test.each([
    [{}, 'The role must be one of: viewer, operator, admin.'],
    [{ role: 'owner' }, 'The role must be one of: viewer, operator, admin.'],
    [{ role: 'viewer', tenant: 'acme' }, 'A tenant goes with the role operator only.'],
    [{ role: 'operator', tenant: 'a c' }, 'The tenant must be a tenant id, such as acme.'],
    [{ user: 'nobody@msp.example' }, 'There is no user "nobody@msp.example".'],
  ])('%j is refused: %s', async (wanted, message) => {
    expect(await askForTokens(identity.url, wanted)).toEqual(refused(message))
  })

  test('is refused without the portal’s secret', async () => {
    expect(await askForTokens(identity.url, { role: 'admin', client_secret: 'guess' })).toEqual({
      status: 401,
      body: { error: 'invalid_client', error_description: 'client authentication failed' },
    })
  })
})

test('nothing of the provider’s own advice reaches the console', async () => {
  const spies = (['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name))
  await using cleanup = new AsyncDisposableStack()
  spies.forEach((spy) => cleanup.defer(() => spy.mockRestore()))
  const other = await startIdentity()
  cleanup.defer(() => other.close())
  await askForTokens(other.url, { role: 'viewer' })
  await fetch(`${other.url}/auth?client_id=nobody`)

  expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([])
})
