import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../support/world.ts'

/* Bytes that no HTTP library would send. Slow clients are in tests/unit/http/http-server.test.ts. */

let world: World
let token: string
beforeAll(async () => {
  world = await startWorld({ scale: 0.05 })
  token = await world.token('viewer')
})
afterAll(() => world.close())

/** Sends these bytes and gives all that comes back until the gateway closes, or until nothing more is owed. */
function send(text: string, isEnough: (answer: string) => boolean = () => false): Promise<string> {
  const { hostname, port } = new URL(world.url)
  return new Promise((resolve) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'))
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      answer += chunk
      if (isEnough(answer)) socket.destroy()
    })
    // A reset is an answer as well: the connection is over.
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(answer))
  })
}

const lines = (...parts: string[]) => `${parts.join('\r\n')}\r\n\r\n`
const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
const body = JSON.stringify({ query: '{ viewer { id } }' })
const hidden = lines('GET /smuggled HTTP/1.1', 'Host: gateway')
const post = (...headers: string[]) =>
  lines(
    'POST /graphql HTTP/1.1',
    'Host: gateway',
    `Authorization: Bearer ${token}`,
    'Content-Type: application/json',
    ...headers,
  )
const wasSmuggled = () => world.log.some((line) => line.includes('/smuggled'))

