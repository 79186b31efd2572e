import type { CollectionChanges, SyncRecord } from './records.ts'

/** Changes in parts of at most `size` records, so that work on many leaves the event loop free in between. */
export function* inParts<R extends SyncRecord>(
  { put, remove }: CollectionChanges<R>,
  size: number,
): Generator<CollectionChanges<R>, void, undefined> {
  for (let start = 0; start < remove.length; start += size) yield { put: [], remove: remove.slice(start, start + size) }
  for (let start = 0; start < put.length; start += size) yield { put: put.slice(start, start + size), remove: [] }
}
