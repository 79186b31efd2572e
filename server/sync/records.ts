import type { Pack } from './packed-rows.ts'

/*
 * The vocabulary of incremental sync. Each vendor describes its collections in one file, `collections.ts`; nothing here
 * knows a vendor.
 */

/** A replicated vendor record: plain data that survives JSON. */
export interface SyncRecord {
  /** Text where a number could not hold it. All of one collection are of one type. */
  readonly id: number | string
}

/** The record type of each collection, by the collection's key. */
export type RecordTypes = Readonly<Record<string, SyncRecord>>

/** Changes of one collection. A record that is put replaces the one with its id. */
export interface CollectionChanges<R extends SyncRecord = SyncRecord> {
  readonly put: readonly R[]
  /** Ids of records that no longer exist, or no longer belong to the replica. Unknown ids have no effect. */
  readonly remove: readonly R['id'][]
}

/** Changes of several collections, applied together or not at all. */
export type Changes<C extends RecordTypes> = { readonly [Name in keyof C]?: CollectionChanges<C[Name]> }

/** A collection as its vendor describes it. */
export interface CollectionDescription<R extends SyncRecord> {
  /** The name in the graph and in metrics, such as `Tickets`. */
  readonly name: string
  /** The name in metrics, if another vendor has a collection of the same name. */
  readonly metricName?: string
  /** Groups records by this key, such as time entries by ticket; null: in no group. */
  readonly groupBy?: (record: R) => number | null
  /** How records are kept in memory, for collections of many; as they are by default. */
  readonly pack?: Pack<R>
}
