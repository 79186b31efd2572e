import { request, type IncomingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countResponses } from '../support/stored-responses.ts'
import { startWorld, type World } from '../support/world.ts'

/*
 * Stored responses are sent at once where their caller is known, by another way through the code than all other answers. What
 * comes with an `Origin` never goes that way, which must make no difference.
 */
let world: World
beforeAll(async () => {
  world = await startWorld({ sync: true, limits: false })
})
afterAll(() => world.close())

interface Asked {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Without what `fetch` adds of its own, such as encodings. */
async function send({ path, headers, body }: Asked, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const sent = {
    authorization: `Bearer ${await world.token('viewer')}`,
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
    }),
    ...headers,
    ...more,
  }
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST'
    request(`${world.url}${path}`, { method, headers: sent }, (response) => {
      buffer(response).then(
        (whole) => resolve({ status: response.statusCode, headers: response.headers, body: whole }),
        reject,
      )
    })
      .on('error', reject)
      .end(body)
  })
}

/** What differs from call to call, left out. */
function lasting({ status, headers, body }: Answer, isCompressed = false) {
  const encoding = headers['content-encoding']
  const plain = encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
  const varying = ['x-request-id', 'ratelimit', 'date', ...(isCompressed ? ['content-length'] : [])]
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !varying.includes(name))),
    text: plain
      .toString()
      .replace(/"timestamp":"[^"]*"/, '"timestamp":""')
      .replace(/"ttlMs":\d+/, '"ttlMs":0'),
  }
}

/** Asks until the answer is a stored one. */
async function store(asked: Asked): Promise<void> {
  await expect.poll(async () => (await countResponses(world.url, () => send(asked))).stored).toBe(1)
}

const own = () => ({ origin: world.url })

const rest = (path: string, headers: Readonly<Record<string, string>> = {}): Asked => ({ path, headers })

const modern = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}
interface Wish {
  readonly isModern?: boolean
  readonly name?: string
  readonly given?: object
}

function mcp(id: string | number, { isModern = true, name = 'find_tickets', given = { first: 3 } }: Wish = {}): Asked {
  const params = { name, arguments: given, ...(isModern && { _meta: modern }) }
  return {
    path: '/mcp',
    headers: {
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': isModern ? '2026-07-28' : '2025-11-25',
      ...(isModern && { 'mcp-method': 'tools/call', 'mcp-name': name }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params }),
  }
}

describe.each([
  ['a list over REST', rest('/api/autotask/tickets?limit=3')],
  ['figures over REST', rest('/api/autotask/activity')],
  ['a list over REST that is compressed', rest('/api/autotask/tickets?limit=50', { 'accept-encoding': 'br' })],
  [
    'a list over REST that is compressed another way',
    rest('/api/autotask/tickets?limit=50', { 'accept-encoding': 'gzip' }),
  ],
  ['a tool call', mcp(1)],
  ['a tool call with a text as its id', mcp('a-1')],
  ['a tool call with odd characters in its id', mcp('ü "1" 👩‍💻')],
  ['a tool call of an older revision', mcp(2, { isModern: false })],
  ['a tool call for figures', mcp(3, { name: 'service_desk_summary', given: {} })],
])('%s', (_, asked) => {
  test('is answered with the same headers and the same body, at once or not', async () => {
    await store(asked)
    const isCompressed = asked.headers?.['accept-encoding'] !== undefined
    let [waited, atOnce] = [await send(asked, own()), await send(asked)]
    const counted = await countResponses(world.url, async () => {
      waited = await send(asked, own())
      atOnce = await send(asked)
    })

    expect(counted).toEqual({ stored: 2, made: 0 })
    expect(atOnce.status).toBe(200)
    expect(lasting(atOnce, isCompressed)).toEqual(lasting(waited, isCompressed))
    expect(atOnce.headers['content-length']).toBe(String(atOnce.body.length))
  })

  test('counts as one operation of its caller, either way', async () => {
    await store(asked)
    const remaining = ({ headers }: Answer) => Number(/"operations";r=(\d+)/.exec(String(headers['ratelimit']))?.[1])
    const before = remaining(await send(asked, own()))

    expect(remaining(await send(asked))).toBe(before - 1)
    expect(remaining(await send(asked, own()))).toBe(before - 2)
  })
})

test('REST tells a client that has the answer so, at once or not', async () => {
  const asked = rest('/api/autotask/tickets?limit=4')
  await store(asked)
  const { headers } = await send(asked)
  const known = { 'if-none-match': String(headers.etag) }
  const [waited, atOnce] = [await send(asked, { ...known, ...own() }), await send(asked, known)]

  expect([waited.status, atOnce.status]).toEqual([304, 304])
  expect(lasting(atOnce)).toEqual(lasting(waited))
})

test('REST says that something does not exist, at once or not', async () => {
  const asked = rest('/api/autotask/tickets?limit=3&status=No+such+status')
  const [waited, atOnce] = [await send(asked, own()), await send(asked)]

  expect(atOnce.status).toBe(waited.status)
  expect(atOnce.status).not.toBe(200)
})
