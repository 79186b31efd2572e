import { roles, type Role } from '../config/roles.ts'

export type { Role }

/** Who is calling, whichever way they proved it. Shared by every request with the same token: never changed. */
export interface Principal {
  /** The issuer's lasting id of the person or program: Entra's `oid`, elsewhere `sub`. */
  readonly id: string
  /** A name to show. For a program that calls for itself, the id of its client. */
  readonly name: string
  /** For showing and for records only: no issuer promises that it is unique or verified. */
  readonly email: string | null
  /** The highest role, which includes the ones below it; null for somebody known to the issuer but given no role. */
  readonly role: Role | null
  /** The tenants an OPERATOR may act for, by id; an ADMIN has 'all', a VIEWER none. */
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
