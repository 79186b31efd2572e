import { createReplicaMemory } from '../../../../server/sync/replica-memory.ts'
import type { Changes } from '../../../../server/sync/records.ts'
import type { Cursors } from '../../../../server/sync/source.ts'
import { createAutotaskCollections } from '../../../../server/vendors/autotask/collections.ts'
import type { AutotaskRecords } from '../../../../server/vendors/autotask/types.ts'
import { createFakeClient, type FakeClient } from './fake-client.ts'

export const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]

/** The queue of the replica, and another one. */
export const [roc, elsewhere] = [7, 8]

/** How many months the replica reaches back. */
export const months = 2

export const start = Date.UTC(2026, 2, 10, 12)

/** The first instant that the replica reaches back to. */
export const horizon = Date.UTC(2026, 0, 1)

const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString())

interface TicketFields {
  readonly queueId?: number
  readonly createdAt?: number
  readonly completedAt?: number | null
  readonly dueAt?: number | null
  /** Both change marks; null: they stay unset. */
  readonly changedAt?: number | null
  readonly title?: string
}

interface EntryFields {
  readonly workedAt?: number
  readonly changedAt?: number | null
  readonly hours?: number
}

/** An Autotask in memory, and a replica of it. */
export interface SyncWorld {
  readonly client: FakeClient
  readonly source: ReturnType<typeof createAutotaskCollections>
  now: number
  cursors: Cursors
  readonly tables: ReturnType<typeof createReplicaMemory<AutotaskRecords>>['tables']
  putTicket(id: number, fields?: TicketFields): void
  putEntry(id: number, ticketId: number | null, fields?: EntryFields): void
  apply(changes: Changes<AutotaskRecords>): void
  /** Reads a delta, and applies it. @returns the queried entities */
  delta(): Promise<string[]>
  /** Reads the slice with this key, and applies it. @returns the queried entities */
  slice(key: string): Promise<string[]>
  /** Ids of the replica's tickets, and of its time entries with their tickets, each by ascending id. */
  shown(): { readonly tickets: number[]; readonly entries: string[] }
}

export function createSyncWorld(): SyncWorld {
  const client = createFakeClient()
  const source = createAutotaskCollections({ client, account: 'a', rocBoardId: roc, months })
  const memory = createReplicaMemory<AutotaskRecords>(source.collections)

  async function countQueries(work: () => Promise<void>): Promise<string[]> {
    const before = client.queries.length
    await work()
    return client.queries.slice(before).map(({ entity }) => entity)
  }

  const world: SyncWorld = {
    client,
    source,
    now: start,
    cursors: source.initialCursors(start),
    get tables() {
      return memory.tables
    },
    putTicket(id, { queueId = roc, createdAt = start - dayMs, completedAt = null, dueAt = null, ...fields } = {}) {
      const { changedAt = world.now, title = 'a' } = fields
      client.put('Tickets', {
        id,
        title,
        queueID: queueId,
        createDate: iso(createdAt),
        completedDate: iso(completedAt),
        dueDateTime: iso(dueAt),
        lastActivityDate: iso(changedAt),
        lastTrackedModificationDateTime: iso(changedAt),
      })
    },
    putEntry(id, ticketId, { workedAt = world.now, changedAt = world.now, hours = 1 } = {}) {
      client.put('TimeEntries', {
        id,
        ticketID: ticketId,
        hoursWorked: hours,
        dateWorked: iso(workedAt),
        lastModifiedDateTime: iso(changedAt),
      })
    },
    apply: (changes) => memory.apply(changes),
    delta: () =>
      countQueries(async () => {
        const { changes, cursors } = await source.readDelta(world.cursors, memory.tables, world.now)
        memory.apply(changes)
        world.cursors = cursors
      }),
    slice: (key) =>
      countQueries(async () => {
        const slice = source.slices(world.now).find((each) => each.key === key)
        if (!slice) throw new Error(`there is no slice ${key}`)
        memory.apply(await source.readSlice(slice, memory.tables, world.now))
      }),
    shown: () => ({
      tickets: memory.tables.tickets.rows().map(({ id }) => id),
      entries: memory.tables.timeEntries
        .rows()
        .toSorted((a, b) => a.id - b.id)
        .map(({ id, ticketId }) => `${id} of ${ticketId}`),
    }),
  }
  return world
}
