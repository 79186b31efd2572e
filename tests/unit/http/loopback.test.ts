import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { isFromThisMachine } from '../../../server/http/loopback.ts'

const ask = (remoteAddress: string, headers: Record<string, string>) =>
  isFromThisMachine({ socket: { remoteAddress }, headers } as unknown as IncomingMessage)

test.each([
  ['127.0.0.1', 'localhost:8000'],
  ['127.0.0.1', 'LOCALHOST'],
  ['::1', '[::1]:8000'],
  ['::ffff:127.0.0.1', '127.0.0.1:8000'],
])('a caller at %s that asks %s is on this machine', (address, host) => {
  expect(ask(address, { host })).toBe(true)
})

test.each([
  ['from another address', '192.168.1.7', { host: 'localhost:8000' }],
  ['from another address that looks alike', '::ffff:10.127.0.1', { host: 'localhost' }],
  ['by a foreign name that points here', '127.0.0.1', { host: 'evil.example:8000' }],
  ['by a name that begins alike', '127.0.0.1', { host: 'localhost.evil.example' }],
  ['without a name', '127.0.0.1', {}],
  ['by way of a proxy', '127.0.0.1', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }],
  ['by way of a proxy of the newer kind', '127.0.0.1', { host: 'localhost', forwarded: 'for=203.0.113.9' }],
])('a caller that comes %s is not', (_, address, headers) => {
  expect(ask(address, headers)).toBe(false)
})
