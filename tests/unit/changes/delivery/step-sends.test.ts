import { afterEach, beforeEach, expect, test } from 'vitest'
import { LeaseLostError } from '../../../../server/changes/delivery/leases.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'

const lease = leaseOf('me')
const note = { kind: 'NOTE', attempts: 0 } as const
const sentNote = { kind: 'NOTE', attempts: 1 } as const

let store: Store
beforeEach(async () => {
  store = await openStore()
  await store.insert('a')
  await store.deliveries.claim(lease)
})
afterEach(() => store.database.destroy())

const step = async (id = 'acme:a', index = 0) => {
  const { state, attempts, sentAt, reason } = (await store.find(id)).steps[index]!
  return { state, attempts, sentAt, reason }
}

test('before a step is sent, the attempt and its time are recorded, and the reason of an earlier wait is gone', async () => {
  await store.deliveries.postpone(lease, 'acme:a', note, { waitMs: 0, reason: 'later' })
  await store.deliveries.claim(lease)
  store.pass(5_000)

  expect(await store.deliveries.beginSend(lease, 'acme:a', note)).toBe(startAt + 5_000)
  expect(await step()).toEqual({ state: 'PENDING', attempts: 1, sentAt: startAt + 5_000, reason: null })
  expect(await step('acme:a', 1)).toEqual({ state: 'PENDING', attempts: 0, sentAt: null, reason: null })
  expect((await store.find('acme:a')).dueAt).toBe(startAt)
})

test.each([
  ['the lease is another’s', leaseOf('other'), 'acme:a', note],
  ['the attempt is another', lease, 'acme:a', sentNote],
  ['there is no such change', lease, 'acme:none', note],
])('nothing is recorded as sent where %s', async (_, held, id, seen) => {
  await expect(store.deliveries.beginSend(held, id, seen)).rejects.toThrow(LeaseLostError)
  expect(await step()).toEqual({ state: 'PENDING', attempts: 0, sentAt: null, reason: null })
})

test('a step whose outcome is unknown is not sent again', async () => {
  await store.deliveries.beginSend(lease, 'acme:a', note)

  await expect(store.deliveries.beginSend(lease, 'acme:a', sentNote)).rejects.toThrow(LeaseLostError)
  expect(await step()).toMatchObject({ attempts: 1, sentAt: startAt })
})

test('a change that was cancelled, or has ended, is not sent', async () => {
  await store.deliveries.beginSend(lease, 'acme:a', note)
  await store.states.cancel('acme:a', { by: 'Olga', at: startAt })
  await store.deliveries.markUnsent(lease, 'acme:a', sentNote)
  await expect(store.deliveries.beginSend(lease, 'acme:a', sentNote)).rejects.toThrow(LeaseLostError)

  await store.deliveries.finish('acme:a', sentNote, { state: 'SKIPPED', at: startAt })
  await store.insert('b')
  await store.deliveries.finish('acme:b', note, { state: 'FAILED', reason: 'no', at: startAt })
  await expect(store.deliveries.beginSend(lease, 'acme:b', { kind: 'TIME', attempts: 0 })).rejects.toThrow(
    LeaseLostError,
  )
})

test('a change that another of its ticket goes before is not sent', async () => {
  await store.insert('b')

  await expect(store.deliveries.beginSend(lease, 'acme:b', note)).rejects.toThrow(LeaseLostError)
  expect(await step('acme:b')).toMatchObject({ attempts: 0, sentAt: null })
})

test('what is certainly not stored may be sent again, as the next attempt', async () => {
  await store.deliveries.beginSend(lease, 'acme:a', note)
  await store.deliveries.markUnsent(lease, 'acme:a', sentNote)
  expect(await step()).toMatchObject({ attempts: 1, sentAt: null })

  await store.deliveries.beginSend(lease, 'acme:a', sentNote)
  expect(await step()).toMatchObject({ attempts: 2, sentAt: startAt })
})

test('a run that has lost the lease, or saw another attempt, does not say that a step is not stored', async () => {
  await store.deliveries.beginSend(lease, 'acme:a', note)

  await expect(store.deliveries.markUnsent(leaseOf('other'), 'acme:a', sentNote)).rejects.toThrow(LeaseLostError)
  await expect(store.deliveries.markUnsent(lease, 'acme:a', note)).rejects.toThrow(LeaseLostError)
  expect(await step()).toMatchObject({ attempts: 1, sentAt: startAt })
})

test('the time since a send restarts for a clock that was set back, and what was not sent stays so', async () => {
  await store.deliveries.restamp(lease, 'acme:a', note)
  expect(await step()).toMatchObject({ sentAt: null })

  await store.deliveries.beginSend(lease, 'acme:a', note)
  store.pass(-10_000)
  await store.deliveries.restamp(lease, 'acme:a', sentNote)
  expect(await step()).toMatchObject({ attempts: 1, sentAt: startAt - 10_000 })
  await expect(store.deliveries.restamp(leaseOf('other'), 'acme:a', sentNote)).rejects.toThrow(LeaseLostError)
})
