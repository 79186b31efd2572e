import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace'
import { describe, expect, test } from 'vitest'
import type { OperationRequest } from '../../../server/operations/operation-request.ts'
import { createOperationTraces } from '../../../server/operations/operation-traces.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createReportingExporter } from '../../../server/telemetry/otlp/reporting-exporter.ts'
import { readTraceparent } from '../../../server/telemetry/otlp/traceparent.ts'
import { reasonOf, traced, tracedAlone } from '../../../server/telemetry/spans.ts'
import type { Span, SpanKind, Tracer } from '../../../server/telemetry/tracer.ts'

/** What was begun and ended, in order. */
function createFakeTracer() {
  const events: unknown[] = []
  const create = (name: string, kind: SpanKind, parent: string | undefined): Span => {
    events.push({ begun: name, kind, parent })
    return {
      traceId: 'trace',
      child: (part, partKind) => create(part, partKind, name),
      end: (ended = {}) => void events.push({ ended: name, ...ended }),
    }
  }
  const tracer: Tracer = {
    begin: (name, kind, _, traceparent) => create(name, kind, traceparent),
    close: async () => undefined,
  }
  return { tracer, events }
}

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

describe('traceparent', () => {
  test.each([
    [`00-${traceId}-${spanId}-01`, 1],
    [`00-${traceId}-${spanId}-00`, 0],
    [`00-${traceId}-${spanId}-03`, 1],
    [`01-${traceId}-${spanId}-01-of-a-later-version`, 1],
  ])('%s is read', (header, traceFlags) => {
    expect(readTraceparent(header)).toEqual({ traceId, spanId, traceFlags, isRemote: true })
  })

  test.each([
    undefined,
    '',
    `00-${traceId}-${spanId}`,
    `00-${traceId}-${spanId}-01-more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
    `00-${traceId}-${spanId}-01\n`,
    `00-${traceId} ${spanId}-01`,
    `01-${traceId}-${spanId}-01-${'x'.repeat(100_000)}`,
  ])('%s is none', (header) => {
    expect(readTraceparent(header)).toBeNull()
  })
})

describe('an operation', () => {
  const progress = { asked: null, name: 'TicketsPage', codes: [], isStored: true, isAnswered: true }
  const request = { traceparent: 'theirs', vendorCalls: { sent: 2 } } as unknown as OperationRequest

  test('of a session is no part of the caller’s trace; of an access token it is', async () => {
    const { tracer, events } = createFakeTracer()
    const trace = createOperationTraces(tracer)
    await trace(request, { scheme: 'session' }, progress, async () => undefined)
    await trace(request, { scheme: 'bearer' }, progress, async () => undefined)
    const begun = events.filter((event) => Object.hasOwn(event as object, 'begun'))
    expect(begun).toMatchObject([{ parent: undefined }, { parent: 'theirs' }])
    expect(events[1]).toEqual({
      ended: 'operation',
      name: 'operation TicketsPage',
      error: null,
      attributes: {
        'graphql.operation.name': 'TicketsPage',
        'gateway.error_codes': '',
        'gateway.vendor_calls': 2,
        'gateway.is_stored_answer': true,
      },
    })
  })

  test('that throws ends with the code, never the message', async () => {
    const { tracer, events } = createFakeTracer()
    const failing = createOperationTraces(tracer)(request, { scheme: 'bearer' }, progress, () =>
      Promise.reject(new TypeError('of Zoltan')),
    )
    await expect(failing).rejects.toThrow('of Zoltan')
    expect(events[1]).toMatchObject({ error: 'TypeError' })
    expect(JSON.stringify(events)).not.toContain('Zoltan')
  })
})

test('work within work is a part of it; where nothing is traced, it just runs', async () => {
  const { tracer, events } = createFakeTracer()
  await tracedAlone(tracer, 'a', () => traced('b', {}, () => traced('c', {}, async () => 1)))
  expect(await traced('nothing', {}, async () => 2)).toBe(2)
  expect(await tracedAlone(null, 'nothing', async () => 3)).toBe(3)
  expect(events.filter((event) => Object.hasOwn(event as object, 'begun'))).toEqual([
    { begun: 'a', kind: 'internal', parent: undefined },
    { begun: 'b', kind: 'internal', parent: 'a' },
    { begun: 'c', kind: 'internal', parent: 'b' },
  ])
})

test('a failure is told by its code or its class', () => {
  expect(reasonOf({ code: 'VENDOR_TIMEOUT' })).toBe('VENDOR_TIMEOUT')
  expect(reasonOf(Object.assign(new RangeError('Zoltan'), { code: 'said Zoltan' }))).toBe('RangeError')
  expect(reasonOf('Zoltan')).toBe('Error')
})

test('a collector that takes nothing is told to the log once, and that it does again', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } })
  let error: Error | undefined
  const collector = {
    export: (_: ReadableSpan[], onEnd) => onEnd(error ? { code: 1, error } : { code: 0 }),
    shutdown: async () => undefined,
  } satisfies SpanExporter
  const exporter = createReportingExporter(collector, logger)
  for (const next of [undefined, new Error('refused'), new Error('refused'), undefined, undefined]) {
    error = next
    exporter.export([], () => undefined)
  }
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'traces cannot be sent',
    'traces are sent again',
  ])
})

test('OpenTelemetry is loaded where it is wanted only: no file imports it, or what does, at its start', () => {
  const server = fileURLToPath(new URL('../../../server/', import.meta.url))
  const files = globSync('**/*.ts', { cwd: server }).filter((file) => !file.startsWith('telemetry/otlp/'))
  const imports = files.flatMap((file) =>
    [
      ...readFileSync(server + file, 'utf8').matchAll(
        /(from|import\()\s*'([^']*(?:@opentelemetry|telemetry\/otlp)[^']*)'/g,
      ),
    ].map(([, how, what]) => [file, how, what]),
  )
  expect(files.length).toBeGreaterThan(300)
  expect(imports).toEqual([['app.ts', 'import(', './telemetry/otlp/create-tracer.ts']])
})
