import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { networks } from '../../../server/config/parsers.ts'
import { createProxyTrust } from '../../../server/http/client-address.ts'
import { createPublicOrigin } from '../../../server/http/public-origin.ts'

const isTrusted = createProxyTrust(networks.parse('10.0.0.0/8,fd00::/8'))
const localOrigin = () => 'http://localhost:8000'
const byProxy = createPublicOrigin({ publicUrl: null, isTrusted, localOrigin })

const requestFrom = (remoteAddress: string, headers: Record<string, string[]>) =>
  ({ socket: { remoteAddress }, headersDistinct: { host: ['gateway:8000'], ...headers } }) as unknown as IncomingMessage
const said = (protocol: string[], host: string[]) => ({ 'x-forwarded-proto': protocol, 'x-forwarded-host': host })
const portal = said(['https'], ['portal.example.com'])

test.each([
  ['what a trusted proxy says', '10.0.0.1', portal, 'https://portal.example.com'],
  ['that over IPv4 written as IPv6', '::ffff:10.0.0.1', portal, 'https://portal.example.com'],
  ['that over IPv6', 'fd00::1', portal, 'https://portal.example.com'],
  ['with a port', '10.0.0.1', said(['https'], ['portal.example.com:8443']), 'https://portal.example.com:8443'],
  ['without the usual port', '10.0.0.1', said(['https'], ['portal.example.com:443']), 'https://portal.example.com'],
  ['by an address', '10.0.0.1', said(['http'], ['[2001:db8::1]:8080']), 'http://[2001:db8::1]:8080'],
  ['the last of several values', '10.0.0.1', said(['http, https'], ['evil.test, ok.test']), 'https://ok.test'],
  ['the last of several headers', '10.0.0.1', said(['http', 'https'], ['evil.test', 'ok.test']), 'https://ok.test'],
  ['not what a caller says', '203.0.113.9', portal, localOrigin()],
  ['not half of it: a protocol', '10.0.0.1', { 'x-forwarded-proto': ['https'] }, localOrigin()],
  ['not half of it: a host', '10.0.0.1', { 'x-forwarded-host': ['portal.example.com'] }, localOrigin()],
  ['not another protocol', '10.0.0.1', said(['javascript'], ['portal.example.com']), localOrigin()],
  ['not a host with a path', '10.0.0.1', said(['https'], ['portal.example.com/evil']), localOrigin()],
  ['not a host with a user', '10.0.0.1', said(['https'], ['me@portal.example.com']), localOrigin()],
  ['not a host that is none', '10.0.0.1', said(['https'], ['999.999.999.999']), localOrigin()],
  ['not an empty value', '10.0.0.1', said(['https'], ['portal.example.com,']), localOrigin()],
])('the origin is %s', (_, address, headers, origin) => {
  const request = requestFrom(address, headers)

  expect([byProxy.originOf(request), byProxy.isHttps(request)]).toEqual([origin, origin.startsWith('https:')])
})

test('PUBLIC_URL holds, whatever a proxy says', () => {
  const fixed = createPublicOrigin({ publicUrl: 'https://portal.test', isTrusted, localOrigin })
  const request = requestFrom('10.0.0.1', said(['http'], ['evil.test']))

  expect([fixed.originOf(request), fixed.isHttps(request)]).toEqual(['https://portal.test', true])
})
