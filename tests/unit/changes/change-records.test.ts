import { afterEach, beforeEach, expect, test } from 'vitest'
import type { StepRecord } from '../../../server/changes/change-record.ts'
import { fromStart } from '../../../server/paging/keyset-page.ts'
import { openStore, startAt, system, usualChange, type Store } from './open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const step: StepRecord = {
  kind: 'NOTE',
  state: 'PENDING',
  attempts: 0,
  sentAt: null,
  vendorId: null,
  reason: null,
  finishedAt: null,
}

test('a change is read as it was logged, with its three steps, PENDING and due', async () => {
  const { idempotencyKey: _key, operatorId: _id, plannedSteps: _steps, ...kept } = usualChange
  const { change, isNew } = await store.records.insert({ ...usualChange, kind: 'DID_CREATED' }, startAt - 5_000)

  expect(isNew).toBe(true)
  expect(change).toEqual({
    ...kept,
    kind: 'DID_CREATED',
    id: 'acme:REF',
    position: 1,
    state: 'PENDING',
    cancelRequestedAt: null,
    cancelledBy: null,
    dueAt: startAt,
    createdAt: startAt - 5_000,
    finishedAt: null,
    possiblySentSince: null,
    steps: [step, { ...step, kind: 'TIME' }, { ...step, kind: 'STATUS' }],
  })
  expect(await store.records.find('acme:REF')).toEqual(change)
  expect(await store.records.find('acme:OTHER')).toBeNull()
})

test.each([null, true, false])(
  'a ticket that is a project’s: %s, and a note that is internal, are kept',
  async (is) => {
    const isInternal = is === true
    const change = await store.insert('a', { isProject: is, isInternal, server: null, statusId: null })

    expect([change.isProject, change.isInternal, change.server, change.statusId]).toEqual([is, isInternal, null, null])
  },
)

test('steps that are not planned are SKIPPED from the beginning', async () => {
  const { steps } = await store.insert('a', { plannedSteps: ['TIME'] })

  expect(steps.map(({ kind, state, finishedAt }) => [kind, state, finishedAt])).toEqual([
    ['NOTE', 'SKIPPED', startAt],
    ['TIME', 'PENDING', null],
    ['STATUS', 'SKIPPED', startAt],
  ])
})

test('a key that was used before inserts nothing, and returns the change that has it', async () => {
  const first = await store.insert('a', { idempotencyKey: 'same' })
  const again = await store.records.insert({ ...usualChange, idempotencyKey: 'same', reference: 'b' }, startAt)
  const next = await store.insert('c')

  expect(again).toEqual({ change: first, isNew: false })
  expect(await store.records.find('acme:b')).toBeNull()
  // No position is lost to it.
  expect([first.position, next.position]).toEqual([1, 2])
})

test('a key is a tenant’s own', async () => {
  const mine = await store.insert('a', { idempotencyKey: 'same' })
  const other = await store.insert('a', { idempotencyKey: 'same', tenantId: 'globex' })

  expect([mine.id, other.id]).toEqual(['acme:a', 'globex:a'])
  expect(await store.records.findByKey('acme', 'same')).toEqual(mine)
  expect(await store.records.findByKey('globex', 'same')).toEqual(other)
  expect(await store.records.findByKey('acme', 'other')).toBeNull()
})

test('a reference that is taken is an error, and nothing is inserted', async () => {
  await store.insert('a')

  await expect(store.insert('a', { idempotencyKey: 'other' })).rejects.toThrow()
  expect(await store.records.count({ tenantIds: ['acme'] })).toBe(1)
  expect((await store.insert('b')).position).toBe(2)
})

test('positions and times rise per ticket, whatever the clock says', async () => {
  const times: number[][] = []
  for (const ms of [0, 0, -60_000, 10_000]) {
    store.clock.now = startAt + ms
    const { position, createdAt } = await store.insert(`n${times.length}`)
    times.push([position, createdAt - startAt])
  }
  const elsewhere = await store.insert('elsewhere', { ticketId: 2 })
  const otherTenant = await store.insert('a', { tenantId: 'globex' })

  expect(times).toEqual([
    [1, 0],
    [2, 1],
    [3, 2],
    [4, 10_000],
  ])
  expect([elsewhere.position, otherTenant.position]).toEqual([1, 1])
})

test('a tenant’s changes are listed newest first, by id where they are equally new, and after a position', async () => {
  for (const [name, ms] of [
    ['a', 0],
    ['c', 1_000],
    ['b', 1_000],
    ['d', 2_000],
  ] as const) {
    store.clock.now = startAt + ms
    await store.insert(name, { ticketId: name.charCodeAt(0) })
  }
  await store.insert('x', { tenantId: 'globex' })
  const ids = async (limit: number, after: { createdAt: number; id: string } | null) =>
    (await store.records.list({ tenantIds: ['acme'] }, { ...fromStart(limit), position: after })).map(({ id }) => id)

  expect(await ids(10, null)).toEqual(['acme:d', 'acme:c', 'acme:b', 'acme:a'])
  expect(await ids(2, null)).toEqual(['acme:d', 'acme:c'])
  expect(await ids(10, { createdAt: startAt + 1_000, id: 'acme:c' })).toEqual(['acme:b', 'acme:a'])
  expect(await ids(10, { createdAt: startAt, id: 'acme:a' })).toEqual([])
  expect([
    await store.records.count({ tenantIds: ['acme'] }),
    await store.records.count({ tenantIds: ['globex'] }),
  ]).toEqual([4, 1])
  expect(await store.records.count({ tenantIds: ['initech'] })).toBe(0)
})

test('each change of a list has its own steps', async () => {
  await store.insert('a', { plannedSteps: ['NOTE'] })
  await store.insert('b', { plannedSteps: ['STATUS'] })
  const listed = await store.records.list({ tenantIds: ['acme'] }, fromStart(10))

  expect(listed.map(({ id, steps }) => [id, ...steps.map(({ state }) => state)])).toEqual([
    ['acme:b', 'SKIPPED', 'SKIPPED', 'PENDING'],
    ['acme:a', 'PENDING', 'SKIPPED', 'SKIPPED'],
  ])
})

test('a ticket’s changes are those of its system, newest first; the server counts where it is known', async () => {
  await store.insert('mine')
  await store.insert('upper', { companyId: 'ACME' })
  await store.insert('company', { companyId: 'globex' })
  await store.insert('server', { server: 'https://two.test' })
  await store.insert('before', { server: null })
  await store.insert('ticket', { ticketId: 2 })
  await store.insert('tenant', { tenantId: 'globex' })
  const listed = async (server: string | null, limit = 10) =>
    (await store.records.ofTicket({ tenantId: 'acme', ticketId: 1, system: { ...system, server } }, limit)).map(
      ({ reference }) => reference,
    )

  expect(await listed('https://one.test')).toEqual(['before', 'upper', 'mine'])
  expect(await listed('https://two.test')).toEqual(['before', 'server'])
  expect(await listed(null)).toEqual(['before', 'server', 'upper', 'mine'])
  expect(await listed('https://one.test', 2)).toEqual(['before', 'upper'])
})
