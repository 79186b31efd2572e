import { afterAll, beforeAll, expect, test } from 'vitest'
import { startFakeVendor, type FakeVendor } from '../../support/fake-vendor.ts'
import {
  startTraceCollector,
  type ReceivedSpan,
  type TraceCollector,
} from '../../support/monitoring/trace-collector.ts'
import { startDesk } from '../changes/desk.ts'

const theirs = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }
const traceparent = `00-${theirs.traceId}-${theirs.spanId}-01`
const note = 'Called Zoltan about the broken headset.'
const search = 'headset-of-zoltan'
/** What must be in no trace, as far as it is known before. */
const words = [note, search, 'Zoltan', 'acme', 'key-of-a-change', 'Bearer', 'ZoltansQuestion', 'collector-key']

let collector: TraceCollector
let hubspot: FakeVendor
let spans: ReceivedSpan[]
let log: string[]

beforeAll(async () => {
  collector = await startTraceCollector()
  hubspot = await startFakeVendor()
  hubspot.answer = () => ({ status: 403 })
  const desk = await startDesk({
    sync: true,
    environment: {
      HUBSPOT_BASE_URL: hubspot.url,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'api-key=collector-key',
      OTEL_SERVICE_NAME: 'graph-of-a-test',
    },
  })
  const { world } = desk
  const ticketId = (await desk.ticketOn('Voice')).id
  words.push(await world.token('operator'), new URL(world.simulators.connectWise.url).host, new URL(hubspot.url).host)
  const { body } = await world.query<{ viewer: { id: string; name: string; email: string } }>(
    'query ZoltansQuestion { viewer { id name email } }',
    {},
    { role: 'operator', headers: { traceparent, tracestate: 'zoltan=1', baggage: 'who=Zoltan' } },
  )
  const { id, name, email } = body.data?.viewer ?? {}
  words.push(...[id, name, email].filter((word) => typeof word === 'string'))
  const document = `query ZoltansQuestion { tenant(id: "acme") { connectWise {
    tickets(search: "${search}") { id } ticket(ticketId: ${ticketId}) { id timeEntries { id } }
  } } }`
  await world.query(document, {}, { role: 'operator', headers: { traceparent: 'zoltan' } })
  await world.query('{ crmSummary { contacts } }')
  await desk.log({ ticketId, note, idempotencyKey: 'key-of-a-change' })
  await world.query('{ nowhere }')
  log = world.log
  await world.close()
  spans = collector.spans()
})
afterAll(async () => {
  await hubspot.close()
  await collector.close()
})

const find = (name: string | RegExp) =>
  spans.filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)))
const childrenOf = ({ spanId }: ReceivedSpan) => spans.filter(({ parentSpanId }) => parentSpanId === spanId)
const namesBelow = (span: ReceivedSpan): string[] =>
  childrenOf(span).flatMap((child) => [child.name, ...namesBelow(child).map((name) => `${child.name} > ${name}`)])

test('an operation is a trace with its batches, their loads, and the calls of those', () => {
  const [operation] = find('operation other').filter((span) =>
    namesBelow(span).some((name) => name.startsWith('batch')),
  )
  expect(operation).toMatchObject({
    kind: 2,
    parentSpanId: null,
    isError: false,
    attributes: { 'graphql.operation.name': 'other', 'gateway.credentials': 'bearer', 'gateway.error_codes': '' },
  })
  expect(namesBelow(operation!).toSorted()).toEqual([
    'batch tickets',
    'batch tickets > load changes',
    'batch tickets > load changes > CONNECTWISE service/tickets',
    'batch time entries',
    'batch time entries > load changes',
    'batch time entries > load changes > CONNECTWISE time/entries',
    'load changes',
    'load changes > CONNECTWISE service/tickets',
  ])
  const calls = find(/^CONNECTWISE /).filter(({ traceId }) => traceId === operation?.traceId)
  expect(calls.length).toBe(operation?.attributes['gateway.vendor_calls'])
  expect(calls[0]).toMatchObject({
    kind: 3,
    attributes: {
      'peer.service': 'CONNECTWISE',
      'gateway.cause': 'question',
      'gateway.attempt': 1,
      'gateway.is_write': false,
    },
  })
})

test('the trace of a caller with an access token is continued; a malformed one is not', () => {
  const continued = spans.filter(({ traceId }) => traceId === theirs.traceId)
  expect(continued.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([['operation other', theirs.spanId]])
})

test('a failed call says why by a reason, a failed operation by a code', () => {
  expect(find(/^HUBSPOT /)[0]).toMatchObject({
    isError: true,
    attributes: { 'error.type': expect.stringMatching(/^(rights|scope)$/) },
  })
  const codes = find('operation other').map(({ attributes }) => attributes['error.type'])
  expect(codes).toEqual(expect.arrayContaining(['VENDOR_FORBIDDEN', 'GRAPHQL_VALIDATION_FAILED']))
})

test('a delta, a first load and the delivery of a change are traces of their own', () => {
  for (const name of ['sync load', 'change delivery']) {
    expect(find(name)[0]).toMatchObject({ parentSpanId: null, kind: 1 })
  }
  expect(find('sync load').flatMap(namesBelow)).toContainEqual(expect.stringMatching(/^AUTOTASK /))
  const writes = find('change delivery').flatMap(childrenOf)
  expect(writes.filter(({ attributes }) => attributes['gateway.is_write'] === true)).not.toEqual([])
})

test('no person, tenant, id, document, text, key or host of a vendor is in a trace', () => {
  const received = collector.bodies.join('\n')
  expect(received).toContain('operation other')
  for (const word of words) expect(received).not.toContain(word)
  // Names of their own only: letters, never numbers that are ids.
  for (const { name } of spans) expect(name).not.toMatch(/\d{3}/)
})

test('vendors get nothing of it', () => {
  expect(hubspot.requests).not.toEqual([])
  for (const { headers } of hubspot.requests) {
    expect(Object.keys(headers).filter((name) => /trace|baggage|b3/.test(name))).toEqual([])
  }
})

test('the collector gets its key, and knows the gateway by its name', () => {
  expect(collector.headers[0]).toMatchObject({ 'api-key': 'collector-key', 'content-type': 'application/json' })
  expect(collector.resource()).toEqual({ 'service.name': 'graph-of-a-test', 'service.version': expect.any(String) })
})

test('the line of a request has the id of its trace', () => {
  const lines = log.map((line) => JSON.parse(line) as { msg: string; traceId?: string; path?: string })
  const completed = lines.filter(({ msg, path }) => msg === 'request completed' && path === '/graphql')
  expect(completed.map(({ traceId }) => traceId)).toContain(theirs.traceId)
})
