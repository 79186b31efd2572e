import { describe, expect, test } from 'vitest'
import { createRandom, type Random } from '../../../support/random.ts'
import type { WireRow } from '../../../../server/vendors/kit/wire.ts'
import { createSyncWorld, dayMs, elsewhere, horizon, minuteMs, roc, start, type SyncWorld } from './sync-world.ts'

/*
 * Random changes of every kind, compared with what belongs to the replica by the plain rule: after each delta where every
 * change moves its mark, after all slices were read again where some do not.
 */

const rowsOf = (world: SyncWorld, entity: string) => world.client.rows.get(entity) ?? []
const isSince = (value: unknown) => typeof value === 'string' && Date.parse(value) >= horizon

function belongs(world: SyncWorld, ticket: WireRow): boolean {
  if (ticket['queueID'] !== roc) return false
  return belongsByItself(ticket) || isWorkedOn(world, ticket)
}

function belongsByItself(ticket: WireRow): boolean {
  const dates = ['createDate', 'completedDate', 'dueDateTime', 'lastActivityDate', 'lastTrackedModificationDateTime']
  return ticket['completedDate'] === null || dates.some((name) => isSince(ticket[name]))
}

function isWorkedOn(world: SyncWorld, ticket: WireRow): boolean {
  return rowsOf(world, 'TimeEntries').some(
    (entry) => entry['ticketID'] === ticket['id'] && isSince(entry['dateWorked']),
  )
}

/** What the replica must show. */
function expected(world: SyncWorld) {
  const tickets = rowsOf(world, 'Tickets').filter((ticket) => belongs(world, ticket))
  const ids = new Set(tickets.map((ticket) => ticket['id']))
  const entries = rowsOf(world, 'TimeEntries').filter((entry) => ids.has(entry['ticketID']))
  const byId = (rows: WireRow[]) => rows.toSorted((a, b) => Number(a['id']) - Number(b['id']))
  return {
    tickets: byId(tickets).map((ticket) => `${String(ticket['id'])} ${String(ticket['title'])}`),
    entries: byId(entries).map((entry) => [entry['id'], entry['ticketID'], entry['hoursWorked']].join(' ')),
  }
}

const shown = ({ tables }: SyncWorld) => ({
  tickets: tables.tickets.rows().map(({ id, title }) => `${id} ${title}`),
  entries: tables.timeEntries
    .rows()
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, ticketId, hours }) => `${id} ${ticketId} ${hours}`),
})

/** Changes a ticket or time entry, or makes one. With `areMarked`, the change moves the marks as Autotask does. */
function changeAtRandom(world: SyncWorld, random: Random, areMarked: boolean): void {
  const changedAt = areMarked || random.chance(0.5) ? world.now : horizon - 500 * dayMs
  const id = 1 + random.below(25)
  if (!areMarked && random.chance(0.1)) return world.client.remove(random.pick(['Tickets', 'TimeEntries']), id)
  if (random.chance(0.5)) {
    const known = rowsOf(world, 'Tickets').find((row) => row['id'] === id)
    return world.putTicket(id, {
      title: `title ${random.below(1_000)}`,
      queueId: random.chance(0.7) ? roc : elsewhere,
      createdAt: known ? Date.parse(String(known['createDate'])) : start - random.below(200) * dayMs,
      completedAt: random.chance(0.5) ? null : start - random.below(200) * dayMs,
      changedAt,
    })
  }
  const ticketId = 1 + random.below(25)
  world.putEntry(id, ticketId, { hours: random.below(9), workedAt: start - random.below(200) * dayMs, changedAt })
  // A time entry moves a mark of its ticket.
  const ticket = rowsOf(world, 'Tickets').find((row) => row['id'] === ticketId)
  if (ticket && areMarked)
    world.client.put('Tickets', { ...ticket, lastActivityDate: new Date(changedAt).toISOString() })
}

async function readAll(world: SyncWorld): Promise<void> {
  for (const { key } of world.source.slices(world.now)) await world.slice(key)
}

describe.each([1, 2, 3, 4, 5, 6])('random changes %i', (seed) => {
  test('with their marks are shown after each delta', async () => {
    const world = createSyncWorld()
    const random = createRandom(seed)
    for (let change = 0; change < 60; change += 1) changeAtRandom(world, random, true)
    await readAll(world)
    expect(shown(world)).toEqual(expected(world))

    for (let delta = 0; delta < 60; delta += 1) {
      world.now += random.below(10) * minuteMs
      for (let change = random.below(8); change > 0; change -= 1) changeAtRandom(world, random, true)
      await world.delta()
      expect({ delta, ...shown(world) }).toEqual({ delta, ...expected(world) })
    }
  })

  test('without marks, and deletions, are shown after all slices were read again twice', async () => {
    const world = createSyncWorld()
    const random = createRandom(seed)
    for (let round = 0; round < 12; round += 1) {
      world.now += random.below(10) * minuteMs
      for (let change = 0; change < 20; change += 1) changeAtRandom(world, random, false)
      await world.delta()
      await readAll(world)
      await readAll(world)
      expect({ round, ...shown(world) }).toEqual({ round, ...expected(world) })
    }
  })
})
