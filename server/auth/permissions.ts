import { GatewayError } from '../errors/gateway-error.ts'
import { hasRole, mayOperate, type Principal, type Role } from './principal.ts'

type Resolver<Parent, Args, Context, Info, Result> = (
  parent: Parent,
  args: Args,
  context: Context,
  info: Info,
) => Result

/**
 * The resolver, for callers who have the role or one that includes it. It stands where the resolver is listed, so that
 * rule and field are read together; nothing of the resolver runs for anybody else.
 *
 * @example
 * Query: { tenants: requireRole('ADMIN', (parent, args, context) => context.tenants.list()) }
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
 * For fields of a tenant: refuses whoever may not work for it, before anything of the tenant is looked at. Somebody who
 * may not learns nothing of whether there is such a tenant.
 *
 * @throws GatewayError `FORBIDDEN`
 */
export function requireOperator(principal: Principal, tenantId: string): void {
  if (!hasRole(principal, 'OPERATOR')) throw forbidden('OPERATOR')
  if (mayOperate(principal, tenantId)) return
  const message = 'You may not work for this tenant. Ask an administrator for the role OPERATOR for it.'
  throw new GatewayError('FORBIDDEN', message)
}

function forbidden(role: Role): GatewayError {
  return new GatewayError('FORBIDDEN', `This needs the role ${role}. Ask an administrator to give it to you.`)
}
