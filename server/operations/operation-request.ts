import type { IncomingHttpHeaders } from 'node:http'
import type { Principal } from '../auth/principal.ts'
import type { VendorCallCount } from '../telemetry/vendor-calls.ts'
import type { Caller } from './caller-guard.ts'

/** A request to run an operation, whichever way it came in. */
export interface OperationRequest extends Caller {
  /** Identifies the request in logs and errors. */
  readonly requestId: string
  readonly method: 'GET' | 'POST'
  readonly headers: IncomingHttpHeaders
  /** Whether the operation is one of the gateway's own, which sessions may run too; nothing of it is the caller's but values. */
  readonly isTrusted?: boolean
  /**
   * Reads the body, JSON as text, or the query string of a GET with its question mark. Called once, when the caller is
   * admitted.
   */
  readonly readText: (principal: Principal) => Promise<string>
  /** Aborts when the caller no longer waits. Called when the operation is executed. */
  readonly signal: () => AbortSignal
  /** Counts the vendor calls of the request. */
  readonly vendorCalls: VendorCallCount
}
