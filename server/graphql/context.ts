import type { Principal } from '../auth/principal.ts'

/** What every resolver knows of the request. Loaders hang on this object (see vendors/http/per-request.ts). */
export interface GraphContext {
  /** Who asks. */
  readonly principal: Principal
  /** Tells the request in logs and errors. */
  readonly requestId: string
  /** Says when the caller has gone before the answer: what nobody else waits for need not be asked any further. */
  readonly signal?: AbortSignal
}
