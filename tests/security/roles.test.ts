import { isObjectType } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { roles, type Role } from '../../server/config/roles.ts'
import { startWorld, type RoleName, type World } from '../support/world.ts'
import { roots, schema, writeOperation } from './schema-walk.ts'

/*
 * The rights that the schema's descriptions promise, against what happens. A field that is added is in these tests by
 * itself; tests/integration/rights-first.test.ts has callers without any role.
 */

let world: World
beforeAll(async () => {
  world = await startWorld({ scale: 0.05, tenants: true })
})
afterAll(() => world.close())

/** Fields that every signed-in caller may ask. */
const openToAll = ['viewer', 'vendorStatus']

const roleOf = (description: string | null | undefined) =>
  /Needs\s+the\s+role\s+(\w+)/.exec(description ?? '')?.[1] as Role | undefined
const guarded = roots
  .filter(({ name }) => !openToAll.includes(name))
  .map((root) => ({ ...root, role: roleOf(root.field.description) }))

test('every root field says which role it needs, except the two that need none', () => {
  expect(guarded.filter(({ role }) => !role || !roles.includes(role)).map(({ name }) => name)).toEqual([])
  expect(roots.filter(({ name, field }) => openToAll.includes(name) && roleOf(field.description))).toEqual([])
})

const known = { id: 'acme', tenantId: 'acme', changeId: 'acme:AAAAAAAAAA', first: 1 }
const cases = guarded.flatMap((root) =>
  roles.map((role) => ({ role, needs: root.role!, isEnough: roles.indexOf(role) >= roles.indexOf(root.role!), root })),
)
const codesFor = async (document: string, role: Role) => {
  const { body } = await world.query(document, {}, { role: role.toLowerCase() as RoleName })
  return (body.errors ?? []).filter(({ path }) => path?.length === 1).map(({ extensions }) => extensions.code)
}

describe('a role that is too low', () => {
  test.each(cases.filter(({ isEnough }) => !isEnough).map((each) => ({ ...each, name: each.root.name })))(
    '$role is FORBIDDEN at $name, which needs $needs, and nobody is asked',
    async ({ root, role }) => {
      await Promise.all([world.clearRequests(), world.connectWise.clearRequests(), world.hubspot.clearRequests()])

      expect(await codesFor(writeOperation(root, known, 1), role)).toEqual(['FORBIDDEN'])
      expect([await world.requests(), await world.connectWise.requests(), await world.hubspot.requests()]).toEqual([
        [],
        [],
        [],
      ])
    },
  )
})

describe('a role that is enough', () => {
  // Of mutations only, whether the right is there: what they would do has tests of its own.
  test.each(
    cases
      .filter(({ isEnough, root }) => isEnough && root.kind === 'query')
      .map((each) => ({ ...each, name: each.root.name })),
  )('$role is let in at $name', async ({ root, role }) => {
    expect(await codesFor(writeOperation(root, known, 0), role)).not.toContain('FORBIDDEN')
  })
})

/** Fields below the roots that need more than the field above them, with an operation that reads them. */
const below: Readonly<Record<string, { role: Role; tooLow: RoleName; document: string }>> = {
  'Tenant.connectWise': {
    role: 'OPERATOR',
    tooLow: 'viewer',
    document: '{ tenant(id: "acme") { connectWise { enabled } } }',
  },
  'ConnectWise.credentials': {
    role: 'ADMIN',
    tooLow: 'operator',
    document: '{ tenant(id: "acme") { connectWise { credentials { companyId publicKeyHint } } } }',
  },
}

describe('a field below the roots', () => {
  test('that says it needs a role has a row here', () => {
    const found = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter((type) => !['Query', 'Mutation'].includes(type.name))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => roleOf(field.description))
          .map((field) => [`${type.name}.${field.name}`, roleOf(field.description)]),
      )

    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(below).map(([name, { role }]) => [name, role])),
    )
  })

  test.each(Object.entries(below))('%s is FORBIDDEN to the role below', async (_, { tooLow, document }) => {
    const { body, text } = await world.query(document, {}, { role: tooLow })

    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    expect(text).not.toMatch(/companyId":|publicKeyHint":|enabled":/)
  })
})

test('a role in the document, its variables or a header gives nobody a right', async () => {
  const claims = { role: 'ADMIN', roles: ['ADMIN'], principal: { role: 'ADMIN' }, isAdmin: true }
  const headers = { 'x-role': 'ADMIN', 'x-roles': 'ADMIN', 'x-user-id': 'helen', 'x-forwarded-user': 'helen' }
  const { body } = await world.query('query ADMIN { featureFlags { key } }', claims, { role: 'viewer', headers })

  expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
})

test('what an administrator has read is not answered to others from the cache', async () => {
  const document = '{ tenant(id: "acme") { connectWise { tickets(search: "phone") { id summary } } } }'
  await world.query(document, {}, { role: 'admin' })
  const viewer = await world.query(document, {}, { role: 'viewer' })
  const globex = await world.query(document, {}, { token: await world.token('operator', 'globex') })

  expect([viewer.body.data, globex.body.data]).toEqual([{ tenant: null }, { tenant: null }])
})
