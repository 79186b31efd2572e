import type { Instant, InstantRange } from '../../calendar/days.ts'
import type { RecordTable } from '../../sync/record-table.ts'
import type { CollectionChanges, SyncRecord } from '../../sync/records.ts'
import { nextCursor, readFrom } from './change-marks.ts'
import { iso, type Filter } from './client.ts'
import { covers, type SalesEntity } from './sales-entities.ts'
import type { RecordQueries } from './sync-queries.ts'

/** A record of sales activity with the mark that changes move; null if Autotask does not say. */
interface SalesRecord extends SyncRecord {
  readonly id: number
  readonly modifiedAt: Instant | null
}

/** One entity, and what is known of it. */
export interface SalesRead<R extends SalesRecord> {
  readonly queries: RecordQueries
  readonly entity: SalesEntity<R>
  readonly table: RecordTable<R>
  /** Records that count before this do not belong to the replica. */
  readonly horizon: Instant
}

/**
 * Reads the records that count in a range. What is known to and is not among them is asked for by id: it counts in another
 * range now, was lacking on a page that was read while records changed, or is gone.
 */
export async function readSalesRange<R extends SalesRecord>(
  read: SalesRead<R>,
  range: InstantRange,
): Promise<CollectionChanges<R>> {
  const { queries, entity, table, horizon } = read
  const { mapping, at, within } = entity
  const found = (await queries.query(mapping, within(range))).filter((record) => covers(range, at(record)))
  const foundIds = new Set(found.map(({ id }) => id))
  const known = table.rows().filter((record) => covers(range, at(record)) && !foundIds.has(record.id))
  const missing = new Set(known.map(({ id }) => id))
  const lacking = (await queries.queryIn(mapping, 'id', [...missing])).filter(
    (record) => missing.has(record.id) && isKept(read, record),
  )
  const gone = missing.difference(new Set(lacking.map(({ id }) => id)))
  const past = table.rows().filter((record) => !covers({ from: horizon, before: Infinity }, at(record)))
  return { put: [...found, ...lacking], remove: [...gone, ...past.map(({ id }) => id)] }
}

/** Reads the records that changed since the cursor, the last change seen. */
export async function readSalesChanges<R extends SalesRecord>(
  read: SalesRead<R>,
  cursor: Instant | undefined,
  now: Instant,
): Promise<{ readonly changes: CollectionChanges<R>; readonly cursor: Instant }> {
  const { queries, entity } = read
  const value = iso(readFrom(cursor))
  // A new record may have the one mark only.
  const items = entity.marks.map((field): Filter => ({ op: 'gte', field, value }))
  const rows = await queries.query(entity.mapping, [{ op: 'or', items }])
  const [put, others] = [rows.filter((row) => isKept(read, row)), rows.filter((row) => !isKept(read, row))]
  return {
    changes: { put, remove: others.map(({ id }) => id) },
    cursor: nextCursor(
      cursor,
      rows.map(({ modifiedAt }) => modifiedAt),
      now,
    ),
  }
}

const isKept = <R extends SalesRecord>({ entity, horizon }: SalesRead<R>, record: R): boolean =>
  covers({ from: horizon, before: Infinity }, entity.at(record))
