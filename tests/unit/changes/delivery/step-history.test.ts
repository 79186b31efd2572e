import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChangeStepKind, NewChange } from '../../../../server/changes/change-record.ts'
import { openStore, startAt, type Store } from '../open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

/** Logs a change of which the steps are done, each with the id after the one before. */
async function insertDone(name: string, change: Partial<NewChange>, kinds: readonly ChangeStepKind[], vendorId = 1) {
  const { id } = await store.insert(name, change)
  for (const [index, kind] of kinds.entries()) {
    const end = { state: 'DONE', vendorId: vendorId + index, at: startAt } as const
    await store.deliveries.finish(id, { kind, attempts: 0 }, end)
  }
}

test.each<[boolean, string, Partial<NewChange>, ChangeStepKind[]]>([
  [true, 'has set the status', {}, ['STATUS']],
  [true, 'of a company in other letters has set it', { companyId: 'ACME' }, ['STATUS']],
  [true, 'of a server that is not known has set it', { server: null }, ['STATUS']],
  [false, 'has not set it yet', {}, ['NOTE', 'TIME']],
  [false, 'of another tenant has set it', { tenantId: 'globex' }, ['STATUS']],
  [false, 'of another ticket has set it', { ticketId: 2 }, ['STATUS']],
  [false, 'of another company has set it', { companyId: 'globex' }, ['STATUS']],
  [false, 'of another server has set it', { server: 'https://two.test' }, ['STATUS']],
])('it is %s that a status is overruled where a later change %s', async (isOverruled, _, change, done) => {
  const mine = await store.insert('mine')
  await insertDone('later', change, done)

  expect(await store.deliveries.isStatusOverruled(mine)).toBe(isOverruled)
})

test('neither an earlier change’s status nor the change’s own overrules it', async () => {
  await insertDone('earlier', {}, ['STATUS'])
  await insertDone('mine', {}, ['STATUS'])

  expect(await store.deliveries.isStatusOverruled(await store.find('acme:mine'))).toBe(false)
})

test('the records of a ticket’s other changes, of the same kind and system, are not this one’s', async () => {
  await insertDone('mine', {}, ['NOTE'], 1)
  await insertDone('before', {}, ['NOTE', 'TIME'], 10)
  await insertDone('after', { server: null }, ['NOTE'], 20)
  await insertDone('company', { companyId: 'globex' }, ['NOTE'], 30)
  await insertDone('server', { server: 'https://two.test' }, ['NOTE'], 40)
  await insertDone('ticket', { ticketId: 2 }, ['NOTE'], 50)
  await insertDone('tenant', { tenantId: 'globex' }, ['NOTE'], 60)
  await insertDone('waiting', {}, [])
  const mine = await store.find('acme:mine')

  expect(await store.deliveries.idsOfOthers(mine, 'NOTE')).toEqual(new Set([10, 20]))
  expect(await store.deliveries.idsOfOthers(mine, 'TIME')).toEqual(new Set([11]))
  expect(await store.deliveries.idsOfOthers(mine, 'STATUS')).toEqual(new Set())
})
