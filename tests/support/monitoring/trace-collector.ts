import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A part of a trace, as it was received. */
export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  /** Null at the root. */
  readonly parentSpanId: string | null
  readonly name: string
  /** As OTLP numbers it: 1 internal, 2 server, 3 client. */
  readonly kind: number
  readonly attributes: Readonly<Record<string, string | number | boolean>>
  readonly isError: boolean
}

interface WireSpan extends Pick<ReceivedSpan, 'traceId' | 'spanId' | 'name' | 'kind'> {
  readonly parentSpanId?: string
  readonly attributes?: readonly WireAttribute[]
  readonly status?: { readonly code?: number }
}

interface WireAttribute {
  readonly key: string
  readonly value: { readonly stringValue?: string; readonly intValue?: number; readonly boolValue?: boolean }
}

interface WireTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly WireAttribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[]
  }[]
}

/** A collector that takes traces by OTLP over HTTP, as JSON. */
export interface TraceCollector {
  readonly url: string
  /** Everything that came, as text. */
  readonly bodies: string[]
  /** The headers of each request. */
  readonly headers: Record<string, unknown>[]
  spans(): ReceivedSpan[]
  /** What is said of the gateway itself. */
  resource(): Record<string, unknown>
  close(): Promise<void>
}

export async function startTraceCollector(): Promise<TraceCollector> {
  const bodies: string[] = []
  const headers: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/traces') return void response.writeHead(404).end()
    bodies.push(await text(request))
    headers.push(request.headers)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const received = () => bodies.flatMap((body) => (JSON.parse(body) as WireTraces).resourceSpans)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    headers,
    spans: () => received().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(readSpan))),
    resource: () => readAttributes(received()[0]?.resource.attributes),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function readSpan({ traceId, spanId, parentSpanId, name, kind, attributes, status }: WireSpan): ReceivedSpan {
  const parent = parentSpanId === undefined || parentSpanId === '' ? null : parentSpanId
  return {
    traceId,
    spanId,
    parentSpanId: parent,
    name,
    kind,
    attributes: readAttributes(attributes),
    isError: status?.code === 2,
  }
}

const readAttributes = (attributes: readonly WireAttribute[] = []) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.boolValue ?? Number(value.intValue)]),
  )
