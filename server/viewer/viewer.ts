import type { Principal } from '../auth/principal.ts'

/** The room's view of a tenant. */
export interface ViewerTenant {
  readonly id: string
  readonly name: string
}

/** The caller. Token claims are available immediately; data from the database is loaded with its field. */
export interface Viewer {
  readonly principal: Principal
  /** The tenants the caller may operate, by name. @throws DatabaseUnavailableError */
  readonly tenants: () => Promise<readonly ViewerTenant[]>
}
