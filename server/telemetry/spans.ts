import { currentSpan, runInSpan } from './vendor-calls.ts'
import type { Span, SpanAttributes, Tracer } from './tracer.ts'

/** Runs work as a part of what is traced now; as it is, where nothing is. */
export function traced<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>): Promise<T> {
  const parent = currentSpan()
  return parent ? endedWith(parent.child(name, 'internal', attributes), work) : work()
}

/** Runs work as a trace of its own; as it is, where nothing is traced. */
export function tracedAlone<T>(tracer: Tracer | null, name: string, work: () => Promise<T>): Promise<T> {
  return tracer ? endedWith(tracer.begin(name, 'internal', {}), work) : work()
}

async function endedWith<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    const value = await runInSpan(span, work)
    span.end()
    return value
  } catch (error) {
    span.end({ error: reasonOf(error) })
    throw error
  }
}

/** A code or a class: messages may say what was asked for. */
export function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown }
  if (typeof code === 'string' && /^\w{1,60}$/.test(code)) return code
  return error instanceof Error ? error.constructor.name : 'Error'
}

/** For log lines: the trace they belong to. */
export function traceFields(): { traceId?: string } {
  const span = currentSpan()
  return span ? { traceId: span.traceId } : {}
}
