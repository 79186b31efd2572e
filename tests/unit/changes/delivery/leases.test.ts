import { afterEach, beforeEach, expect, test } from 'vitest'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import { createSqlNow } from '../../../../server/changes/change-clock.ts'
import { createLeases, LeaseLostError, type Leases } from '../../../../server/changes/delivery/leases.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'

const { leaseMs } = usualChangeTimes
let store: Store
let leases: Leases
beforeEach(async () => {
  store = await openStore()
  const now = createSqlNow('sqlite', () => store.clock.now)
  leases = createLeases({ database: store.database, now, leaseMs })
  await store.insert('a')
  await store.insert('b', { ticketId: 2 })
  await store.insert('c', { tenantId: 'globex' })
})
afterEach(() => store.database.destroy())

const nothing = async () => undefined

test('a lease is one owner’s, of one ticket, and says what time it is', async () => {
  expect(await leases.claim(leaseOf('me'))).toBe(startAt)
  expect(await leases.claim(leaseOf('other'))).toBeNull()
  expect(await leases.claim(leaseOf('other', { ticketId: 2 }))).toBe(startAt)
  expect(await leases.claim(leaseOf('other', { tenantId: 'globex' }))).toBe(startAt)
  expect(await leases.claim(leaseOf('me', { ticketId: 3 }))).toBeNull()
})

test('a lease expires after its duration, and its owner has then lost it to the next', async () => {
  await leases.claim(leaseOf('me'))
  store.pass(leaseMs - 1)
  expect(await leases.claim(leaseOf('other'))).toBeNull()
  store.pass(1)
  expect(await leases.claim(leaseOf('other'))).toBe(startAt + leaseMs)

  await expect(leases.holding(leaseOf('me'), nothing)).rejects.toThrow(LeaseLostError)
})

test('a lease that lasts longer than any can, from before a clock was set back, is free', async () => {
  await leases.claim(leaseOf('me'))
  // It now ends after twice the duration, and then a millisecond later than that.
  store.pass(-leaseMs)
  expect(await leases.claim(leaseOf('other'))).toBeNull()
  store.pass(-1)
  expect(await leases.claim(leaseOf('other'))).toBe(startAt - leaseMs - 1)
})

test('a write renews the lease, and says what time it is', async () => {
  await leases.claim(leaseOf('me'))
  store.pass(20_000)
  expect(await leases.holding(leaseOf('me'), nothing)).toBe(startAt + 20_000)
  store.pass(20_000)

  expect(await leases.claim(leaseOf('other'))).toBeNull()
})

test('without the lease nothing is written', async () => {
  await leases.claim(leaseOf('me'))
  let isWritten = false
  const write = async () => {
    isWritten = true
  }
  const lost = await leases.holding(leaseOf('other'), write).catch((error: unknown) => error)

  expect(lost).toBeInstanceOf(LeaseLostError)
  expect((lost as Error).name).toBe('LeaseLostError')
  expect(isWritten).toBe(false)
})

test('a released lease is free; one that was taken over is not released by its former owner', async () => {
  await leases.claim(leaseOf('me'))
  await leases.claim(leaseOf('me', { ticketId: 2 }))
  await leases.release(leaseOf('me'))

  expect(await leases.claim(leaseOf('other'))).toBe(startAt)
  await leases.release(leaseOf('me'))
  expect(await leases.claim(leaseOf('third'))).toBeNull()
  expect(await leases.claim(leaseOf('third', { ticketId: 2 }))).toBeNull()
})
