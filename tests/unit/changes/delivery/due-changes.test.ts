import { afterEach, beforeEach, expect, test } from 'vitest'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'

const { leaseMs, patienceMs } = usualChangeTimes
const longestWaitMs = 20 * patienceMs
let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const note = { kind: 'NOTE', attempts: 0 } as const
const due = async (limit = 10, exceptTenants: string[] = []) =>
  (await store.due.find({ limit, exceptTenants })).map(({ id }) => id)

/** Delays a change, as after a call. */
async function postpone(id: string, waitMs: number, lease = leaseOf('me')) {
  await store.deliveries.claim(lease)
  await store.deliveries.postpone(lease, id, note, { waitMs, reason: 'later' })
}

test('the oldest PENDING change of each ticket is due, the longest waiting first', async () => {
  await store.insert('second', { ticketId: 2 })
  store.pass(1)
  await store.insert('first')
  await store.insert('behind')
  store.pass(1)
  await store.insert('other', { tenantId: 'globex' })

  expect(await store.due.find({ limit: 10, exceptTenants: [] })).toEqual([
    { id: 'acme:second', tenantId: 'acme', ticketId: 2 },
    { id: 'acme:first', tenantId: 'acme', ticketId: 1 },
    { id: 'globex:other', tenantId: 'globex', ticketId: 1 },
  ])
  expect(await due(2)).toEqual(['acme:second', 'acme:first'])
  expect(await due(10, ['acme'])).toEqual(['globex:other'])
  expect(await due(10, ['acme', 'globex'])).toEqual([])
})

test('of those that wait for the same time, the one that was logged first is first', async () => {
  await store.insert('a')
  store.pass(1_000)
  await store.insert('b', { ticketId: 2 })
  await postpone('acme:a', 5_000)
  await postpone('acme:b', 5_000, leaseOf('me', { ticketId: 2 }))
  store.pass(5_000)

  expect(await due()).toEqual(['acme:a', 'acme:b'])
})

test('what ended is not due, and no longer in front of the next', async () => {
  await store.insert('a')
  await store.insert('b')
  await store.states.cancel('acme:a', { by: 'Olga', at: startAt })

  expect(await due()).toEqual(['acme:b'])
})

test('a delayed change is due when its time comes, and blocks its ticket until then', async () => {
  await store.insert('a')
  await store.insert('b')
  await postpone('acme:a', 5_000)

  store.pass(4_999)
  expect(await due()).toEqual([])
  store.pass(1)
  expect(await due()).toEqual(['acme:a'])
})

test('what waits longer than any delay, from before a clock was set back, is due', async () => {
  await store.insert('a')
  store.pass(-longestWaitMs)
  expect(await due()).toEqual([])
  store.pass(-1)
  expect(await due()).toEqual(['acme:a'])
})

test('nothing of a leased ticket is due, until the lease expires or is released', async () => {
  await store.insert('a')
  await store.insert('b', { ticketId: 2 })
  await store.insert('c', { tenantId: 'globex' })
  await store.deliveries.claim(leaseOf('me'))
  expect(await due()).toEqual(['acme:b', 'globex:c'])

  store.pass(leaseMs - 1)
  expect(await due()).toEqual(['acme:b', 'globex:c'])
  store.pass(1)
  expect(await due()).toEqual(['acme:a', 'acme:b', 'globex:c'])
})

test('a lease that lasts longer than any can, from before a clock was set back, blocks nothing', async () => {
  store.clock.now = startAt - 3 * leaseMs
  await store.insert('a')
  store.clock.now = startAt
  await store.deliveries.claim(leaseOf('me'))
  store.pass(-leaseMs)
  expect(await due()).toEqual([])
  store.pass(-1)
  expect(await due()).toEqual(['acme:a'])
})

test('changes of different systems do not wait for each other', async () => {
  await store.insert('a')
  await store.insert('b', { companyId: 'globex' })
  await store.insert('c', { server: 'https://two.test' })
  await store.insert('d', { companyId: 'ACME', server: null })

  expect(await due()).toEqual(['acme:a', 'acme:b', 'acme:c'])
})

test('a change that was sent and is unknown goes before an older one', async () => {
  await store.insert('a')
  await store.insert('b')
  const lease = leaseOf('me')
  await store.deliveries.claim(lease)
  await store.deliveries.beginSend(lease, 'acme:a', note)
  await store.deliveries.finish('acme:a', { ...note, attempts: 1 }, { state: 'FAILED', reason: 'no', at: startAt })
  store.pass(1)
  await store.deliveries.beginSend(lease, 'acme:b', note)
  await store.deliveries.release(lease)
  await store.states.retry('acme:a')

  expect(await due()).toEqual(['acme:b'])
})

test('what is PENDING is counted with its oldest, and what FAILED of the last day', async () => {
  await store.insert('a')
  await store.insert('b')
  await store.insert('c', { tenantId: 'globex' })
  await store.states.cancel('acme:a', { by: 'Olga', at: startAt })

  expect(await store.due.count(startAt)).toEqual({ pending: 2, oldestPendingAt: startAt, failed: 0 })

  const lease = leaseOf('me')
  await store.deliveries.claim(lease)
  await store.deliveries.beginSend(lease, 'acme:b', note)
  await store.deliveries.finish('acme:b', { ...note, attempts: 1 }, { state: 'FAILED', reason: 'no', at: startAt })
  expect(await store.due.count(startAt)).toEqual({ pending: 1, oldestPendingAt: startAt, failed: 1 })
  expect(await store.due.count(startAt + 60_000)).toMatchObject({ pending: 1, failed: 0 })
})

test('a reason is shown on all that waits of one tenant, and on nothing else', async () => {
  await store.insert('waits')
  await store.insert('waits too', { ticketId: 2 })
  await store.insert('failed', { ticketId: 3 })
  await store.insert('other', { tenantId: 'globex' })
  const end = { vendorId: 7, at: startAt }
  await store.deliveries.finish('acme:waits', note, { state: 'DONE', ...end })
  await store.deliveries.finish('acme:failed', note, { state: 'FAILED', reason: 'no', at: startAt })
  await postpone('acme:waits too', 0, leaseOf('me', { ticketId: 2 }))
  await store.due.explain('acme', 'Switched off.')
  const reasons = async (id: string) => (await store.find(id)).steps.map(({ reason }) => reason)

  expect(await reasons('acme:waits')).toEqual([null, 'Switched off.', 'Switched off.'])
  expect(await reasons('acme:waits too')).toEqual(['Switched off.', 'Switched off.', 'Switched off.'])
  expect(await reasons('acme:failed')).toEqual(['no', null, null])
  expect(await reasons('globex:other')).toEqual([null, null, null])
})