describe('a body whose end is in doubt is refused, and what is hidden in it is never a request', () => {
  test.each<[string, () => string]>([
    [
      'a length and chunks',
      () => post(`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked') + `0\r\n\r\n${hidden}`,
    ],
    [
      'chunks and a length',
      () => post('Transfer-Encoding: chunked', 'Content-Length: 4') + `1\r\nZ\r\n0\r\n\r\n${hidden}`,
    ],
    ['two lengths', () => post('Content-Length: 0', `Content-Length: ${hidden.length}`) + hidden],
    ['a list of lengths', () => post(`Content-Length: 0, ${hidden.length}`) + hidden],
    ['a length with a sign', () => post('Content-Length: +5') + `12345${hidden}`],
    ['a negative length', () => post('Content-Length: -1') + hidden],
    ['a length in hexadecimal', () => post('Content-Length: 0x5') + `12345${hidden}`],
    ['a length with a blank inside', () => post('Content-Length: 1 0') + hidden],
    ['a length beyond all numbers', () => post('Content-Length: 99999999999999999999') + hidden],
    ['a coding that is none', () => post('Transfer-Encoding: xchunked') + `0\r\n\r\n${hidden}`],
    ['chunks that are not the last coding', () => post('Transfer-Encoding: chunked, identity') + `0\r\n\r\n${hidden}`],
    ['a blank before the colon', () => post('Transfer-Encoding : chunked') + `0\r\n\r\n${hidden}`],
    ['a size of a chunk that is no number', () => post('Transfer-Encoding: chunked') + `Z\r\n${hidden}`],
    ['a chunk longer than its size', () => post('Transfer-Encoding: chunked') + `1\r\nABCD\r\n0\r\n\r\n${hidden}`],
    [
      'a header that goes on in the next line',
      () => post('Transfer-Encoding:\r\n chunked', 'Content-Length: 3') + `0\r\n\r\n${hidden}`,
    ],
    [
      'a bare line feed between headers',
      () => `${post('X: y\nTransfer-Encoding: chunked', 'Content-Length: 0')}${hidden}`,
    ],
  ])('%s', async (_, message) => {
    const answer = await send(message(), (text) => statuses(text).length > 1)

    expect(statuses(answer)).toEqual([400])
    expect(wasSmuggled()).toBe(false)
  })
})

test('two whole requests in one go are two answers, so that the rest means something', async () => {
  const live = lines('GET /health/live HTTP/1.1', 'Host: gateway')
  const answer = await send(live + live, (text) => statuses(text).length === 2)

  expect(statuses(answer)).toEqual([200, 200])
})

test('what follows a body that is too large is not read as a request', async () => {
  const answer = await send(`${post('Content-Length: 2000000')}${'x'.repeat(1_100_000)}${hidden}`)

  expect(statuses(answer)).toEqual([413])
  expect(answer).toMatch(/^connection: close/im)
  expect(wasSmuggled()).toBe(false)
})

describe('a request that is malformed is refused', () => {
  test.each<[string, string, readonly number[]]>([
    ['without a host', lines('GET /health/live HTTP/1.1'), [400]],
    ['with a method that is none', lines('GE T /health/live HTTP/1.1', 'Host: gateway'), [400]],
    ['with a version that is none', lines('GET /health/live HTTP/9.9', 'Host: gateway'), [400]],
    ['with a NUL in a header', lines('GET /health/live HTTP/1.1', 'Host: gateway', 'X: a\0b'), [400]],
    ['with a line break in its address', lines('GET /health\rlive HTTP/1.1', 'Host: gateway'), [400]],
    ['with 20 kB of headers', lines('GET /health/live HTTP/1.1', 'Host: gateway', `X: ${'x'.repeat(20_000)}`), [431]],
    ['with 20 kB of address', lines(`GET /${'x'.repeat(20_000)} HTTP/1.1`, 'Host: gateway'), [431]],
    ['in HTTP/2 without leave', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]],
    ['in TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
  ])('%s', async (_, message, expected) => {
    const [status, ...more] = statuses(await send(message))

    expect(expected).toContain(status)
    expect(more).toEqual([])
  })
})

describe('a method that gives something away is refused', () => {
  test.each(['TRACE', 'TRACK', 'CONNECT', 'PROPFIND', 'DEBUG'])('%s', async (method) => {
    const target = method === 'CONNECT' ? 'internal.example:443' : '/graphql'
    const answer = await send(
      lines(`${method} ${target} HTTP/1.1`, 'Host: gateway', 'X-Planted: seen-7791', 'Connection: close'),
    )

    expect(statuses(answer).filter((status) => status < 400)).toEqual([])
    expect(answer).not.toContain('seen-7791')
  })
})

describe('an address cannot lead elsewhere', () => {
  const answerTo = (target: string, host = 'gateway') =>
    send(lines(`GET ${target} HTTP/1.1`, `Host: ${host}`, 'Accept: text/html', 'Connection: close'))

  test.each([
    '//evil.test/',
    '/\\evil.test',
    '//evil.test/%2e%2e',
    'http://evil.test/',
    '/%5cevil.test',
    '/.//evil.test',
    '/%0d%0aLocation:%20http://evil.test',
  ])('by its path: %s', async (target) => {
    const answer = await answerTo(target)
    const [, location = '/'] = /^location: (.*)$/im.exec(answer) ?? []

    expect(new URL(location, 'http://gateway').host).toBe('gateway')
  })

  test('by its host: no answer repeats it', async () => {
    for (const path of ['/', '/auth/login', '/graphql', '/sign-in']) {
      expect(await answerTo(path, 'evil.test')).not.toContain('evil.test')
    }
  })

  test('by headers of proxies', async () => {
    const answer = await send(
      lines(
        'GET /auth/login HTTP/1.1',
        'Host: gateway',
        'X-Forwarded-Host: evil.test',
        'X-Forwarded-Proto: https',
        'X-Original-URL: /metrics',
        'X-Rewrite-URL: /metrics',
        'Forwarded: host=evil.test',
        'Connection: close',
      ),
    )

    expect(answer).not.toMatch(/evil\.test|gateway_/)
  })

  test('to a file outside of the portal', async () => {
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/../../package.json',
      '/.env',
      '/.git/config',
      '/server/main.ts',
      '/data/gateway.db',
      '/assets/',
      '/schema/',
    ]) {
      const answer = await answerTo(path)
      expect([path, answer.includes('msp-graph"') || answer.includes('root:') || answer.includes('[core]')]).toEqual([
        path,
        false,
      ])
    }
  })
})
