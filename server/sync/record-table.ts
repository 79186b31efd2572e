import { isDeepStrictEqual } from 'node:util'
import { inParts } from './change-parts.ts'
import type { CollectionChanges, CollectionDescription, SyncRecord } from './records.ts'
import { createMemos } from './memos.ts'
import { createShardedMap, type Draft, type ShardedMap } from './sharded-map.ts'
import { change, find, takeWhile, type Order, type SortedChunks } from './sorted-chunks.ts'

/** The records of one collection at one moment. */
export interface RecordTable<R extends SyncRecord> {
  /** Changes with the content: equal versions of one replica have equal records. */
  readonly version: number
  readonly size: number
  get(id: R['id']): R | undefined
  /** All records: by group, if they have groups, and by ascending id. */
  rows(): readonly R[]
  /** The same records in parts, each of which stays the same until one of its records changes. */
  chunks(): SortedChunks<R>
  /** The records of a group (see `groupBy`), by ascending id. */
  group(key: number): readonly R[]
  /** Computes a value once per version; a bounded number of values is kept. */
  memo<T>(key: string, compute: () => T): T
}

const none: readonly never[] = []

/** Creates an empty table. */
export function createRecordTable<R extends SyncRecord>(): RecordTable<R> {
  return makeTable<R>(0, 0, [], null)
}

/**
 * The changes that really change something: the last of several records with one id, without those that are equal to what
 * is known, and without the removal of unknown ids.
 */
export function effectiveChanges<R extends SyncRecord>(
  table: RecordTable<R>,
  { put, remove }: CollectionChanges<R>,
): CollectionChanges<R> {
  const last = new Map<R['id'], R>(put.map((record) => [record.id, record]))
  return {
    put: [...last.values()].filter((record) => {
      const known = table.get(record.id)
      return !known || !isEqual(known, record)
    }),
    remove: [...new Set(remove)].filter((id) => table.get(id) !== undefined && !last.has(id)),
  }
}

/** The same, of so many changes at a time. */
export function* effectiveParts<R extends SyncRecord>(
  table: RecordTable<R>,
  { put, remove }: CollectionChanges<R>,
  size: number,
): Generator<CollectionChanges<R>, void, undefined> {
  const last = new Map<R['id'], R>(put.map((record) => [record.id, record]))
  const distinct = { put: [...last.values()], remove: remove.filter((id) => !last.has(id)) }
  for (const part of inParts(distinct, size)) yield effectiveChanges(table, part)
}

/**
 * Returns a table with these changes, or the same table if there are none. Parts without changes are shared with the
 * table before.
 *
 * @param changes as `effectiveChanges` returns them
 * @param draft of a series of changes, if they are one of them
 */
export function applyChanges<R extends SyncRecord>(
  { groupBy, pack = (rows) => rows }: CollectionDescription<R>,
  table: RecordTable<R>,
  { put, remove }: CollectionChanges<R>,
  draft?: Draft,
): RecordTable<R> {
  if (put.length === 0 && remove.length === 0) return table
  const order = orderOf(groupBy)
  const before = [...remove, ...put.map(({ id }) => id)].flatMap((id) => table.get(id) ?? [])
  const chunks = change(table.chunks(), before.sort(order), put.toSorted(order), order, pack)
  const size = table.size - before.length + put.length
  if (!groupBy) return makeTable(table.version + 1, size, chunks, null)
  const keys = (table as Table<R>).groups?.keys ?? createShardedMap<R['id'], number | null>()
  const grouped = put.map((record) => [record.id, groupBy(record)] as const)
  return makeTable(table.version + 1, size, chunks, { groupBy, keys: keys.with(remove, grouped, draft) })
}

/** The same changes in the order of the table, so that parts of them are about parts of it. */
export const sortChanges = <R extends SyncRecord>(
  { groupBy }: CollectionDescription<R>,
  { put, remove }: CollectionChanges<R>,
): CollectionChanges<R> => ({ put: put.toSorted(orderOf(groupBy)), remove })

interface Groups<R extends SyncRecord> {
  readonly groupBy: (record: R) => number | null
  /** The group of each record, by its id. */
  readonly keys: ShardedMap<R['id'], number | null>
}

interface Table<R extends SyncRecord> extends RecordTable<R> {
  /** Null: the collection has no groups, or the table is empty. */
  readonly groups: Groups<R> | null
}

function makeTable<R extends SyncRecord>(
  version: number,
  size: number,
  chunks: SortedChunks<R>,
  groups: Groups<R> | null,
): Table<R> {
  const memos = createMemos()
  let rows: readonly R[] | null = null

  function get(id: R['id']): R | undefined {
    if (!groups) return find(chunks, (row) => compareIds(row.id, id))
    const key = groups.keys.get(id)
    if (key === undefined) return undefined
    return find(chunks, (row) => compareGroups(groups.groupBy(row), key) || compareIds(row.id, id))
  }

  return {
    version,
    size,
    groups,
    get,
    // Not `flat`, which takes ten times as long.
    rows: () => (rows ??= new Array<R>().concat(...chunks)),
    chunks: () => chunks,
    group(key) {
      if (!groups) return none
      const place = (row: R) => compareGroups(groups.groupBy(row), key)
      return takeWhile(chunks, place, (row) => groups.groupBy(row) === key)
    },
    memo: memos.compute,
  }
}

function orderOf<R extends SyncRecord>(groupBy: CollectionDescription<R>['groupBy']): Order<R> {
  if (!groupBy) return (a, b) => compareIds(a.id, b.id)
  return (a, b) => compareGroups(groupBy(a), groupBy(b)) || compareIds(a.id, b.id)
}

/** Records without a group come first. */
function compareGroups(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
  return a - b
}

/** Text by length first, which for digits is the order of the numbers. */
function compareIds(a: SyncRecord['id'], b: SyncRecord['id']): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [one, other] = [String(a), String(b)]
  if (one.length !== other.length) return one.length - other.length
  return one < other ? -1 : Number(one > other)
}

/** Whether two records of one collection have the same values. Most records are flat. */
function isEqual<R extends SyncRecord>(a: R, b: R): boolean {
  for (const name in b) if (!Object.is(a[name], b[name]) && !isDeepStrictEqual(a[name], b[name])) return false
  for (const name in a) if (!(name in b)) return false
  return true
}
