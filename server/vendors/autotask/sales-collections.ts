import type { Instant } from '../../calendar/days.ts'
import type { Slice, SyncSource, Tables } from '../../sync/source.ts'
import type { AutotaskClient } from './client.ts'
import { clockSkewMs } from './config.ts'
import { readSalesChanges, readSalesRange, type SalesRead } from './read-sales.ts'
import { salesEntities } from './sales-entities.ts'
import { salesSlicesOf } from './sales-slices.ts'
import { horizonOf } from './slices.ts'
import { createRecordQueries } from './sync-queries.ts'
import type { SalesRecords } from './types.ts'

type Name = keyof SalesRecords

/** Counts up when the stored records change: they are then loaded again. */
const format = '1'

export const salesFormatOf = (months: number): string => `${format}:${months}`

/** The slices of a stored replica, by its format; null for a format of another version. */
export function salesSlicesOfFormat(stored: string, now: number): readonly Slice[] | null {
  const [version, months] = stored.split(':')
  return version === format ? salesSlicesOf(now, Number(months)) : null
}

/**
 * What of sales activity is replicated: the to-dos, notes, opportunities and appointments that count from `months` before
 * this one on, planned ones included. A source of its own, since most accounts are never asked for it.
 *
 * @param account identifies the account
 */
export function createSalesCollections(options: {
  readonly client: Pick<AutotaskClient, 'query'>
  readonly account: string
  readonly months: number
}): SyncSource<SalesRecords> {
  const { client, account, months } = options
  const queries = createRecordQueries(client)
  const readOf = <N extends Name>(name: N, tables: Tables<SalesRecords>, now: Instant) =>
    ({ queries, entity: salesEntities[name], table: tables[name], horizon: horizonOf(now, months) }) as SalesRead<
      SalesRecords[N]
    >

  /** All of them: whether an edit moves their mark is not known (fact sheet 3.7). */
  const readOpportunities = (tables: Tables<SalesRecords>, now: Instant) => {
    const range = { from: horizonOf(now, months), before: Infinity }
    return readSalesRange(readOf('opportunities', tables, now), range)
  }

  return {
    account,
    format: salesFormatOf(months),
    collections: {
      toDos: { name: 'CompanyToDos' },
      notes: { name: 'CompanyNotes' },
      opportunities: { name: 'Opportunities' },
      appointments: { name: 'Appointments' },
    },
    initialCursors(now) {
      const cursor = now - clockSkewMs
      return { toDos: cursor, notes: cursor, opportunities: cursor, appointments: cursor }
    },
    slices: (now) => salesSlicesOf(now, months),

    async readSlice(slice, tables, now) {
      const read = <N extends Name>(name: N) => readSalesRange(readOf(name, tables, now), slice)
      const [toDos, notes, opportunities, appointments] = await Promise.all([
        read('toDos'),
        read('notes'),
        read('opportunities'),
        read('appointments'),
      ])
      return { toDos, notes, opportunities, appointments }
    },

    async readDelta(cursors, tables, now, isWanted = false) {
      const read = <N extends Name>(name: N) => readSalesChanges(readOf(name, tables, now), cursors[name], now)
      // The cursor stays where it is: what changed since then is read once more.
      const readAll = async () => ({
        changes: await readOpportunities(tables, now),
        cursor: cursors['opportunities'] ?? 0,
      })
      const [toDos, notes, opportunities, appointments] = await Promise.all([
        read('toDos'),
        read('notes'),
        isWanted ? readAll() : read('opportunities'),
        read('appointments'),
      ])
      const all = { toDos, notes, opportunities, appointments }
      return {
        changes: {
          toDos: toDos.changes,
          notes: notes.changes,
          opportunities: opportunities.changes,
          appointments: appointments.changes,
        },
        cursors: Object.fromEntries(Object.entries(all).map(([name, { cursor }]) => [name, cursor])),
      }
    },

    readReferences: async (tables, now) => ({ opportunities: await readOpportunities(tables, now) }),
  }
}
