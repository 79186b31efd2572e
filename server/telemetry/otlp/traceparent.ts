import { isSpanContextValid, TraceFlags, type SpanContext } from '@opentelemetry/api'

/** Version 00; later versions may have more behind it (https://www.w3.org/TR/trace-context/#traceparent-header, read 2026-11-28). */
const pattern = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.{0,200})?$/

/** Reads the trace that a caller is part of; null if there is none, or it is malformed. */
export function readTraceparent(header: string | undefined): SpanContext | null {
  const [, version, traceId = '', spanId = '', flags = '', more] = pattern.exec(header ?? '') ?? []
  if (version === '00' && more !== undefined) return null
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1
  const context = { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE, isRemote: true }
  return isSpanContextValid(context) ? context : null
}
