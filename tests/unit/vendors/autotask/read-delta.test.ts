import { beforeEach, describe, expect, test } from 'vitest'
import {
  createSyncWorld,
  dayMs,
  elsewhere,
  horizon,
  hourMs,
  minuteMs,
  roc,
  start,
  type SyncWorld,
} from './sync-world.ts'

const old = horizon - 100 * dayMs
/** A ticket of before the horizon that belongs to the replica by nothing of its own. */
const ancient = { createdAt: old, completedAt: old, changedAt: old }

describe('a delta', () => {
  let world: SyncWorld
  beforeEach(() => {
    world = createSyncWorld()
  })

  /** A world whose replica has tickets 1 and 2, with a time entry each. */
  async function load() {
    for (const id of [1, 2]) {
      world.putTicket(id, { changedAt: start - hourMs })
      world.putEntry(10 * id, id, { changedAt: start - hourMs })
    }
    await world.slice('2026-03')
    world.now += 10 * minuteMs
    expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['10 of 1', '20 of 2'] })
  }

  test('of known tickets costs two calls, and moves both cursors', async () => {
    await load()
    world.putTicket(1, { title: 'changed' })
    world.putEntry(10, 1, { hours: 3 })

    expect(await world.delta()).toEqual(['Tickets', 'TimeEntries'])
    expect(world.tables.tickets.get(1)?.title).toBe('changed')
    expect(world.tables.timeEntries.get(10)?.hours).toBe(3)
    expect(world.cursors).toEqual({ tickets: world.now, timeEntries: world.now })
  })

  test('reads tickets of all queues, and keeps only those of its own', async () => {
    await load()
    world.putTicket(3, { queueId: elsewhere })
    world.putEntry(30, 3)
    await world.delta()

    expect(world.client.queries.at(-3)?.filter).not.toContainEqual(expect.objectContaining({ field: 'queueID' }))
    expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['10 of 1', '20 of 2'] })
  })

  test('asks once for the ticket of a time entry of another queue, and again when the entry changes', async () => {
    await load()
    const foreign = { ...ancient, queueId: elsewhere }
    world.putTicket(3, foreign)
    world.putEntry(30, 3)

    expect(await world.delta()).toEqual(['Tickets', 'TimeEntries', 'Tickets'])
    world.now += minuteMs
    expect(await world.delta()).toEqual(['Tickets', 'TimeEntries'])
    world.putEntry(30, 3, { hours: 5 })
    expect(await world.delta()).toEqual(['Tickets', 'TimeEntries', 'Tickets'])
  })

  test('keeps a ticket that came into the queue after its time entry was found to be of another one', async () => {
    await load()
    world.putTicket(3, { ...ancient, queueId: elsewhere })
    world.putEntry(30, 3)
    await world.delta()
    world.now += minuteMs
    world.putTicket(3, { ...ancient, changedAt: world.now })
    await world.delta()

    expect(world.shown()).toEqual({ tickets: [1, 2, 3], entries: ['10 of 1', '20 of 2', '30 of 3'] })
  })

  test('reads again what changed shortly before the cursor, as Autotask commits late', async () => {
    await load()
    world.putTicket(1)
    await world.delta()
    world.putTicket(2, { title: 'late', changedAt: world.now - minuteMs })
    world.now += minuteMs
    await world.delta()

    expect(world.tables.tickets.get(2)?.title).toBe('late')
  })

  test('is not stopped by a mark in the future', async () => {
    await load()
    world.putTicket(1, { title: 'future', changedAt: world.now + 1_000 * dayMs })
    await world.delta()
    world.now += 10 * minuteMs
    world.putTicket(2, { title: 'changed' })
    await world.delta()

    expect([1, 2].map((id) => world.tables.tickets.get(id)?.title)).toEqual(['future', 'changed'])
  })

  test('that fails half-way changes nothing', async () => {
    await load()
    const { cursors, tables } = world
    world.putTicket(1, { title: 'changed' })
    world.client.failing = 'TimeEntries'

    await expect(world.delta()).rejects.toThrow('TimeEntries cannot be read')
    expect([world.cursors, world.tables.tickets]).toEqual([cursors, tables.tickets])
  })

  describe('with a ticket that leaves the queue', () => {
    test('removes it with its time entries', async () => {
      await load()
      world.putTicket(1, { queueId: elsewhere })
      world.putEntry(10, 1, { hours: 3 })
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [2], entries: ['20 of 2'] })
    })

    test('keeps the time entry that was moved to another ticket', async () => {
      await load()
      world.putTicket(1, { queueId: elsewhere })
      world.putEntry(10, 2)
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [2], entries: ['10 of 2', '20 of 2'] })
    })

    test('and comes back has it with all its time entries again', async () => {
      await load()
      world.putTicket(1, { queueId: elsewhere })
      await world.delta()
      world.now += hourMs
      world.putTicket(1)

      expect(await world.delta()).toEqual(['Tickets', 'TimeEntries', 'TimeEntries'])
      expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['10 of 1', '20 of 2'] })
    })
  })

  describe('with a ticket that comes into the queue', () => {
    test('reads its older time entries, in one more call', async () => {
      await load()
      world.putEntry(30, 3, { changedAt: start - 5 * dayMs })
      world.putTicket(3)

      expect(await world.delta()).toEqual(['Tickets', 'TimeEntries', 'TimeEntries'])
      expect(world.shown()).toEqual({ tickets: [1, 2, 3], entries: ['10 of 1', '20 of 2', '30 of 3'] })
    })

    test('needs no further call where it was created since the cursor', async () => {
      await load()
      world.putTicket(3, { createdAt: world.now })
      world.putEntry(30, 3)

      expect(await world.delta()).toEqual(['Tickets', 'TimeEntries'])
      expect(world.shown()).toEqual({ tickets: [1, 2, 3], entries: ['10 of 1', '20 of 2', '30 of 3'] })
    })
  })

  describe('with a time entry', () => {
    test('that was moved to another ticket shows it there only', async () => {
      await load()
      world.putEntry(10, 2)
      await world.delta()

      expect(world.shown().entries).toEqual(['10 of 2', '20 of 2'])
      expect(world.tables.timeEntries.group(1)).toEqual([])
    })

    test('that was moved to a ticket of another queue shows it no longer', async () => {
      await load()
      world.putTicket(3, { queueId: elsewhere, changedAt: old })
      world.putEntry(10, 3)
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['20 of 2'] })
    })

    test('that was moved to no ticket shows it no longer, once Autotask sends it', async () => {
      await load()
      world.client.ignoresConditions = true
      world.putEntry(10, null)
      await world.delta()

      expect(world.shown().entries).toEqual(['20 of 2'])
    })

    test('of a ticket that is known by it alone reads the ticket, and its other time entries', async () => {
      await load()
      world.putTicket(3, ancient)
      world.putEntry(30, 3, { changedAt: old, workedAt: old })
      world.putEntry(31, 3)

      expect(await world.delta()).toEqual(['Tickets', 'TimeEntries', 'Tickets', 'TimeEntries'])
      expect(world.shown()).toEqual({ tickets: [1, 2, 3], entries: ['10 of 1', '20 of 2', '30 of 3', '31 of 3'] })
    })

    test('of work before the horizon does not bring its old ticket', async () => {
      await load()
      world.putTicket(3, ancient)
      world.putEntry(30, 3, { workedAt: old })
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['10 of 1', '20 of 2'] })
    })

    test('of a ticket that does not exist, or is in another queue, brings nothing', async () => {
      await load()
      world.putTicket(3, { queueId: elsewhere, changedAt: old })
      world.putEntry(30, 3)
      world.putEntry(40, 4)
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['10 of 1', '20 of 2'] })
    })
  })

  describe('of a vendor that answers everything', () => {
    test('keeps the tickets of its queue that belong to it, and all their time entries', async () => {
      await load()
      world.client.ignoresConditions = true
      world.putTicket(3, { queueId: elsewhere })
      world.putTicket(4, { createdAt: old, changedAt: old, completedAt: old })
      world.putTicket(5, { createdAt: old, changedAt: old })
      for (const id of [3, 4, 5]) world.putEntry(10 * id, id, { changedAt: old, workedAt: old })
      world.putEntry(60, null, { changedAt: old })
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [1, 2, 5], entries: ['10 of 1', '20 of 2', '50 of 5'] })
    })
  })

  describe('with two rows of one id', () => {
    const wire = (id: number, queueID: number) => ({
      entity: 'Tickets',
      row: { id, queueID, createDate: new Date(start).toISOString(), lastActivityDate: new Date(start).toISOString() },
    })

    test('believes the last one, of a ticket that left the queue while it was read', async () => {
      await load()
      world.putTicket(1, { queueId: elsewhere })
      world.client.extra.push(wire(1, roc))
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [2], entries: ['20 of 2'] })
    })

    test('believes the last one, of a ticket that came into the queue while it was read', async () => {
      await load()
      world.putTicket(1)
      world.client.extra.push(wire(1, elsewhere))
      await world.delta()

      expect(world.shown()).toEqual({ tickets: [1, 2], entries: ['10 of 1', '20 of 2'] })
    })

    test('believes the last one, of a time entry that was moved while it was read', async () => {
      await load()
      world.putTicket(3, { queueId: elsewhere, changedAt: old })
      world.client.extra.push({ entity: 'TimeEntries', row: { id: 10, ticketID: 2, hoursWorked: 1 } })
      world.putEntry(10, 3)
      await world.delta()

      expect(world.shown().entries).toEqual(['20 of 2'])
    })
  })
})
