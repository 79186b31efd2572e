import { z } from 'zod'
import type { Principal } from '../auth/principal.ts'
import { roles } from '../config/roles.ts'

/**
 * Who asks, as the graph's `Viewer` has it: what `principalOf` returns and `execute` takes.
 *
 * @example { id: 'anna', name: 'Anna Larsen', email: null, roles: ['OPERATOR'], tenants: ['acme'] }
 */
export interface GivenPrincipal {
  /** A stable id of the person or program: limits and the audit log know it by this. 1 to 200 characters. */
  readonly id: string
  /** As the audit log and the notes on tickets have it. */
  readonly name: string
  readonly email?: string | null | undefined
  /** Each role includes the lower ones: VIEWER, OPERATOR, ADMIN. Empty: may read nothing. */
  readonly roles: readonly ('VIEWER' | 'OPERATOR' | 'ADMIN')[]
  /** The tenants an OPERATOR may act for, by id or as `Viewer.tenants` has them; `'all'` for all. Unused for others. */
  readonly tenants?: 'all' | readonly (string | { readonly id: string })[] | null | undefined
}

/** A principal function of the embedding program returned something else. The message lists all that is wrong with it. */
export class InvalidPrincipalError extends Error {
  override name = 'InvalidPrincipalError'
}

const text = (what: string, longest: number) =>
  z
    .string(`${what} must be text`)
    .refine((value) => value.trim() !== '', `${what} must not be empty`)
    .refine(
      (value) => value.length <= longest && value.isWellFormed(),
      `${what} must have at most ${longest} characters`,
    )

const tenantId = z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)])

const givenPrincipal = z.object(
  {
    id: text('id', 200),
    name: text('name', 200),
    email: text('email', 320).nullish(),
    roles: z.array(z.enum(roles, `roles must be of ${roles.join(', ')}`), 'roles must be a list'),
    tenants: z
      .union([z.literal('all'), z.array(tenantId)], "tenants must be 'all', or a list of ids or of { id }")
      .nullish(),
  },
  'it must be an object such as { id, name, email, roles, tenants }',
)

/**
 * The principal that a given one is. Programs that embed the graph may send their own documents, like those with an access
 * token.
 *
 * @throws InvalidPrincipalError
 */
export function toPrincipal(given: unknown): Principal {
  const { success, data, error } = givenPrincipal.safeParse(given)
  if (!success) {
    const problems = [...new Set(error.issues.map(({ message }) => message))]
    throw new InvalidPrincipalError(`This is no principal: ${problems.join('; ')}.`)
  }
  const role = roles.findLast((name) => data.roles.includes(name)) ?? null
  const tenants = role === 'OPERATOR' ? (data.tenants ?? []) : []
  return Object.freeze({
    id: data.id,
    name: data.name,
    email: data.email ?? null,
    role,
    operatorTenants: role === 'ADMIN' ? 'all' : tenants,
    scheme: 'bearer',
  })
}
