import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSamples } from '../../support/monitoring/read-metrics.ts'
import { startWorld, type World } from '../../support/world.ts'
import { hashOf, writeBuildFolder } from '../sign-in/build-folder.ts'

const persisted = 'query PageOfTheTest { viewer { name } }'
let build: Awaited<ReturnType<typeof writeBuildFolder>>
let world: World

beforeAll(async () => {
  build = await writeBuildFolder([persisted])
  const environment = {
    LIMIT_REFUSALS_PER_MINUTE: '3',
    BUILD_COMMIT: '0123abc',
    HUBSPOT_BASE_URL: 'http://127.0.0.1:1',
  }
  world = await startWorld({ scale: 0.05, tenants: true, sync: false, buildFolder: build.path, environment })
})
afterAll(async () => {
  await world.close()
  await build[Symbol.asyncDispose]()
})

/** Samples by their labels as written. */
async function read(name: string, ...labels: readonly string[]): Promise<Record<string, number>> {
  const samples = await readSamples(world.url, name, ...labels)
  return Object.fromEntries(samples.filter(({ value }) => value > 0).map((sample) => [sample.labels, sample.value]))
}

async function send(path: string, body?: object, authorization?: string): Promise<number> {
  const token = authorization ?? `Bearer ${await world.token('viewer')}`
  const response = await fetch(world.url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: token, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  await response.text()
  return response.status
}

const byHash = { extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(persisted) } } }

test('operations are counted by the names of the gateway’s own, stored answers too, and all others together', async () => {
  const before = await read('gateway_graphql_operations_total')
  expect(await send('/graphql', byHash)).toBe(200)
  expect(await send('/graphql', byHash)).toBe(200)
  expect(await send('/api/autotask/tickets')).toBe(200)
  // What a caller calls its own operation, is not the portal's.
  expect(await send('/graphql', { query: persisted })).toBe(200)
  const odd = ['toString', '__proto__', 'constructor', 'Ω', `A${'a'.repeat(5_000)}`, 'a"} 1\nforged{x="']
  for (const name of odd) await send('/graphql', { query: `query ${name} { viewer { name } }`, operationName: name })
  await send('/graphql', { query: '{ tickets { nodes { nowhere } } }' })
  await send('/graphql', { query: '{ websiteAnalytics { pageViews } }' })

  const counted = await read('gateway_graphql_operations_total')
  const names = Object.keys(counted).map((labels) => labels.split(',')[0])
  expect(new Set(names)).toEqual(new Set(['operation="PageOfTheTest"', 'operation="RestTickets"', 'operation="other"']))
  expect(counted['operation="PageOfTheTest",outcome="ok"']).toBe(2)
  expect(counted['operation="other",outcome="errors"']).toBeGreaterThanOrEqual(2)
  expect(before['operation="other",outcome="errors"']).toBeUndefined()
  const timed = await read('gateway_graphql_operation_seconds_count', 'operation="PageOfTheTest"')
  expect(Object.values(timed)).toEqual([2])
  expect(Object.keys(await read('gateway_graphql_errors_total'))).toEqual(
    expect.arrayContaining(['code="GRAPHQL_VALIDATION_FAILED"', 'code="VENDOR_UNAVAILABLE"']),
  )
})

test('what is refused before it is executed is counted by its code', async () => {
  for (let nth = 0; nth < 5; nth++) await send('/graphql', { query: '{ viewer { name } }' }, `Bearer guess-${nth}`)

  const refused = await read('gateway_graphql_operations_total', 'outcome="refused"')
  expect(refused).toEqual({ 'operation="other",outcome="refused"': 5 })
  expect(await read('gateway_graphql_errors_total')).toMatchObject({
    'code="UNAUTHENTICATED"': 3,
    'code="TOO_MANY_REQUESTS"': 2,
  })
  expect(await read('gateway_caller_limits_reached_total')).toEqual({ 'limit="refusals"': 1 })
})

test('requests are counted by routes and classes of their status, whatever is asked for', async () => {
  for (let nth = 0; nth < 20; nth++) await send(`/nowhere/${nth}?a=${nth}`)
  await send('/api/nowhere')
  const routes = Object.keys(await read('gateway_http_requests_total'))

  expect(routes).toEqual(
    expect.arrayContaining([
      'route="portal",status="4xx"',
      'route="api",status="4xx"',
      'route="/graphql",status="2xx"',
    ]),
  )
  for (const labels of routes) expect(labels).toMatch(/^route="(\/[\w./-]*|api|portal)",status="([2-5]xx|gone)"$/)
  expect(routes.filter((labels) => labels.includes('nowhere'))).toEqual([])
})

test('the build is told', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(await read('gateway_build_info')).toEqual({
    [`version="${version}",commit="0123abc",node="${process.version}"`]: 1,
  })
})

test('no label names a person, a tenant or an address', async () => {
  const { viewer } = await world.data<{ viewer: Record<string, string> }>('{ viewer { id name email } }')
  const text = await (await fetch(`${world.url}/metrics`)).text()
  const labels = [...text.matchAll(/^\w+\{(.*)\} /gm)].map(([, found]) => found).join('\n')
  for (const word of [...Object.values(viewer), 'acme', '127.0.0.1']) expect(labels).not.toContain(word)
})

test('docs/logging.md lists the fields of every line', async () => {
  const page = readFileSync(new URL('../../../docs/logging.md', import.meta.url), 'utf8')
  const listed = new Map([...page.matchAll(/^\| `(\w+)` +\| (\w+) /gm)].map(([, name = '', type]) => [name, type]))
  const lines = world.log.map((line) => JSON.parse(line) as Record<string, unknown>)
  const fields = lines.flatMap((line) => Object.entries(line))

  expect(new Set(lines.map(({ msg }) => msg)).size).toBeGreaterThan(3)
  expect([...new Set(fields.map(([name]) => name))].filter((name) => !listed.has(name))).toEqual([])
  const types: Record<string, string> = { string: 'text', number: 'number', object: 'object' }
  const wrong = fields.filter(
    ([name, value]) => value !== null && name !== 'path' && types[typeof value] !== listed.get(name),
  )
  expect(wrong).toEqual([])
})
