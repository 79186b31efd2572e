import { expect, expectTypeOf, test, vi } from 'vitest'
import { requireOperator, requireRole } from '../../../server/auth/permissions.ts'
import type { Principal, Role } from '../../../server/auth/principal.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'

const contextOf = (role: Role | null) => {
  const operatorTenants: Principal['operatorTenants'] = []
  const principal: Principal = { id: '1', name: 'Ada', email: null, role, operatorTenants, scheme: 'bearer' }
  return { principal }
}

test('hands the resolver all it was called with, and its answer on', () => {
  const resolver = vi.fn((parent: string, args: { first: number }, _context: object, info: symbol) => [
    parent,
    args.first,
    info,
  ])
  const info = Symbol('info')
  const context = contextOf('OPERATOR')

  expect(requireRole('VIEWER', resolver)('parent', { first: 1 }, context, info)).toEqual(['parent', 1, info])
  expect(resolver).toHaveBeenCalledExactlyOnceWith('parent', { first: 1 }, context, info)
})

test.each([null, 'VIEWER', 'OPERATOR'] as const)(
  'refuses the role %s where ADMIN is needed, and runs nothing',
  (role) => {
    const resolver = vi.fn()

    expect(() => requireRole('ADMIN', resolver)({}, {}, contextOf(role), {})).toThrow(
      new GatewayError('FORBIDDEN', 'This needs the role ADMIN. Ask an administrator to give it to you.'),
    )
    expect(resolver).not.toHaveBeenCalled()
  },
)

test.each<[Role | null, Principal['operatorTenants'], string | null]>([
  ['OPERATOR', ['acme'], null],
  ['OPERATOR', 'all', null],
  ['ADMIN', 'all', null],
  ['OPERATOR', ['globex'], 'You may not work for this tenant. Ask an administrator for the role OPERATOR for it.'],
  ['VIEWER', ['acme'], 'This needs the role OPERATOR. Ask an administrator to give it to you.'],
  [null, [], 'This needs the role OPERATOR. Ask an administrator to give it to you.'],
])('%s for the tenants %j may work for the tenant acme, or is told why not', (role, operatorTenants, message) => {
  const check = () => requireOperator({ ...contextOf(role).principal, operatorTenants }, 'acme')

  if (message === null) expect(check).not.toThrow()
  else expect(check).toThrow(new GatewayError('FORBIDDEN', message))
})

test('keeps the types of generated resolvers', () => {
  // As graphql-codegen writes them.
  type ResolverFn<Result, Parent, Context, Args> = (
    parent: Parent,
    args: Args,
    context: Context,
    info: { fieldName: string },
  ) => Promise<Result> | Result
  type Resolver<Result, Parent, Context, Args> =
    ResolverFn<Result, Parent, Context, Args> | { resolve: ResolverFn<Result, Parent, Context, Args> }
  type Context = { principal: Principal; tenants: Map<string, string> }
  interface QueryResolvers {
    tenant?: Resolver<string | null, { id: 7 }, Context, { key: string }>
  }

  const resolvers: QueryResolvers = {
    tenant: requireRole('ADMIN', (parent, args, context, info) => {
      expectTypeOf(parent).toEqualTypeOf<{ id: 7 }>()
      expectTypeOf(args).toEqualTypeOf<{ key: string }>()
      expectTypeOf(context).toEqualTypeOf<Context>()
      expectTypeOf(info).toEqualTypeOf<{ fieldName: string }>()
      return Promise.resolve(context.tenants.get(args.key) ?? null)
    }),
  }
  expect(resolvers.tenant).toBeTypeOf('function')

  const wrong: QueryResolvers = {
    // @ts-expect-error a number is not what the field answers with
    tenant: requireRole('ADMIN', () => 42),
  }
  expect(wrong.tenant).toBeTypeOf('function')
})
