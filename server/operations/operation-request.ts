import type { IncomingHttpHeaders } from 'node:http'
import type { Principal } from '../auth/principal.ts'
import type { VendorCallCount } from '../telemetry/vendor-calls.ts'
import type { Caller } from './caller-guard.ts'

/** A request before anything of it is read but its head. */
export interface RequestSender extends Caller {
  /** Identifies the request in logs and errors. */
  readonly requestId: string
  /** Counts the vendor calls of the request. */
  readonly vendorCalls: VendorCallCount
}

/** A request to run an operation, whichever way it came in. */
export interface OperationRequest extends RequestSender {
  readonly method: 'GET' | 'POST'
  readonly headers: IncomingHttpHeaders
  /** Whether the operation is one of the gateway's own, which sessions may run too; nothing of it is the caller's but values. */
  readonly isTrusted?: boolean
  /** The operation's name where it is known beforehand: for the audit of one that is refused before it is read. */
  readonly operationName?: string
  /**
   * Reads the body, JSON as text, or the query string of a GET with its question mark. Called once, when the caller is
   * admitted.
   */
  readonly readText: (principal: Principal) => Promise<string>
  /** Aborts when the caller no longer waits. Called when the operation is executed. */
  readonly signal: () => AbortSignal
}
