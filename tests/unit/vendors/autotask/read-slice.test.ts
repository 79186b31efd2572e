import { beforeEach, describe, expect, test } from 'vitest'
import { createSyncWorld, dayMs, elsewhere, horizon, hourMs, start, type SyncWorld } from './sync-world.ts'

const old = horizon - 100 * dayMs
const february = Date.UTC(2026, 1, 10)

describe('a slice', () => {
  let world: SyncWorld
  beforeEach(() => {
    world = createSyncWorld()
  })

  test('has the tickets of the queue that were created in it, with all their time entries', async () => {
    world.putTicket(1)
    world.putTicket(2, { createdAt: february })
    world.putTicket(3, { queueId: elsewhere })
    for (const id of [1, 2, 3]) world.putEntry(10 * id, id, { changedAt: old, workedAt: old })
    world.putEntry(40, null)

    expect(await world.slice('2026-03')).toEqual(['Tickets', 'TimeEntries'])
    expect(world.shown()).toEqual({ tickets: [1], entries: ['10 of 1'] })
  })

  test('without tickets costs one call', async () => {
    expect(await world.slice('2026-03')).toEqual(['Tickets'])
  })

  test('of open tickets has those of any age', async () => {
    world.putTicket(1, { createdAt: old, changedAt: old })
    world.putTicket(2, { completedAt: start })
    world.putEntry(10, 1)
    await world.slice('open')

    expect(world.shown()).toEqual({ tickets: [1], entries: ['10 of 1'] })
  })

  test('of older tickets has those that are open, or were completed, due or changed since the horizon', async () => {
    const ancient = { createdAt: old, completedAt: old, changedAt: old }
    world.putTicket(1, { ...ancient, completedAt: null })
    world.putTicket(2, { ...ancient, completedAt: horizon })
    world.putTicket(3, { ...ancient, dueAt: horizon })
    world.putTicket(4, { ...ancient, changedAt: horizon })
    world.putTicket(5, { ...ancient, completedAt: horizon - 1, dueAt: horizon - 1, changedAt: horizon - 1 })
    await world.slice('older')

    expect(world.shown().tickets).toEqual([1, 2, 3, 4])
  })

  describe('of older tickets', () => {
    const ancient = { createdAt: old, completedAt: old, changedAt: old }
    const unmarked = { changedAt: old }

    /** Two hundred tickets of this month, with even ids from 1,000 on. */
    async function loadRecent(): Promise<void> {
      for (let id = 1_000; id < 1_400; id += 2) world.putTicket(id)
      await world.slice('2026-03')
    }

    /** Ids of the tickets before the horizon that are known. */
    const olderIds = () => world.shown().tickets.filter((id) => world.tables.tickets.get(id)!.createdAt < horizon)

    test('has those that were worked on since the horizon, by work that moved no mark', async () => {
      await loadRecent()
      for (const id of [1, 2, 3]) world.putTicket(id, ancient)
      world.putTicket(4, { ...ancient, queueId: elsewhere })
      world.putEntry(10, 1, { ...unmarked, workedAt: horizon })
      world.putEntry(11, 1, { ...unmarked, workedAt: old })
      world.putEntry(20, 2, { ...unmarked, workedAt: horizon - dayMs })
      world.putEntry(40, 4, { ...unmarked, workedAt: horizon })
      const asked = await world.slice('older')

      expect(olderIds()).toEqual([1])
      expect(world.shown().entries).toEqual(['10 of 1', '11 of 1'])
      // Tickets by their dates, and with high ids; work on low ids; the tickets that it names; their time entries.
      expect(asked.toSorted()).toEqual(['Tickets', 'Tickets', 'Tickets', 'TimeEntries', 'TimeEntries'].toSorted())
    })

    test.each([
      ['higher than those of newer ones', 5_000],
      ['among those of newer ones', 1_051],
    ])('has those of an import too, whose ids are %s', async (_, id) => {
      await loadRecent()
      world.putTicket(id, ancient)
      world.putTicket(id + 10_000, ancient)
      world.putEntry(10, id, { ...unmarked, workedAt: horizon })
      world.putEntry(20, id + 10_000, { ...unmarked, workedAt: old })
      await world.slice('older')

      expect(olderIds()).toEqual([id])
    })

    test('has them where no ticket is newer', async () => {
      world.putTicket(1, ancient)
      world.putEntry(10, 1, { ...unmarked, workedAt: horizon })
      await world.slice('older')

      expect(olderIds()).toEqual([1])
    })

    test('has no others of a vendor that answers everything', async () => {
      await loadRecent()
      world.putTicket(1, ancient)
      world.putTicket(2, { ...ancient, queueId: elsewhere })
      world.putTicket(3, ancient)
      world.putEntry(10, 1, { ...unmarked, workedAt: horizon })
      world.putEntry(20, 2, { ...unmarked, workedAt: horizon })
      world.putEntry(30, 3, { ...unmarked, workedAt: old })
      world.client.ignoresConditions = true
      await world.slice('older')

      expect(olderIds()).toEqual([1])
    })

    test('costs two calls more than without old work', async () => {
      await loadRecent()

      expect(await world.slice('older')).toEqual(['Tickets', 'TimeEntries', 'Tickets'])
    })

    test('loses them once that work is gone', async () => {
      await loadRecent()
      world.putTicket(1, ancient)
      world.putEntry(10, 1, { ...unmarked, workedAt: horizon })
      await world.slice('older')
      world.client.remove('TimeEntries', 10)
      await world.slice('older')
      await world.slice('older')

      expect(olderIds()).toEqual([])
    })
  })

  test('of a vendor that answers everything has no other tickets', async () => {
    world.client.ignoresConditions = true
    world.putTicket(1)
    world.putTicket(2, { createdAt: february })
    world.putTicket(3, { queueId: elsewhere })
    for (const id of [1, 2, 3]) world.putEntry(10 * id, id)
    await world.slice('2026-03')

    expect(world.shown()).toEqual({ tickets: [1], entries: ['10 of 1'] })
  })

  describe('that is read again', () => {
    /** Tickets 1 to 3 of March and 4 of February, each with a time entry. */
    async function load() {
      for (const id of [1, 2, 3, 4]) {
        world.putTicket(id, { changedAt: start - hourMs, ...(id === 4 && { createdAt: february }) })
        world.putEntry(10 * id, id, { changedAt: start - hourMs })
      }
      await world.slice('2026-03')
      await world.slice('2026-02')
    }

    test('heals what moved no mark', async () => {
      await load()
      world.putTicket(1, { title: 'merged', changedAt: start - hourMs })
      world.putEntry(10, 1, { hours: 9, changedAt: start - hourMs })
      world.putEntry(11, 1, { changedAt: start - hourMs })
      await world.slice('2026-03')

      expect(world.tables.tickets.get(1)?.title).toBe('merged')
      expect(world.tables.timeEntries.group(1).map(({ id, hours }) => [id, hours])).toEqual([
        [10, 9],
        [11, 1],
      ])
    })

    test('removes tickets that no longer exist or left the queue, with their time entries, and no others', async () => {
      await load()
      world.client.remove('Tickets', 1)
      world.client.remove('TimeEntries', 10)
      world.putTicket(2, { queueId: elsewhere, changedAt: start - hourMs })
      world.client.remove('Tickets', 4)

      expect(await world.slice('2026-03')).toContain('Tickets')
      expect(world.shown()).toEqual({ tickets: [3, 4], entries: ['30 of 3', '40 of 4'] })
    })

    test('removes time entries that no longer exist', async () => {
      await load()
      world.client.remove('TimeEntries', 10)
      await world.slice('2026-03')

      expect(world.shown().entries).toEqual(['20 of 2', '30 of 3', '40 of 4'])
    })

    test('shows a time entry that was moved without a mark to a ticket of another slice there', async () => {
      await load()
      world.putEntry(10, 4, { changedAt: start - hourMs })
      await world.slice('2026-03')

      expect(world.shown().entries).toEqual(['10 of 4', '20 of 2', '30 of 3', '40 of 4'])
    })

    test('removes a time entry that was moved to a ticket of another queue', async () => {
      await load()
      world.putTicket(5, { queueId: elsewhere })
      world.putEntry(10, 5, { changedAt: start - hourMs })
      await world.slice('2026-03')

      expect(world.shown().entries).toEqual(['20 of 2', '30 of 3', '40 of 4'])
    })

    test('keeps a ticket that its pages lack although it exists, and heals it', async () => {
      await load()
      world.client.lacking.add(2)
      world.putTicket(2, { title: 'merged', changedAt: start - hourMs })
      world.putEntry(20, 2, { hours: 9, changedAt: start - hourMs })
      await world.slice('2026-03')

      expect(world.shown()).toEqual({ tickets: [1, 2, 3, 4], entries: ['10 of 1', '20 of 2', '30 of 3', '40 of 4'] })
      expect([world.tables.tickets.get(2)?.title, world.tables.timeEntries.get(20)?.hours]).toEqual(['merged', 9])
    })

    test('adds nothing that it did not ask for, of a vendor that answers everything', async () => {
      await load()
      world.putTicket(5, { createdAt: february })
      world.putEntry(41, 4)
      world.client.ignoresConditions = true
      for (const id of [2, 20]) world.client.lacking.add(id)
      await world.slice('2026-03')

      expect(world.shown()).toEqual({ tickets: [1, 2, 3, 4], entries: ['10 of 1', '20 of 2', '30 of 3', '40 of 4'] })
    })

    test('keeps a time entry that its pages lack although it exists', async () => {
      await load()
      world.client.lacking.add(20)
      await world.slice('2026-03')

      expect(world.shown().entries).toEqual(['10 of 1', '20 of 2', '30 of 3', '40 of 4'])
    })

    test('costs no further call where nothing is missing', async () => {
      await load()

      expect(await world.slice('2026-03')).toEqual(['Tickets', 'TimeEntries'])
    })

    test('heals an old ticket that belongs to the replica by its time entry alone', async () => {
      const ancient = { createdAt: old, completedAt: old, changedAt: old }
      world.putTicket(1, ancient)
      world.putEntry(10, 1)
      await world.delta()
      expect(world.shown()).toEqual({ tickets: [1], entries: ['10 of 1'] })
      world.putTicket(1, { ...ancient, title: 'merged' })
      world.putEntry(11, 1, { changedAt: old })
      await world.slice('older')

      expect([world.tables.tickets.get(1)?.title, world.shown().entries]).toEqual(['merged', ['10 of 1', '11 of 1']])
    })

    test('of older tickets removes those that the horizon has passed', async () => {
      world.putTicket(1, { createdAt: old, completedAt: horizon, changedAt: horizon })
      world.putEntry(10, 1, { workedAt: horizon })
      await world.slice('older')
      expect(world.shown().tickets).toEqual([1])
      world.now = Date.UTC(2026, 3, 1)
      await world.slice('older')

      expect(world.shown()).toEqual({ tickets: [], entries: [] })
    })

    test('of open tickets keeps those that were completed: the next delta brings them', async () => {
      await load()
      world.now += hourMs
      world.putTicket(1, { completedAt: world.now })
      await world.slice('open')
      expect(world.shown().tickets).toEqual([1, 2, 3, 4])
      await world.delta()

      expect(world.tables.tickets.get(1)?.completedAt).toBe(world.now)
    })
  })
})

describe('references', () => {
  const world = createSyncWorld()
  const company = (id: number, companyName: string) => ({ id, companyName })

  test('that are known are read again: renamed, removed where they no longer exist, and no others added', async () => {
    for (const id of [1, 2, 3]) world.client.put('Companies', company(id, 'a'))
    world.apply({ companies: { put: [1, 2].map((id) => ({ id, name: 'a' })), remove: [] } })
    world.client.put('Companies', company(1, 'b'))
    world.client.remove('Companies', 2)
    world.client.ignoresConditions = true
    world.apply(await world.source.readReferences(world.tables, world.now))

    expect(world.tables.companies.rows()).toEqual([{ id: 1, name: 'b' }])
    expect(world.client.queries.map(({ entity }) => entity)).toEqual(['Companies'])
  })
})
