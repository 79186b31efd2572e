import type { Cursors, Delta, Slice, SyncSource, Tables } from '../../../server/sync/source.ts'
import type { Changes } from '../../../server/sync/records.ts'

export interface Ticket {
  readonly id: number
  readonly createdAt: number
  readonly text: string
}

export interface Name {
  readonly id: number
  readonly text: string
}

export type FakeRecords = { readonly tickets: Ticket; readonly names: Name }

/** A vendor in memory whose answers can be held back and made to fail. */
export interface FakeVendor {
  readonly source: SyncSource<FakeRecords>
  /** What was read, in order: `delta`, `references` or the key of a slice. */
  readonly reads: string[]
  /** Thrown by every read, after its calls. */
  failure: Error | null
  put(ticket: Ticket): void
  remove(id: number): void
  /** Reads begun from now on wait until they are released. */
  hold(): void
  release(): void
  tickets(): readonly Ticket[]
}

/** Slices of the fake vendor begin here. */
export const middle = Date.UTC(2026, 0, 1)

const slices: readonly Slice[] = [
  { key: 'new', from: middle, before: Infinity },
  { key: 'old', from: -Infinity, before: middle },
]

/** @param clock the vendor's */
export function createFakeVendor(clock: () => number, account = 'fake'): FakeVendor {
  const known = new Map<number, { readonly ticket: Ticket | null; readonly changedAt: number }>()
  const reads: string[] = []
  let held: PromiseWithResolvers<void> | null = null

  async function read<T>(name: string, answer: () => T): Promise<T> {
    reads.push(name)
    const result = answer()
    await held?.promise
    if (vendor.failure) throw vendor.failure
    return result
  }

  function readDelta(cursors: Cursors): Delta<FakeRecords> {
    const changed = [...known].filter(([, { changedAt }]) => changedAt >= (cursors['tickets'] ?? 0))
    return {
      changes: {
        tickets: {
          put: changed.flatMap(([, { ticket }]) => ticket ?? []),
          remove: changed.filter(([, { ticket }]) => !ticket).map(([id]) => id),
        },
      },
      cursors: { tickets: Math.max(cursors['tickets'] ?? 0, ...changed.map(([, { changedAt }]) => changedAt)) },
    }
  }

  function readSlice({ from, before }: Slice, tables: Tables<FakeRecords>): Changes<FakeRecords> {
    const isInSlice = ({ createdAt }: Ticket) => createdAt >= from && createdAt < before
    const put = tickets().filter(isInSlice)
    const ids = new Set(put.map(({ id }) => id))
    const gone = tables.tickets.rows().filter((ticket) => isInSlice(ticket) && !ids.has(ticket.id))
    return { tickets: { put, remove: gone.map(({ id }) => id) } }
  }

  const tickets = () => [...known.values()].flatMap(({ ticket }) => ticket ?? []).sort((a, b) => a.id - b.id)

  const vendor: FakeVendor = {
    reads,
    failure: null,
    put: (ticket) => known.set(ticket.id, { ticket, changedAt: clock() }),
    remove: (id) => known.set(id, { ticket: null, changedAt: clock() }),
    hold: () => (held ??= Promise.withResolvers<void>()),
    release() {
      held?.resolve()
      held = null
    },
    tickets,
    source: {
      account,
      format: '1',
      collections: { tickets: { name: 'Tickets' }, names: { name: 'Names' } },
      initialCursors: (now) => ({ tickets: now }),
      slices: () => slices,
      readSlice: (slice, tables) => read(slice.key, () => readSlice(slice, tables)),
      readDelta: (cursors) => read('delta', () => readDelta(cursors)),
      readReferences: () => read('references', () => ({})),
    },
  }
  return vendor
}
