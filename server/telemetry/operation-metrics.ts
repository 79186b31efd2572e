import { Counter, Histogram, type Registry } from 'prom-client'
import { errorCodes } from '../errors/codes.ts'

/** What becomes of the operations of one name. */
export interface OperationCount {
  /**
   * An operation was answered.
   *
   * @param codes those of its errors; none: all went well
   */
  answered(codes: readonly string[], seconds: number): void
}

/** The name of operations that are not the gateway's own, and of those whose name is not known. */
export const otherOperation = 'other'

const knownCodes: ReadonlySet<string> = new Set(errorCodes)
const codeLabel = (code: string) => (knownCodes.has(code) ? code : 'INTERNAL_SERVER_ERROR')

/** Metrics of what callers ask. */
export function createOperationMetrics(registers: Registry[]) {
  const operations = new Counter({
    name: 'gateway_graphql_operations_total',
    help: 'Operations by the name of the gateway’s own ones (all others: other), and by whether the response was ok, had errors, or was refused before anything was executed.',
    labelNames: ['operation', 'outcome'],
    registers,
  })
  const seconds = new Histogram({
    name: 'gateway_graphql_operation_seconds',
    help: 'Time from reading the request to the response, in seconds.',
    labelNames: ['operation'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const errors = new Counter({
    name: 'gateway_graphql_errors_total',
    help: 'Operations with errors or refused, once for each code among their errors.',
    labelNames: ['code'],
    registers,
  })
  const counts = new Map<string, OperationCount>()
  // From the start, so that the first one shows as an increase.
  for (const code of errorCodes) errors.inc({ code }, 0)

  const countErrors = (codes: readonly string[]) => {
    for (const code of new Set(codes.map(codeLabel))) errors.inc({ code })
  }

  function createCount(operation: string): OperationCount {
    // Label objects are made once: a warm request takes a tenth of a millisecond in all.
    const [ok, failed, name] = [{ operation, outcome: 'ok' }, { operation, outcome: 'errors' }, { operation }]
    return {
      answered(codes, took) {
        operations.inc(codes.length === 0 ? ok : failed)
        seconds.observe(name, took)
        if (codes.length > 0) countErrors(codes)
      },
    }
  }

  return {
    operationCounts: {
      /** @param operation the name of one of the gateway's own operations, of which there are few; null: any other */
      of(operation: string | null): OperationCount {
        const name = operation ?? otherOperation
        const known = counts.get(name) ?? createCount(name)
        counts.set(name, known)
        return known
      },
      /** An operation was refused before anything of it was executed. */
      refused(code: string): void {
        operations.inc({ operation: otherOperation, outcome: 'refused' })
        countErrors([code])
      },
    },
  }
}
