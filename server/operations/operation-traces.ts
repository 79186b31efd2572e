import type { Principal } from '../auth/principal.ts'
import { otherOperation } from '../telemetry/operation-metrics.ts'
import { reasonOf } from '../telemetry/spans.ts'
import type { Tracer } from '../telemetry/tracer.ts'
import { runInSpan } from '../telemetry/vendor-calls.ts'
import type { Progress } from './answers.ts'
import type { OperationRequest } from './operation-request.ts'

/** Traces operations; with null, runs them as they are. */
export function createOperationTraces(tracer: Tracer | null) {
  return async (
    request: OperationRequest,
    { scheme }: Pick<Principal, 'scheme'>,
    progress: Progress,
    work: () => Promise<void>,
  ): Promise<void> => {
    if (!tracer) return work()
    const isProgram = scheme === 'bearer'
    // A browser with a session is no part of anyone's trace: the header could be a mark to find a person by.
    const traceparent = isProgram ? request.traceparent : undefined
    const span = tracer.begin('operation', 'server', { 'gateway.credentials': scheme }, traceparent)
    request.onTrace?.(span.traceId)
    let error: string | null = null
    try {
      await runInSpan(span, work)
    } catch (thrown) {
      error = reasonOf(thrown)
      throw thrown
    } finally {
      const name = progress.name ?? otherOperation
      span.end({
        name: `operation ${name}`,
        error: error ?? progress.codes[0] ?? null,
        attributes: {
          'graphql.operation.name': name,
          'gateway.error_codes': [...new Set(progress.codes)].join(','),
          'gateway.vendor_calls': request.vendorCalls.sent,
          'gateway.is_stored_answer': progress.isStored,
        },
      })
    }
  }
}
