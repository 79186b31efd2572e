import { afterEach, beforeEach, expect, test } from 'vitest'
import { leaseOf, openStore, startAt, type Store } from './open-store.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const note = { kind: 'NOTE', attempts: 0 } as const
const cancel = (id: string, by = 'Olga') => store.states.cancel(id, { by, at: store.clock.now })

/** Records a step as sent. */
async function send(id: string, step: { kind: 'NOTE' | 'TIME' | 'STATUS'; attempts: number } = note) {
  await store.deliveries.claim(leaseOf('me'))
  await store.deliveries.beginSend(leaseOf('me'), id, step)
  await store.deliveries.release(leaseOf('me'))
}

test('a change of which nothing was sent is CANCELLED at once, and its steps are SKIPPED', async () => {
  const { id } = await store.insert('a')
  const other = await store.insert('b', { ticketId: 2 })
  store.pass(5_000)

  expect(await cancel(id)).toBe(true)
  const change = await store.find(id)
  expect([change.cancelRequestedAt, change.cancelledBy, change.finishedAt, change.dueAt]).toEqual([
    startAt + 5_000,
    'Olga',
    startAt + 5_000,
    startAt + 5_000,
  ])
  expect(change.state).toBe('CANCELLED')
  expect(change.steps.map(({ state, reason, finishedAt }) => [state, reason, finishedAt])).toEqual(
    Array.from({ length: 3 }, () => ['SKIPPED', 'It was cancelled before this was sent.', startAt + 5_000]),
  )
  expect(await store.find(other.id)).toEqual(other)
})

test('steps that are done stay DONE when the rest is cancelled', async () => {
  const { id } = await store.insert('a')
  await store.deliveries.finish(id, note, { state: 'DONE', vendorId: 7, at: startAt })
  await cancel(id)

  expect(await store.statesOf(id)).toBe('CANCELLED DONE SKIPPED SKIPPED')
  expect((await store.find(id)).steps[0]).toMatchObject({ vendorId: 7, reason: null, finishedAt: startAt })
})

test('a change with a step whose outcome is unknown stays PENDING, and is due at once', async () => {
  const { id } = await store.insert('a')
  await send(id)
  store.pass(5_000)

  expect(await cancel(id)).toBe(true)
  expect(await store.statesOf(id)).toBe('PENDING PENDING PENDING PENDING')
  expect(await store.find(id)).toMatchObject({
    cancelRequestedAt: startAt + 5_000,
    cancelledBy: 'Olga',
    finishedAt: null,
    dueAt: startAt + 5_000,
  })
})

test('a step that was sent and is done does not keep a change from being cancelled', async () => {
  const { id } = await store.insert('a')
  await send(id)
  await store.deliveries.finish(id, { kind: 'NOTE', attempts: 1 }, { state: 'DONE', vendorId: 7, at: startAt })
  await cancel(id)

  expect(await store.statesOf(id)).toBe('CANCELLED DONE SKIPPED SKIPPED')
})

test('another change’s unknown step does not keep a change from being cancelled', async () => {
  const { id } = await store.insert('a')
  const { id: later } = await store.insert('b')
  await send(id)
  await cancel(later)

  expect(await store.statesOf(later)).toBe('CANCELLED SKIPPED SKIPPED SKIPPED')
})

test('only what is PENDING can be cancelled, and once', async () => {
  const { id } = await store.insert('a')
  await send(id)

  expect([await cancel(id), await cancel(id, 'Otto')]).toEqual([true, false])
  expect((await store.find(id)).cancelledBy).toBe('Olga')
  const { id: failed } = await store.insert('b', { ticketId: 2 })
  await store.deliveries.finish(failed, note, { state: 'FAILED', reason: 'no', at: startAt })
  expect(await cancel(failed)).toBe(false)
  expect((await store.find(failed)).cancelRequestedAt).toBeNull()
  expect(await cancel('acme:none')).toBe(false)
})

test('a FAILED change is retried with its refused step alone, and is due at once', async () => {
  const { id } = await store.insert('a', { isProject: true })
  await store.deliveries.finish(id, note, { state: 'DONE', vendorId: 7, at: startAt })
  await store.deliveries.finish(id, { kind: 'TIME', attempts: 0 }, { state: 'FAILED', reason: 'no', at: startAt })
  expect(await store.statesOf(id)).toBe('FAILED DONE FAILED PENDING')
  store.pass(5_000)

  expect(await store.states.retry(id)).toBe(true)
  const change = await store.find(id)
  // Whether it is a project's ticket is asked anew; a given status stays.
  expect([change.finishedAt, change.dueAt, change.isProject, change.statusId]).toEqual([
    null,
    startAt + 5_000,
    null,
    10,
  ])
  expect(await store.statesOf(id)).toBe('PENDING DONE PENDING PENDING')
  expect(change.steps[0]).toMatchObject({ vendorId: 7, finishedAt: startAt })
  expect(change.steps[1]).toMatchObject({ reason: null, finishedAt: null })
})

test('a default status is determined anew when a change is retried', async () => {
  const { id } = await store.insert('a', { statusMode: 'default' })
  await store.deliveries.finish(id, note, { state: 'FAILED', reason: 'no', at: startAt })
  await store.states.retry(id)

  expect((await store.find(id)).statusId).toBeNull()
})

test('only what is FAILED can be retried, and no other change is touched', async () => {
  const { id } = await store.insert('a')
  const { id: other } = await store.insert('b', { ticketId: 2 })
  for (const each of [id, other]) {
    await store.deliveries.finish(each, note, { state: 'FAILED', reason: 'no', at: startAt })
  }

  expect([await store.states.retry(id), await store.states.retry(id)]).toEqual([true, false])
  expect(await store.states.retry('acme:none')).toBe(false)
  expect(await store.statesOf(other)).toBe('FAILED FAILED PENDING PENDING')
})
