import type { AnsweredOperation, AskedOperation } from '../audit/request-audit.ts'
import type { OperationCount } from '../telemetry/operation-metrics.ts'

/** The answer to an operation, as an HTTP response would have it. */
export interface Answer {
  readonly status: number
  readonly headers: Iterable<readonly [string, string]>
  /** JSON, in UTF-8. */
  readonly body: Buffer
  /** The stored response that it is; null for one that was made for this request alone. */
  readonly stored: StoredAnswer | null
}

/** An answer that is used again for as long as what it was made from is the same, with what the audit log says of it. */
export interface StoredAnswer {
  readonly type: string
  readonly body: Buffer
  readonly asked: AskedOperation
  readonly answered: AnsweredOperation
  /** Of its operation, if that is one of the gateway's own. */
  readonly name: string | null
  /** Counts the operations of its name. */
  readonly count: OperationCount
}
