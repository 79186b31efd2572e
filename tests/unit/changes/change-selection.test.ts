import { afterEach, beforeEach, expect, test } from 'vitest'
import { selectFor } from '../../../server/changes/change-selection.ts'
import { codeOf, olga, startChanges, type Changes } from './start-changes.ts'

let changes: Changes
beforeEach(async () => {
  changes = await startChanges()
  await changes.store.insert('a', { operatorId: olga.id })
  await changes.store.insert('b', { tenantId: 'globex', ticketId: 2 })
})
afterEach(() => changes.end())

const acmeOnly = { ...olga, role: 'OPERATOR' as const, operatorTenants: ['acme'] }
const everywhere = { ...acmeOnly, operatorTenants: 'all' as const }
const nowhere = { ...acmeOnly, operatorTenants: [] }

test.each([
  [everywhere, undefined, { tenantIds: null }],
  [everywhere, { tenantId: 'globex' }, { tenantIds: ['globex'] }],
  [acmeOnly, null, { tenantIds: ['acme'] }],
  [acmeOnly, { tenantId: 'acme', mine: true }, { tenantIds: ['acme'], operatorId: olga.id }],
  [nowhere, { mine: false, state: null, ticketId: 0 }, { tenantIds: [], notOperatorId: olga.id, ticketId: 0 }],
  [nowhere, { mine: null }, { tenantIds: [] }],
  [everywhere, { state: ['DONE' as const] }, { tenantIds: null, states: ['DONE'] }],
])('a filter selects within the tenants of its caller (%#)', (principal, filter, selection) => {
  expect(selectFor(principal, filter)).toEqual(selection)
})

test('a tenant of others is FORBIDDEN', async () => {
  expect(await codeOf((async () => selectFor(acmeOnly, { tenantId: 'globex' }))())).toBe('FORBIDDEN')
})

async function list(principal: typeof everywhere | typeof acmeOnly) {
  const touched: string[] = []
  const audit = { touch: (tenantId: string) => void touched.push(tenantId) } as never
  const context = { principal, requestId: 'r', audit }
  const page = await changes.resolvers.Query.changes({}, { first: 25 }, context, {} as never)
  return { ids: page.edges.map(({ node }) => node.id), count: await page.totalCount(), touched }
}

test('the audit log is told whose changes were read', async () => {
  expect(await list(everywhere)).toEqual({ ids: ['globex:b', 'acme:a'], count: 2, touched: ['globex', 'acme'] })
  expect(await list(acmeOnly)).toEqual({ ids: ['acme:a'], count: 1, touched: ['acme'] })
})

test('an operator of no tenant has an empty list', async () => {
  expect(await list(nowhere)).toEqual({ ids: [], count: 0, touched: [] })
})
