import {
  ROOT_CONTEXT,
  SpanKind as OtelKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span as OtelSpan,
  type Tracer as OtelTracer,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Sampler, TraceSettings } from '../../config/telemetry-settings.ts'
import type { Logger } from '../logger.ts'
import type { Span, SpanAttributes, SpanKind, Tracer } from '../tracer.ts'
import { createReportingExporter } from './reporting-exporter.ts'
import { readTraceparent } from './traceparent.ts'

/** What is waited for at the end, in milliseconds: a collector that is away must not hold up a restart. */
const longestFlushMs = 2_000

/**
 * Makes traces with OpenTelemetry and sends them by OTLP over HTTP. Nothing is registered globally: parts know the part they
 * belong to, and nothing is sent to vendors.
 */
export function createOtlpTracer(settings: TraceSettings, version: string, logger: Logger): Tracer {
  const { url, headers, serviceName, sampler } = settings
  const exporter = createReportingExporter(new OTLPTraceExporter({ url, headers: { ...headers } }), logger)
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    sampler: createSampler(sampler),
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  })
  const tracer = provider.getTracer('msp-graph', version)
  return {
    begin(name, kind, attributes, traceparent) {
      const parent = readTraceparent(traceparent)
      const context = parent ? trace.setSpanContext(ROOT_CONTEXT, parent) : ROOT_CONTEXT
      return startSpan(tracer, context, name, kind, attributes)
    },
    async close() {
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, longestFlushMs)
      await Promise.race([provider.shutdown().catch(() => undefined), late.promise])
      clearTimeout(timer)
    },
  }
}

function createSampler({ followsCaller, ratio }: Sampler) {
  const root = new TraceIdRatioBasedSampler(ratio)
  return followsCaller ? new ParentBasedSampler({ root }) : root
}

const kinds = { server: OtelKind.SERVER, client: OtelKind.CLIENT, internal: OtelKind.INTERNAL } as const

function startSpan(
  tracer: OtelTracer,
  context: Context,
  name: string,
  kind: SpanKind,
  attributes: SpanAttributes,
): Span {
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, context)
  return {
    traceId: span.spanContext().traceId,
    child: (...part) => startSpan(tracer, trace.setSpan(context, span), ...part),
    end(ended = {}) {
      describeEnd(span, ended)
      span.end()
    },
  }
}

function describeEnd(span: OtelSpan, { name, error, attributes }: NonNullable<Parameters<Span['end']>[0]>): void {
  if (name !== undefined) span.updateName(name)
  if (attributes) span.setAttributes(attributes)
  if (error === undefined || error === null) return
  span.setAttribute('error.type', error)
  span.setStatus({ code: SpanStatusCode.ERROR })
}
