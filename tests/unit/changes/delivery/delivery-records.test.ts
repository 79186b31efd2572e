import { afterEach, beforeEach, expect, test } from 'vitest'
import { LeaseLostError } from '../../../../server/changes/delivery/leases.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'

const lease = leaseOf('me')
const note = { kind: 'NOTE', attempts: 0 } as const

let store: Store
beforeEach(async () => {
  store = await openStore()
  await store.insert('a', { isProject: null })
  await store.insert('b', { ticketId: 2, isProject: null })
  await store.deliveries.claim(lease)
})
afterEach(() => store.database.destroy())

test('a delay stores when to go on and why, and releases the lease', async () => {
  const otherTicket = leaseOf('me', { ticketId: 2 })
  await store.deliveries.claim(otherTicket)
  store.pass(1_000)
  await store.deliveries.postpone(lease, 'acme:a', note, { waitMs: 2_500.4, reason: 'Too many.' })

  const { dueAt, state, steps } = await store.find('acme:a')
  expect([dueAt - startAt, state, steps.map(({ reason }) => reason)]).toEqual([
    3_500,
    'PENDING',
    ['Too many.', null, null],
  ])
  expect(await store.deliveries.claim(leaseOf('other'))).toBe(startAt + 1_000)
  // Another ticket keeps its own.
  expect((await store.find('acme:b')).dueAt).toBe(startAt)
  expect(await store.deliveries.claim({ ...otherTicket, owner: 'other' })).toBeNull()
})

test('the reason of a delay is not written over that of another attempt', async () => {
  await store.deliveries.postpone(lease, 'acme:a', { ...note, attempts: 1 }, { waitMs: 0, reason: 'Too many.' })

  expect((await store.find('acme:a')).steps[0]?.reason).toBeNull()
})

test.each([
  [{ isProject: true }, [true, 10]],
  [{ isProject: false, statusId: 20 }, [false, 20]],
])('what is known of the ticket is stored: %j', async (known, stored) => {
  await store.deliveries.resolveTicket(lease, 'acme:a', known)

  const change = await store.find('acme:a')
  expect([change.isProject, change.statusId]).toEqual(stored)
  expect((await store.find('acme:b')).isProject).toBeNull()
})

test('a run that has lost the lease stores neither a delay nor a ticket', async () => {
  const lost = leaseOf('other')

  await expect(store.deliveries.postpone(lost, 'acme:a', note, { waitMs: 9, reason: 'x' })).rejects.toThrow(
    LeaseLostError,
  )
  await expect(store.deliveries.resolveTicket(lost, 'acme:a', { isProject: true })).rejects.toThrow(LeaseLostError)
  expect(await store.find('acme:a')).toMatchObject({ dueAt: startAt, isProject: null })
})
