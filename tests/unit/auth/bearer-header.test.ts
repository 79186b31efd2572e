import { expect, test } from 'vitest'
import { readBearerToken } from '../../../server/auth/bearer-header.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'

test.each([
  ['Bearer a.b.c', 'a.b.c'],
  ['bearer a.b.c', 'a.b.c'],
  ['BEARER   a-_.~+/b==', 'a-_.~+/b=='],
  [['Bearer a.b.c'], 'a.b.c'],
  [undefined, null],
  [[], null],
  ['', null],
  ['Basic dXNlcjpwYXNz', null],
  ['Bearers a.b.c', null],
  ['Token bearer a.b.c', null],
])('the header %j carries the token %j', (header, token) => {
  expect(readBearerToken(header)).toBe(token)
})

const malformed = 'The Authorization header must be "Bearer", a space and one access token.'

test.each([
  ['Bearer', malformed],
  ['Bearer ', malformed],
  ['Bearer a b', malformed],
  ['Bearer a, Bearer b', malformed],
  ['Bearer, Basic b', malformed],
  ['Bearer "a.b.c"', malformed],
  ['Bearer\ta.b.c', malformed],
  ['Bearer ä.b.c', malformed],
  [['Bearer a.b.c', 'Bearer a.b.c'], 'The call has more than one Authorization header.'],
  [['Basic dXNlcjpwYXNz', 'Bearer a.b.c'], 'The call has more than one Authorization header.'],
])('the header %j is refused', (header, message) => {
  expect(() => readBearerToken(header)).toThrow(new GatewayError('UNAUTHENTICATED', message))
})
