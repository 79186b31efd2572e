import type { Instant } from '../../calendar/days.ts'
import type { RecordTable } from '../../sync/record-table.ts'
import type { CollectionChanges, SyncRecord } from '../../sync/records.ts'
import type { Cursors } from '../../sync/source.ts'
import { mapRows, type Mapping } from '../kit/mapping.ts'
import type { HubSpotClient, SearchQuery } from './client.ts'
import { archivedEveryMs, indexedAfterMs, indexOverlapMs, searchWindow } from './config.ts'
import { readChanges } from './read-changes.ts'
import type { Modified } from './replicated-records.ts'
import { toInstant, toRecordId } from './wire.ts'

/** Named numbers that a delta leaves for the next one. */
interface DeltaCursors extends Cursors {
  /** The latest change seen, or up to which all changes were seen. */
  readonly modified: Instant
  /** When the recycle bin was last read. */
  readonly archived: Instant
  /** How many more records search counted than the replica has: a change of it means that records were archived. */
  readonly surplus: number
}

export interface ObjectDelta<R extends SyncRecord> {
  readonly changes: CollectionChanges<R>
  readonly cursors: Cursors
}

type Client = Pick<HubSpotClient, 'search' | 'listArchived'>
type ObjectMapping<R> = Mapping<R, SearchQuery['type']>

/** Cursors from which a first delta finds everything, and reads the recycle bin. */
export const firstCursors = (modified: Instant): Cursors => ({ modified, archived: 0 })

/**
 * Reads the changed records of one object type: one call, a second one if records were archived, and more only for more
 * changes than one page has.
 */
export async function readObjectDelta<R extends Modified>(
  client: Client,
  mapping: ObjectMapping<R>,
  known: {
    readonly cursors: Cursors
    readonly table: RecordTable<R>
    readonly now: Instant
    readonly isWanted: boolean
  },
): Promise<ObjectDelta<R>> {
  const { table, now, isWanted } = known
  const cursors = known.cursors as Partial<DeltaCursors>
  const since = Math.max(1_000, (cursors.modified ?? 0) - indexOverlapMs)
  const { rows, total } = await readChanges(client, { type: mapping.entity, properties: mapping.fields }, since)
  const changed = mapRows(rows, mapping.map)
  const modified = nextCursor(cursors.modified ?? 0, changed, now)
  const put = withoutOlder(changed, table)
  const size = table.size + put.filter(({ id }) => !table.get(id)).length

  // Sources differ on whether a total ends at 10,000. One that may end there tells nothing: then time decides.
  const isCapped = total === searchWindow && size > total
  const isLongAgo = Math.abs(now - (cursors.archived ?? 0)) >= archivedEveryMs
  const isArchivedDue = isCapped ? isWanted || isLongAgo : total - size !== cursors.surplus
  if (!isArchivedDue) {
    return { changes: { put, remove: [] }, cursors: { ...cursors, modified } }
  }
  const archived = await readArchived(client, mapping.entity)
  const isGone = ({ id, modifiedAt }: Modified) => (archived.get(id) ?? -Infinity) >= (modifiedAt ?? -Infinity)
  const remain = put.filter((record) => !archived.has(record.id) || !isGone(record))
  const restored = new Set(remain.map(({ id }) => id))
  const remove = [...archived.keys()].filter((id) => !restored.has(id) && table.get(id) !== undefined)
  const arrivals = remain.filter(({ id }) => !table.get(id))
  const surplus = total - (table.size - remove.length + arrivals.length)
  return { changes: { put: remain, remove }, cursors: { modified, archived: now, surplus } }
}

/** Search may know less than the list from which a record came: an older version never replaces a newer one. */
export function withoutOlder<R extends Modified>(records: readonly R[], table: RecordTable<R>): readonly R[] {
  return records.filter(({ id, modifiedAt }) => (modifiedAt ?? Infinity) >= (table.get(id)?.modifiedAt ?? -Infinity))
}

/** When each record of the recycle bin was archived, by its id. */
async function readArchived(client: Client, type: SearchQuery['type']): Promise<ReadonlyMap<string, Instant>> {
  const rows = await client.listArchived(type)
  return new Map(
    rows.flatMap((row) => {
      const id = toRecordId(row['id'])
      return id === null ? [] : [[id, toInstant(row['archivedAt']) ?? Infinity] as const]
    }),
  )
}

/** The latest change seen, but not after now: a mark in the future must not hide what changes until then. */
function nextCursor(known: Instant, changed: readonly Modified[], now: Instant): Instant {
  const latest = changed.reduce((most, { modifiedAt }) => {
    return modifiedAt !== null && modifiedAt <= now ? Math.max(most, modifiedAt) : most
  }, 0)
  return Math.max(Math.min(known, now), latest, now - indexedAfterMs)
}
