import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { networks } from '../../../server/config/parsers.ts'
import { clientAddressOf, createProxyTrust } from '../../../server/http/client-address.ts'

const isTrusted = createProxyTrust(networks.parse('10.0.0.0/8, 192.0.2.7,fd00::/8'))
const addressOf = (remoteAddress: string | undefined, ...forwarded: string[]) => {
  const request = { socket: { remoteAddress }, headersDistinct: { 'x-forwarded-for': forwarded } }
  return clientAddressOf(request as unknown as IncomingMessage, isTrusted)
}

describe('the address of a caller', () => {
  test.each([
    ['is that of the connection', '203.0.113.9', [], '203.0.113.9'],
    ['is written as IPv4 where it is one', '::ffff:203.0.113.9', [], '203.0.113.9'],
    ['is not what a caller says who is no trusted proxy', '203.0.113.9', ['198.51.100.1'], '203.0.113.9'],
    ['is what a trusted proxy says', '10.1.2.3', ['198.51.100.1'], '198.51.100.1'],
    ['is what a trusted proxy says over IPv6', '::ffff:10.1.2.3', ['2001:db8::1'], '2001:db8::1'],
    ['is the last that is no trusted proxy', 'fd00::1', ['1.1.1.1, 198.51.100.1, 192.0.2.7'], '198.51.100.1'],
    ['is that in the last header', '10.1.2.3', ['1.1.1.1', '198.51.100.1'], '198.51.100.1'],
    ['may have a port', '10.1.2.3', ['198.51.100.1:5000'], '198.51.100.1'],
    ['may have brackets', '10.1.2.3', ['[2001:db8::1]:5000'], '2001:db8::1'],
    ['is that of the proxy itself, if that says nothing', '10.1.2.3', [], '10.1.2.3'],
    ['is that of the proxy that passed on what is none', '10.1.2.3', ['198.51.100.1, unknown, 10.9.9.9'], '10.9.9.9'],
    ['is the first, if all of them are trusted', '10.1.2.3', ['10.0.0.1, 10.0.0.2'], '10.0.0.1'],
    ['is none, if the connection is gone', undefined, [], '0.0.0.0'],
  ])('%s', (_, remoteAddress, forwarded, address) => {
    expect(addressOf(remoteAddress, ...forwarded)).toBe(address)
  })

  test('is never what a header says, if no proxy is trusted', () => {
    expect(createProxyTrust([])('127.0.0.1')).toBe(false)
  })
})
