import { beforeEach, describe, expect, test } from 'vitest'
import { toRecord } from '../../../../server/sync/packed-rows.ts'
import { createReplicaReads } from '../../../../server/vendors/autotask/replica-reads.ts'
import type { Ticket } from '../../../../server/vendors/autotask/types.ts'
import { createSyncWorld, dayMs, elsewhere, horizon, hourMs, months, start, type SyncWorld } from './sync-world.ts'

const everything = () => true
const february = Date.UTC(2026, 1, 10)
const ids = (found: { readonly value: readonly { readonly id: number }[] } | null) => found?.value.map(({ id }) => id)

describe('reads of a replica', () => {
  let world: SyncWorld
  beforeEach(async () => {
    world = createSyncWorld()
    world.putTicket(1)
    world.putTicket(2, { createdAt: february, completedAt: start - hourMs, changedAt: start - dayMs })
    world.putTicket(3, { createdAt: horizon - 50 * dayMs, completedAt: horizon, changedAt: horizon })
    world.putTicket(4, { queueId: elsewhere })
    for (const id of [1, 2, 4]) world.putEntry(10 * id, id, { workedAt: start - id * dayMs })
    for (const key of ['2026-03', '2026-02', '2026-01', 'older']) await world.slice(key)
  })

  const read = (
    isLoaded: (range?: { from: number; before: number }) => boolean = everything,
    isSliceLoaded = everything,
  ) =>
    createReplicaReads(
      { tables: world.tables, version: {}, asOf: start, stale: true, maxAgeSeconds: 60, isLoaded, isSliceLoaded },
      months,
      world.now,
    )

  test('have the age of the replica', () => {
    const age = { asOf: start, stale: true, maxAgeSeconds: 60 }

    expect(read().ticket(1)).toEqual({ ...age, value: world.tables.tickets.get(1) })
    expect(read().timeEntriesOfTicket(1)).toEqual({ ...age, value: world.tables.timeEntries.rows().slice(0, 1) })
  })

  describe('of a range', () => {
    const march = { from: Date.UTC(2026, 2, 1), before: Date.UTC(2026, 3, 1) }

    test('have the tickets whose date is in it, from its first instant to before its end', () => {
      expect(ids(read().ticketWindow('createdAt', march))).toEqual([1])
      expect(ids(read().ticketWindow('createdAt', { from: february, before: february + 1 }))).toEqual([2])
      expect(ids(read().ticketWindow('createdAt', { from: february - 1, before: february }))).toEqual([])
      expect(ids(read().ticketWindow('completedAt', { from: horizon, before: start }))).toEqual([2, 3])
      expect(ids(read().ticketWindow('lastActivityAt', { from: start - dayMs, before: start + 1 }))).toEqual([1, 2])
    })

    test('are the same array for the same question about the same records', () => {
      const first = read().ticketWindow('createdAt', march)?.value
      expect(read().ticketWindow('createdAt', { ...march })?.value).toBe(first)
      expect(read().ticketWindow('completedAt', march)?.value).not.toBe(first)
      world.putTicket(5)
      world.apply({ tickets: { put: [{ ...toRecord(world.tables.tickets.get(1)!), id: 5 }], remove: [] } })

      expect(ids(read().ticketWindow('createdAt', march))).toEqual([1, 5])
    })

    test('are left to Autotask where it begins before the horizon', () => {
      expect(read().ticketWindow('createdAt', { from: horizon - 1, before: start })).toBeNull()
      expect(ids(read().ticketWindow('createdAt', { from: horizon, before: start }))).toEqual([1, 2])
    })

    test('need only its own slices for dates of creation, and all of them for other dates', () => {
      const onlyMarch = read((range) => range !== undefined && range.from >= march.from)

      expect(ids(onlyMarch.ticketWindow('createdAt', march))).toEqual([1])
      expect(onlyMarch.ticketWindow('createdAt', { ...march, from: february })).toBeNull()
      expect(onlyMarch.ticketWindow('dueAt', march)).toBeNull()
    })
  })

  describe('of a selection', () => {
    test('by number ignore case, and are left to Autotask where the number is not known', () => {
      const row = { ...toRecord(world.tables.tickets.get(1)!), id: 9, number: 'T20260310.0001' }
      world.apply({ tickets: { put: [row, { ...row, id: 10 }], remove: [] } })

      expect(ids(read(() => false).ticketSelection({ by: 'number', number: 't20260310.0001' }))).toEqual([9, 10])
      expect(read().ticketSelection({ by: 'number', number: 'T20260310.0002' })).toBeNull()
    })

    test('of open tickets need the slice of open tickets only', () => {
      expect(ids(read(() => false).ticketSelection({ by: 'open' }))).toEqual([1])
      expect(read(everything, () => false).ticketSelection({ by: 'open' })).toBeNull()
    })

    test('by change have the tickets with either mark since then', () => {
      const unmarked: Ticket = {
        ...toRecord(world.tables.tickets.get(3)!),
        lastActivityAt: null,
        trackedChangeAt: null,
      }
      world.apply({
        tickets: {
          put: [
            { ...unmarked, id: 20, lastActivityAt: start },
            { ...unmarked, id: 21, trackedChangeAt: start },
            { ...unmarked, id: 22 },
          ],
          remove: [],
        },
      })

      expect(ids(read().ticketSelection({ by: 'updated', since: start }))).toEqual([1, 20, 21])
      expect(read().ticketSelection({ by: 'updated', since: horizon - 1 })).toBeNull()
      expect(read(() => false).ticketSelection({ by: 'updated', since: start })).toBeNull()
    })

    test('by text have all tickets since their creation', () => {
      expect(ids(read().ticketSelection({ by: 'text', text: 'x', createdFrom: february }))).toEqual([1, 2])
      expect(read().ticketSelection({ by: 'text', text: 'x', createdFrom: horizon - 1 })).toBeNull()
      expect(read(() => false).ticketSelection({ by: 'text', text: 'x', createdFrom: february })).toBeNull()
    })
  })

  describe('of time entries', () => {
    test('of a ticket that is not known are left to Autotask, and of one without any are none', () => {
      expect(read().timeEntriesOfTicket(4)).toBeNull()
      expect(read().timeEntriesOfTicket(3)?.value).toEqual([])
      const entries = read().timeEntriesOfTickets(world.tables.tickets.rows())?.value
      expect(entries?.map(({ id }) => id)).toEqual([10, 20])
      expect(read().timeEntriesOfTickets([{ ...toRecord(world.tables.tickets.get(1)!), id: 4 }])).toBeNull()
    })

    test('of tickets are those of the moment, also for the same tickets after an entry was changed', () => {
      const rows = read().ticketSelection({ by: 'open' })!.value
      const before = read().timeEntriesOfTickets(rows)?.value
      expect(read().timeEntriesOfTickets(rows)?.value).toBe(before)
      const entry = { ...toRecord(world.tables.timeEntries.get(10)!), hours: 9 }
      world.apply({ timeEntries: { put: [entry], remove: [] } })

      expect(read().timeEntriesOfTickets(rows)?.value.map(toRecord)).toEqual([entry])
    })

    test('by day have both ends of the range', () => {
      expect(ids(read().timeEntriesWorked('2026-03-08', '2026-03-09'))).toEqual([10, 20])
      expect(ids(read().timeEntriesWorked('2026-03-09', '2026-03-09'))).toEqual([10])
      expect(read().timeEntriesWorked('2025-12-31', '2026-03-09')).toBeNull()
      expect(read(() => false).timeEntriesWorked('2026-03-09', '2026-03-09')).toBeNull()
    })
  })

  test('of references have what is known', () => {
    world.apply({ companies: { put: [{ id: 0, name: 'Own' }], remove: [] } })

    expect([read().reference('companies', 0)?.value, read().reference('companies', 1)]).toEqual([
      { id: 0, name: 'Own' },
      null,
    ])
  })
})
