import type { Principal } from '../auth/principal.ts'

/** A tenant, as the room is told of it. */
export interface ViewerTenant {
  readonly id: string
  readonly name: string
}

/** Who is asking. What the token says is there at once; what only the database knows is asked for with its field. */
export interface Viewer {
  readonly principal: Principal
  /** The tenants the caller may work for, by name. @throws DatabaseUnavailableError */
  readonly tenants: () => Promise<readonly ViewerTenant[]>
}
