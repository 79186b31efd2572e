import { isDeepStrictEqual } from 'node:util'
import type { CollectionChanges, CollectionDescription, SyncRecord } from './records.ts'

/** The records of one collection at one moment. */
export interface RecordTable<R extends SyncRecord> {
  /** Changes with the content: equal versions of one replica have equal records. */
  readonly version: number
  readonly size: number
  get(id: R['id']): R | undefined
  /** All records, by ascending id. */
  rows(): readonly R[]
  /** The records of a group (see `groupBy`), by ascending id. */
  group(key: number): readonly R[]
  /** Computes a value once per version; a bounded number of values is kept. */
  memo<T>(key: string, compute: () => T): T
}

/** How many computed values a table keeps: some dozens of ranges and filters are asked for at a time. */
const maxMemos = 256

const none: readonly never[] = []

/** Creates an empty table. */
export function createRecordTable<R extends SyncRecord>(): RecordTable<R> {
  return makeTable<R>(0, new Map(), new Map(), () => none)
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

/**
 * Returns a table with these changes, or the same table if there are none. Groups without changes are shared with the
 * table before.
 *
 * @param changes as `effectiveChanges` returns them
 */
export function applyChanges<R extends SyncRecord>(
  description: CollectionDescription<R>,
  table: RecordTable<R>,
  changes: CollectionChanges<R>,
): RecordTable<R> {
  const { put, remove } = changes
  if (put.length === 0 && remove.length === 0) return table
  const { byId, groups } = table as Table<R>
  const next = new Map(byId)
  const removed = remove.map((id) => byId.get(id))
  const replaced = put.map(({ id }) => byId.get(id))
  for (const id of remove) next.delete(id)
  for (const record of put) next.set(record.id, record)
  const before = [...removed, ...replaced].filter((record) => record !== undefined)
  return makeTable(table.version + 1, next, regroup(description, groups, before, put), sorter(table, next, changes))
}

/** Sorts the rows of a changed table: from the rows before, if those were sorted. */
function sorter<R extends SyncRecord>(
  table: RecordTable<R>,
  byId: ReadonlyMap<R['id'], R>,
  { put, remove }: CollectionChanges<R>,
): () => readonly R[] {
  const known = (table as Table<R>).sortedRows()
  if (!known) return () => [...byId.values()].sort(compareIds)
  const gone = new Set([...remove, ...put.map(({ id }) => id)])
  return () =>
    mergeSorted(
      known.filter(({ id }) => !gone.has(id)),
      put.toSorted(compareIds),
    )
}

interface Table<R extends SyncRecord> extends RecordTable<R> {
  readonly byId: ReadonlyMap<R['id'], R>
  readonly groups: ReadonlyMap<number, readonly R[]>
  /** The rows by ascending id; null until they are asked for. */
  sortedRows(): readonly R[] | null
}

function makeTable<R extends SyncRecord>(
  version: number,
  byId: ReadonlyMap<R['id'], R>,
  groups: ReadonlyMap<number, readonly R[]>,
  sortRows: () => readonly R[],
): Table<R> {
  const memos = new Map<string, unknown>()
  let [sorted, sort]: [readonly R[] | null, (() => readonly R[]) | null] = [null, sortRows]
  return {
    version,
    byId,
    groups,
    size: byId.size,
    get: (id) => byId.get(id),
    rows() {
      if (sorted) return sorted
      sorted = sort?.() ?? none
      // Releases the rows before.
      sort = null
      return sorted
    },
    sortedRows: () => sorted,
    group: (key) => groups.get(key) ?? none,
    memo<T>(key: string, compute: () => T): T {
      if (memos.has(key)) return memos.get(key) as T
      const value = compute()
      // The first key is the oldest.
      if (memos.size >= maxMemos) memos.delete(memos.keys().next().value as string)
      memos.set(key, value)
      return value
    },
  }
}

/** Merges two lists of records by ascending id. */
function mergeSorted<R extends SyncRecord>(a: readonly R[], b: readonly R[]): readonly R[] {
  const last = a.at(-1)
  const first = b[0]
  if (!last || !first || compareIds(last, first) < 0) return [...a, ...b]
  const merged: R[] = []
  let index = 0
  for (const record of b) {
    for (let next = a[index]; next && compareIds(next, record) < 0; next = a[++index]) merged.push(next)
    merged.push(record)
  }
  for (; index < a.length; index++) merged.push(a[index] as R)
  return merged
}

/** Takes the records `before` out of their groups, and puts the records `after` into theirs. */
function regroup<R extends SyncRecord>(
  { groupBy }: CollectionDescription<R>,
  groups: ReadonlyMap<number, readonly R[]>,
  before: readonly R[],
  after: readonly R[],
): ReadonlyMap<number, readonly R[]> {
  if (!groupBy) return groups
  const gone = new Set(before.map(({ id }) => id))
  const added = Map.groupBy(after, groupBy)
  const touched = new Set([...before.map(groupBy), ...added.keys()])
  const next = new Map(groups)
  for (const key of touched) {
    if (key === null) continue
    const stay = (groups.get(key) ?? none).filter(({ id }) => !gone.has(id))
    const members = [...stay, ...(added.get(key) ?? none)].sort(compareIds)
    if (members.length === 0) next.delete(key)
    else next.set(key, members)
  }
  return next
}

/** Text by length first, which for digits is the order of the numbers. */
function compareIds({ id: a }: SyncRecord, { id: b }: SyncRecord): number {
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
