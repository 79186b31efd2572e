import { GatewayError } from '../errors/gateway-error.ts'
import { hasRole, mayOperate, type Principal, type Role } from './principal.ts'

type Resolver<Parent, Args, Context, Info, Result> = (
  parent: Parent,
  args: Args,
  context: Context,
  info: Info,
) => Result

/**
 * Wraps a resolver to require a role or one that includes it. Use it where the resolver is listed, so that rule and
 * field are read together. For other callers the resolver does not run at all.
 *
 * @example Query: { tenants: requireRole('ADMIN', (parent, args, context) => context.tenants.list()) }
 *
 * @throws GatewayError `FORBIDDEN`, which nulls this field and no other
 */
export function requireRole<Parent, Args, Context extends { readonly principal: Principal }, Info, Result>(
  role: Role,
  resolver: Resolver<Parent, Args, Context, Info, Result>,
): Resolver<Parent, Args, Context, Info, Result> {
  return (parent, args, context, info) => {
    if (!hasRole(context.principal, role)) throw forbidden(role)
    return resolver(parent, args, context, info)
  }
}

/**
 * For fields of a tenant: checks permission before looking up the tenant, so that unauthorized callers cannot learn
 * whether it exists.
 *
 * @throws GatewayError `FORBIDDEN`
 */
export function requireOperator(principal: Principal, tenantId: string): void {
  if (!hasRole(principal, 'OPERATOR')) throw forbidden('OPERATOR')
  if (!mayOperate(principal, tenantId)) throw otherTenant()
}

/**
 * As `requireOperator`, where many tenants are asked for at once: returns the refusal instead, null where there is none. It is
 * one error object for all of them, so that an answer says it once.
 */
export function createOperatorCheck(principal: Principal): (tenantId: string) => GatewayError | null {
  let refusal: GatewayError | null = null
  return (tenantId) => (mayOperate(principal, tenantId) ? null : (refusal ??= otherTenant()))
}

const otherTenant = () =>
  new GatewayError('FORBIDDEN', 'You may not work for this tenant. Ask an administrator for the role OPERATOR for it.')

function forbidden(role: Role): GatewayError {
  return new GatewayError('FORBIDDEN', `This needs the role ${role}. Ask an administrator to give it to you.`)
}
