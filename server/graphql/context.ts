import type { Principal } from '../auth/principal.ts'

/** The request context of resolvers. Also the key of per-request loaders (see vendors/kit/per-request.ts). */
export interface GraphContext {
  /** The authenticated caller. */
  readonly principal: Principal
  /** Identifies the request in logs and errors. */
  readonly requestId: string
  /** Aborts when the client disconnects before the response: loads without other waiters are then cancelled. */
  readonly signal?: AbortSignal
}
