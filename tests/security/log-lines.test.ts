import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startWorld, type World } from '../support/world.ts'

let world: World
let token: string
beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
  token = await world.token('admin')
})
beforeEach(() => {
  world.log.length = 0
})
afterAll(() => world.close())

const forged = '"}\r\n{"level":50,"msg":"FORGED-LINE","role":"ADMIN"}\n\u001b[31mred\u001b[0m\u0000\u2028\u0085\u202e'
const asPath = encodeURIComponent(forged)

/** Every line is one JSON object, without a character that ends a line or steers a terminal. */
function expectWholeLines(): void {
  expect(world.log.length).toBeGreaterThan(0)
  for (const line of world.log) {
    // oxlint-disable-next-line no-control-regex
    expect(line.replace(/\n$/, '')).not.toMatch(/[\u0000-\u001f\u007f]/)
    const parsed = JSON.parse(line) as { msg: unknown; level: unknown }
    expect(parsed.msg).not.toBe('FORGED-LINE')
  }
}

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(world.url + path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) },
  })
  await response.text()
  return response
}

test('a text in an address forges no line', async () => {
  for (const path of [
    `/${asPath}`,
    `/graphql?query=${asPath}`,
    `/auth/callback?state=${asPath}&error=${asPath}&error_description=${asPath}`,
    `/auth/login?return_to=${asPath}`,
  ]) {
    await ask(path)
  }
  expectWholeLines()
})

test('a text in a document, its variables or its names forges no line', async () => {
  await world.query(`{ ${forged} }`, {}, { token })
  await world.query(
    'query ($id: ID!) { ticket(id: $id) { id } tenant(id: $id) { id } change(id: $id) { id } }',
    { id: forged },
    { token },
  )
  await ask('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ viewer { id } }', operationName: forged }),
  })
  await world.query(
    'mutation ($id: ID!, $name: String!) { createTenant(input: { id: $id, name: $name }) { userErrors { message } } }',
    { id: forged, name: forged },
    { token },
  )
  expectWholeLines()
})

test('an id of the caller for the request is taken only if it is safe to print', async () => {
  const printable = await ask('/health/live', { headers: { 'x-request-id': 'my-request.1' } })
  const ids: (string | null)[] = []
  for (const id of ['a b', 'a"b', '<script>', 'x'.repeat(65), '{"msg":"FORGED-LINE"}', '%0a', 'a;b']) {
    ids.push((await ask('/health/live', { headers: { 'x-request-id': id } })).headers.get('x-request-id'))
  }

  expect(printable.headers.get('x-request-id')).toBe('my-request.1')
  expect(ids.filter((id) => !/^[\da-f-]{36}$/.test(id ?? ''))).toEqual([])
  expectWholeLines()
})

test('bytes that are no text forge no line', async () => {
  const { hostname, port } = new URL(world.url)
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.write(
        Buffer.from(
          'GET /\xff\xfe\x1b[31m HTTP/1.1\r\nHost: gateway\r\nX-Request-Id: \xff\r\nConnection: close\r\n\r\n',
          'latin1',
        ),
      )
    })
    socket
      .on('data', () => undefined)
      .on('error', () => undefined)
      .on('close', () => resolve())
  })
  await ask('/health/live')
  expectWholeLines()
})

test('what a vendor answers forges no line', async () => {
  await world.fault({ match: '/Tickets/query', times: -1, status: 500, body: { errors: [forged] } })
  await world.query('{ tickets(range: { preset: LAST_30_DAYS }) { totalCount } }', {}, { token })
  await world.clearFaults()

  expect(world.log.some((line) => line.includes('vendor'))).toBe(true)
  expectWholeLines()
})

test('no line has a token, a document, a variable or an address with its query', async () => {
  const planted = 'PLANTED-VALUE-3381'
  await world.query('query ($id: ID!) { ticket(id: $id) { id } }', { id: planted }, { token })
  await ask(`/graphql?query=${planted}`)
  await ask(`/nothing?access_token=${token}`)
  const text = world.log.join('')

  expect(['request completed', planted, token, 'access_token'].filter((needle) => text.includes(needle))).toEqual([
    'request completed',
  ])
})
