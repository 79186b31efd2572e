import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeNote, composeTimeNotes, endsOfNote, endsOfTimeNotes } from '../../../server/changes/compose-note.ts'
import { afterRestore, markRestored, repeatsMs } from '../../../server/changes/restored-database.ts'
import { leaseOf, openStore, startAt, type Store } from './open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const note = { kind: 'NOTE', attempts: 0 } as const
const restore = (takenAt: number | null) =>
  store.database.transaction().execute((trx) => markRestored(trx, () => sql<number>`${store.clock.now}`, takenAt))
const sendsOf = async (id: string) => (await store.find(id)).steps.map(({ sentAt }) => sentAt)

test('every step that is not finished counts as sent when the database was restored, and is due', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE', 'TIME'] })
  await store.deliveries.finish(id, note, { state: 'DONE', vendorId: 7, at: startAt })
  const sent = await store.insert('b', { ticketId: 2, plannedSteps: ['NOTE'] })
  await store.deliveries.claim(leaseOf('me', { ticketId: 2 }))
  await store.deliveries.beginSend(leaseOf('me', { ticketId: 2 }), sent.id, note)
  store.pass(3_600_000)

  expect(await restore(startAt + 1_000)).toEqual({ pending: 2, failed: 0, lostSince: startAt + 1_000 })
  const restoredAt = startAt + 3_600_000
  expect(await sendsOf(id)).toEqual([null, restoredAt, null])
  expect(await sendsOf(sent.id)).toEqual([restoredAt, null, null])
  const change = await store.find(id)
  expect([change.dueAt, change.possiblySentSince]).toEqual([restoredAt, null])
  expect(change.steps.map(({ reason }) => reason)).toEqual([null, afterRestore, null])
  // Whoever held the lease is gone.
  expect(await store.deliveries.claim(leaseOf('other', { ticketId: 2 }))).toBe(restoredAt)
})

test('a FAILED change is looked for when it is retried, and keeps its reason until then', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  await store.deliveries.finish(id, note, { state: 'FAILED', reason: 'Not now.', at: startAt, isUnsent: true })
  store.pass(1_000)

  expect(await restore(startAt)).toEqual({ pending: 0, failed: 1, lostSince: startAt })
  expect((await store.find(id)).steps[0]).toMatchObject({ state: 'FAILED', reason: 'Not now.' })
  await store.states.retry(id)
  expect(await sendsOf(id)).toEqual([startAt + 1_000, null, null])
})

test('changes that are over stay as they are', async () => {
  const done = await store.insert('a', { plannedSteps: ['NOTE'] })
  await store.deliveries.finish(done.id, note, { state: 'DONE', vendorId: 7, at: startAt })
  const cancelled = await store.insert('b', { ticketId: 2 })
  await store.states.cancel(cancelled.id, { by: 'Olga', at: startAt })
  const before = [await store.find(done.id), await store.find(cancelled.id)]
  store.pass(1_000)
  await restore(startAt)

  expect([await store.find(done.id), await store.find(cancelled.id)]).toEqual(before)
})

test('a change that is logged within 30 days after it is looked for first, since what was lost first', async () => {
  await restore(startAt - 60_000)
  store.pass(20 * 24 * 3_600_000)
  await restore(startAt - 30_000)
  const restoredAt = store.clock.now
  store.pass(repeatsMs - 1)
  const repeated = await store.insert('a', { plannedSteps: ['NOTE', 'STATUS'] })

  expect([repeated.possiblySentSince, repeated.steps.map(({ sentAt, attempts }) => [sentAt, attempts])]).toEqual([
    startAt - 30_000,
    [
      [restoredAt, 0],
      [null, 0],
      [restoredAt, 0],
    ],
  ])
  store.pass(1)
  const later = await store.insert('b')
  expect([later.possiblySentSince, later.steps.map(({ sentAt }) => sentAt)]).toEqual([null, [null, null, null]])
})

test('two restores within 30 days: what the first lost is lost still', async () => {
  await restore(startAt - 60_000)
  store.pass(1_000)
  await restore(startAt - 30_000)

  expect((await store.insert('a')).possiblySentSince).toBe(startAt - 60_000)
})

test('without the time of the backup, everything after the newest record counts as lost', async () => {
  expect((await restore(null)).lostSince).toBe(0)
  store.pass(1_000)
  const { id, createdAt } = await store.insert('a')
  expect((await restore(null)).lostSince).toBe(createdAt)
  store.pass(1_000)
  await store.deliveries.finish(id, note, { state: 'DONE', vendorId: 7, at: store.clock.now })
  expect((await restore(null)).lostSince).toBe(startAt + 2_000)
})

test('what identifies a text is all of it but the operator and the minutes', () => {
  const input = { change: null, text: 'Logged by hand.\nCalled back.', operator: 'Olga', minutes: 15, reference: 'REF' }
  const texts = { note: composeNote(input), timeNotes: composeTimeNotes(input), reference: 'REF' }

  expect(endsOfNote(texts)).toEqual({ start: 'Logged by hand.\nCalled back.\n\nLogged by ', end: '· Ref REF' })
  expect(endsOfTimeNotes(texts)).toEqual({ start: 'Logged by hand. Called back.', end: '· Ref REF' })
  const empty = { ...input, text: null }
  expect(endsOfNote({ note: composeNote(empty), timeNotes: composeTimeNotes(empty), reference: 'REF' })).toEqual({
    start: 'Logged by ',
    end: '· Ref REF',
  })
})
