import { roles, type Role } from '../config/roles.ts'

export type { Role }

/** The authenticated caller, by whichever credentials. Shared between requests with the same token: do not mutate. */
export interface Principal {
  /** The issuer's stable id of the person or program: Entra's `oid`, otherwise `sub`. */
  readonly id: string
  /** Display name. For app-only tokens, the client id. */
  readonly name: string
  /** For display and records only: issuers guarantee neither uniqueness nor verification. */
  readonly email: string | null
  /** The highest role, which includes the lower ones; null if the issuer assigned none. */
  readonly role: Role | null
  /** Ids of the tenants an OPERATOR may act for; 'all' for an ADMIN, empty for a VIEWER. */
  readonly operatorTenants: 'all' | readonly string[]
  readonly scheme: 'bearer' | 'session'
}

/** The roles the principal has, lowest first: `['VIEWER', 'OPERATOR', 'ADMIN']` for an administrator. */
export function rolesOf({ role }: Pick<Principal, 'role'>): Role[] {
  return role === null ? [] : roles.slice(0, roles.indexOf(role) + 1)
}

/** Whether the principal has the role, or one that includes it. */
export function hasRole(principal: Pick<Principal, 'role'>, role: Role): boolean {
  return rolesOf(principal).includes(role)
}

/** Whether the principal may read and change in ConnectWise for this tenant. */
export function mayOperate(principal: Pick<Principal, 'role' | 'operatorTenants'>, tenantId: string): boolean {
  if (!hasRole(principal, 'OPERATOR')) return false
  return principal.operatorTenants === 'all' || principal.operatorTenants.includes(tenantId)
}
