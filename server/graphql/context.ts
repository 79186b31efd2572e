import type { Principal } from '../auth/principal.ts'

/** What every resolver knows of the request. Loaders hang on this object (see vendors/http/per-request.ts). */
export interface GraphContext {
  /** Who asks. */
  readonly principal: Principal
  /** Tells the request in logs and errors. */
  readonly requestId: string
}
