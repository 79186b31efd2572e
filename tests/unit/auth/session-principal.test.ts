import { expect, test } from 'vitest'
import type { BearerTokens } from '../../../server/auth/bearer-tokens.ts'
import { IssuerUnavailableError } from '../../../server/auth/issuer-unavailable-error.ts'
import type { Principal } from '../../../server/auth/principal.ts'
import { readSessionPrincipal } from '../../../server/auth/session-principal.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'

const roleMapping = new Map([
  ['Viewer', 'VIEWER'],
  ['Admin', 'ADMIN'],
] as const)

const byAccess: Principal = {
  id: 'object-1',
  name: 'subject-1',
  email: null,
  role: 'VIEWER',
  operatorTenants: [],
  scheme: 'bearer',
}
const identity = {
  sub: 'pairwise-1',
  oid: 'object-1',
  aud: 'client',
  name: 'Zoë Müller',
  preferred_username: 'zoe@msp.example',
  roles: ['Admin'],
}

type Tokens = Pick<BearerTokens, 'authenticate'>
const accepting: Tokens = { authenticate: async () => byAccess }
const refusing = (error: Error): Tokens => ({
  async authenticate() {
    throw error
  },
})
const foreign = refusing(new GatewayError('UNAUTHENTICATED', 'The access token is for another audience.'))

const read = (bearerTokens: Tokens, claims: typeof identity | null) =>
  readSessionPrincipal({ accessToken: 'x', identity: claims }, { bearerTokens, roleMapping })

test('an access token for this graph says what the person may do, the ID token what they are called', async () => {
  expect(await read(accepting, identity)).toEqual({
    ...byAccess,
    name: 'Zoë Müller',
    email: 'zoe@msp.example',
    scheme: 'session',
  })
})

test('without an access token for this graph the ID token says it all', async () => {
  expect(await read(foreign, identity)).toEqual({
    id: 'object-1',
    name: 'Zoë Müller',
    email: 'zoe@msp.example',
    role: 'ADMIN',
    operatorTenants: 'all',
    scheme: 'session',
  })
})

test('a renewal may come without an ID token', async () => {
  expect(await read(accepting, null)).toEqual({ ...byAccess, scheme: 'session' })
  expect(await read(foreign, null)).toBeNull()
})

test('an issuer that cannot be asked about the access token is no reason to go by the ID token', async () => {
  await expect(read(refusing(new IssuerUnavailableError('away')), identity)).rejects.toThrow(IssuerUnavailableError)
})

test('why an access token does not speak is told, with who it is without it', async () => {
  const told: unknown[] = []
  const onAccessTokenRefused = (reason: GatewayError, principal: Principal | null) =>
    void told.push([reason.message, principal?.id ?? null, principal?.role ?? null])
  const options = { bearerTokens: foreign, roleMapping, onAccessTokenRefused }
  const { roles: _, ...withoutRoles } = identity
  for (const claims of [identity, withoutRoles, null]) {
    await readSessionPrincipal({ accessToken: 'x', identity: claims }, options)
  }
  await readSessionPrincipal({ accessToken: 'x', identity }, { ...options, bearerTokens: accepting })

  expect(told).toEqual([
    ['The access token is for another audience.', 'object-1', 'ADMIN'],
    ['The access token is for another audience.', 'object-1', null],
    ['The access token is for another audience.', null, null],
  ])
})
