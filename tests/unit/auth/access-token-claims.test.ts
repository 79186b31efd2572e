import type { JWTPayload } from 'jose'
import { expect, test } from 'vitest'
import { readPrincipal, requireAccessToken } from '../../../server/auth/access-token-claims.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'

const refusal = new GatewayError(
  'UNAUTHENTICATED',
  'The token is not an access token. Send the access token, not the ID token or the refresh token.',
)
const check = (claims: JWTPayload, typ?: string) => () =>
  requireAccessToken({ alg: 'RS256', ...(typ !== undefined && { typ }) }, claims)

test.each<[JWTPayload, string | undefined]>([
  [{}, 'at+jwt'],
  [{}, 'application/at+jwt'],
  [{ nonce: 'x' }, 'AT+JWT'],
  [{ scp: 'graph.read' }, undefined],
  [{ scp: ['graph.read'] }, 'JWT'],
  [{ scope: 'graph.read' }, 'jwt'],
  [{ idtyp: 'app' }, 'JWT'],
  [{ azp: 'tool', aud: 'api', roles: ['Viewer'] }, 'JWT'],
  [{ azp: 'tool', aud: ['api', 'other'], roles: ['Viewer'] }, 'JWT'],
])('%j with the type %s is an access token', (claims, typ) => {
  expect(check(claims, typ)).not.toThrow()
})

test.each<[JWTPayload, string | undefined]>([
  [{}, 'JWT'],
  [{}, undefined],
  [{ scp: '' }, 'JWT'],
  [{ scp: [] }, 'JWT'],
  [{ scp: 'graph.read', nonce: 'x' }, 'JWT'],
  [{ scp: 'graph.read', at_hash: 'x' }, 'JWT'],
  [{ scp: 'graph.read', c_hash: 'x' }, 'JWT'],
  [{ scp: 'graph.read' }, 'logout+jwt'],
  [{ scp: 'graph.read' }, 'x.application/at+jwt'],
  [{ idtyp: 'user', azp: 'tool', aud: 'api', roles: ['Viewer'] }, 'JWT'],
  [{ azp: 'api', aud: 'api', roles: ['Viewer'] }, 'JWT'],
  [{ azp: 'api', aud: ['other', 'api'], roles: ['Viewer'] }, 'JWT'],
  [{ azp: 'tool', aud: 'api' }, 'JWT'],
  [{ aud: 'api', roles: ['Viewer'] }, 'JWT'],
])('%j with the type %s is none', (claims, typ) => {
  expect(check(claims, typ)).toThrow(refusal)
})

test.each([
  ['zoe@msp.example', 'zoe@msp.example'],
  ['zoe', null],
  ['zoe@msp', 'zoe@msp'],
  ['a b zoe@msp.example', null],
  ['zoe@msp.example b', null],
  ['zoe@@msp.example', null],
  [undefined, null],
])('the user name %j gives the e-mail address %j', (username, email) => {
  expect(readPrincipal({ sub: '1', preferred_username: username }, new Map())).toMatchObject({ email })
})

test('a program has the name of its client', () => {
  expect(readPrincipal({ sub: '1', aud: 'api', azp: 'tool', roles: ['x'] }, new Map())).toMatchObject({ name: 'tool' })
  expect(readPrincipal({ sub: '1', aud: 'api', azp: 'tool', scp: 'x' }, new Map())).toMatchObject({ name: '1' })
})
