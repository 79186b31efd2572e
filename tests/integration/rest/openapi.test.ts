import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endpoints } from '../../../server/rest/endpoints.ts'
import { startWorld, type World } from '../../support/world.ts'
import { createRest } from './rest-client.ts'

const generator = fileURLToPath(new URL('../../../node_modules/.bin/swagger-typescript-api', import.meta.url))

/** As much of a generated client as is used here. */
type Call = (...args: unknown[]) => Promise<{ data: { success: boolean; data: unknown } }>
type Client = Readonly<Record<'autotask' | 'hubspot' | 'connectwise', Readonly<Record<string, Call>>>>

interface ApiDocument {
  openapi: string
  paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>
}

let world: World
let rest: ReturnType<typeof createRest>
let document: ApiDocument
let folder: string

beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
  rest = createRest(world)
  document = (await (await fetch(`${world.url}/api/openapi.json`)).json()) as ApiDocument
  folder = await mkdtemp(join(tmpdir(), 'rest-client-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await world.close()
})

/** Generates a client from the served document. */
async function generateClient(): Promise<{ client: Client; source: string }> {
  const input = join(folder, 'openapi.json')
  await writeFile(input, JSON.stringify(document))
  const args = ['generate', '--path', input, '--output', folder, '--name', 'client.ts', '--module-name-first-tag']
  await promisify(execFile)(process.execPath, [generator, ...args, '--silent'])
  const source = await readFile(join(folder, 'client.ts'), 'utf8')
  const path = join(folder, 'client.mjs')
  await writeFile(path, stripTypeScriptTypes(source, { mode: 'transform' }))
  const { Api } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as {
    Api: new (options: object) => Client
  }
  const headers = { authorization: `Bearer ${await world.token('admin')}` }
  return { client: new Api({ baseUrl: world.url, baseApiParams: { headers } }), source }
}

test('the document is OpenAPI 3.1 by its own schema', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  )

  expect(errors).toBeUndefined()
  expect([valid, document.openapi]).toEqual([true, '3.1.0'])
})

test('it describes every endpoint with all of its parameters, under names of their own', () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ place: `${method.toUpperCase()} ${path}`, operation })),
  )
  const expected = endpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  const tickets = document.paths['/api/autotask/tickets']!['get']!

  expect(described.map(({ place }) => place).toSorted()).toEqual(expected.toSorted())
  expect(new Set(described.map(({ operation }) => operation.operationId)).size).toBe(endpoints.length)
  expect(tickets.parameters.filter((each) => each.in === 'query').map(({ name }) => name)).toEqual([
    'start_date',
    'end_date',
    'status',
    'limit',
    'cursor',
  ])
})

test('a client that is generated from it asks every GET', async () => {
  const { client, source } = await generateClient()
  const { id } = (await world.connectWise.state())['acme']!.tickets[0]!
  const calls: [Promise<{ data: { success: boolean; data: unknown } }>, string][] = [
    [client.autotask['tickets']!({ limit: 3, status: 'open' }), '/api/autotask/tickets?limit=3&status=open'],
    [client.autotask['activity']!({}), '/api/autotask/activity'],
    [client.autotask['dailyReport']!({}), '/api/autotask/report/daily'],
    [client.autotask['monthlyReport']!({}), '/api/autotask/report/monthly'],
    [client.hubspot['crmSummary']!(), '/api/hubspot/crm/summary'],
    [client.hubspot['recentContacts']!({ limit: 2 }), '/api/hubspot/contacts/recent?limit=2'],
    [client.hubspot['pipelines']!({}), '/api/hubspot/deals/pipeline'],
    [client.hubspot['analytics']!({}), '/api/hubspot/analytics'],
    [client.hubspot['forms']!({}), '/api/hubspot/forms'],
    [client.hubspot['stats']!(), '/api/hubspot/stats'],
    ...['credentials', 'enabled', 'tickets/search?q=phone', `tickets/${id}`].map((path): (typeof calls)[number] => [
      {
        credentials: () => client.connectwise['credentials']!('acme'),
        enabled: () => client.connectwise['connectWiseEnabled']!('acme'),
        'tickets/search?q=phone': () => client.connectwise['searchTickets']!('acme', { q: 'phone' }),
        [`tickets/${id}`]: () => client.connectwise['connectWiseTicket']!('acme', id),
      }[path]!(),
      `/api/admin/tenant/acme/connectwise/${path}`,
    ]),
  ]
  for (const [call, path] of calls) {
    const { data } = await call
    expect([path, data.success, data.data]).toEqual([path, true, (await rest(path, { role: 'admin' })).body.data])
  }
  expect(calls).toHaveLength(endpoints.filter(({ method }) => method === 'GET').length)
  expect(source).toMatch(/total_tickets: number/)
})

test('a generated client writes with a key, and is told of failures', async () => {
  const { client } = await generateClient()
  const { id } = (await world.connectWise.state())['acme']!.tickets.find(({ closedFlag }) => !closedFlag)!
  const headers = { headers: { authorization: `Bearer ${await world.token('admin')}`, 'idempotency-key': 'generated' } }
  const { data } = await client.connectwise['addNote']!('acme', id, { text: 'By a generated client.' }, headers)

  expect(data).toMatchObject({ success: true, data: { change: { state: 'DONE' } } })
  await expect(client.connectwise['addNote']!('acme', id, { text: 'Another.' }, headers)).rejects.toMatchObject({
    status: 409,
    error: { success: false, error: { code: 'IDEMPOTENCY_KEY_REUSED' } },
  })
})
