import { roles as ladder, type Role } from '../config/roles.ts'
import type { Principal } from './principal.ts'

/** What the `roles` claim gives its bearer. */
export type Rights = Pick<Principal, 'role' | 'operatorTenants'>

/**
 * The rights behind a token's `roles` claim.
 *
 * `mapping` says which of our roles each of the issuer's words stands for. A word mapped to OPERATOR may be followed by a
 * dot and a tenant's id (`Operator.acme`), which makes an operator of that tenant only; the plain word means all tenants.
 * Words without a mapping are ignored, since an issuer may use the same claim for other applications' roles.
 *
 * @param claim a list of words, or one word; anything else, or nothing, gives no role
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

/** `acme` out of `Operator.acme`; null where the word names no tenant. */
function tenantOf(word: string, mapping: ReadonlyMap<string, Role>): string | null {
  for (const [operatorWord, role] of mapping) {
    const prefix = `${operatorWord}.`
    if (role === 'OPERATOR' && word.startsWith(prefix) && word.length > prefix.length) return word.slice(prefix.length)
  }
  return null
}
