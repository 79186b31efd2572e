import { roles as ladder, type Role } from '../config/roles.ts'
import type { Principal } from './principal.ts'

/** The rights granted by the `roles` claim. */
export type Rights = Pick<Principal, 'role' | 'operatorTenants'>

/**
 * Parses a token's `roles` claim.
 *
 * `mapping` maps the issuer's role names to ours. A name mapped to OPERATOR may be followed by a dot and a tenant id
 * (`Operator.acme`) to grant that tenant only; the plain name grants all tenants. Unmapped names are ignored, since an
 * issuer may use the same claim for other applications.
 *
 * @param claim a list of names, or one name; anything else grants no role
 */
export function readRights(claim: unknown, mapping: ReadonlyMap<string, Role>): Rights {
  const granted = new Set<Role>()
  const tenants = new Set<string>()
  let operatesAll = false

  for (const word of wordsOf(claim)) {
    const role = mapping.get(word)
    if (role !== undefined) {
      granted.add(role)
      operatesAll ||= role !== 'VIEWER'
      continue
    }
    const tenant = tenantOf(word, mapping)
    if (tenant !== null) {
      granted.add('OPERATOR')
      tenants.add(tenant)
    }
  }

  const role = ladder.findLast((step) => granted.has(step)) ?? null
  return { role, operatorTenants: operatesAll ? 'all' : Object.freeze([...tenants]) }
}

function wordsOf(claim: unknown): string[] {
  const values: unknown[] = Array.isArray(claim) ? claim : [claim]
  return values.filter((value) => typeof value === 'string')
}

/** Returns `acme` for `Operator.acme`; null if the name has no tenant. */
function tenantOf(word: string, mapping: ReadonlyMap<string, Role>): string | null {
  for (const [operatorWord, role] of mapping) {
    const prefix = `${operatorWord}.`
    if (role === 'OPERATOR' && word.startsWith(prefix) && word.length > prefix.length) return word.slice(prefix.length)
  }
  return null
}
