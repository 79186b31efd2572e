import type { RequestAudit } from '../audit/request-audit.ts'
import type { Principal } from '../auth/principal.ts'
import type { OperationDependencies } from './response-cache/operation-dependencies.ts'

/** The request context of resolvers. Also the key of per-request loaders (see vendors/kit/per-request.ts). */
export interface GraphContext {
  /** The authenticated caller. */
  readonly principal: Principal
  /** Identifies the request in logs and errors. */
  readonly requestId: string
  /** Aborts when the client disconnects before the response: loads without other waiters are then cancelled. */
  readonly signal?: AbortSignal
  /** Whether the answer says what the operation cost, in `extensions.cost`. */
  readonly explainsCost?: boolean
  /** How many vendor calls the caller may still cause within the hour. */
  readonly remainingVendorCalls?: () => number
  /** Keeps the audit of the request. */
  readonly audit?: RequestAudit
  /** What the answer depends on, where it may be stored. */
  readonly dependencies?: OperationDependencies
}
