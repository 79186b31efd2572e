import type { RecordTable } from './record-table.ts'
import type { Changes, CollectionDescription, RecordTypes } from './records.ts'

/** The records of all collections at one moment. Never changes: the next moment is another value. */
export type Tables<C extends RecordTypes> = { readonly [Name in keyof C]: RecordTable<C[Name]> }

/** How far changes have been read, by name, in epoch milliseconds of the vendor's clock. */
export type Cursors = Readonly<Record<string, number>>

/** A part of the replica that is loaded at once, such as the tickets created in one month. */
export interface Slice {
  /** Unique, and the same for as long as the slice exists. */
  readonly key: string
  /** Its records are created from this instant on; a slice that begins after the load began arrives by deltas. */
  readonly from: number
  /** Its records are created before this instant. */
  readonly before: number
  /** True if other slices have its records too: loaded early, but not read again. */
  readonly isExtra?: boolean
}

/** The result of reading changes. */
export interface Delta<C extends RecordTypes> {
  readonly changes: Changes<C>
  readonly cursors: Cursors
}

/**
 * How the collections of one account are read. Methods make vendor calls and return changes; none has side effects, so
 * that a read that fails half-way has changed nothing.
 */
export interface SyncSource<C extends RecordTypes> {
  /** Identifies the account and everything else the records depend on. Records of another account are never shown. */
  readonly account: string
  /** The version of the stored format: records stored with another one are not used, and kept apart. */
  readonly format: string
  readonly collections: { readonly [Name in keyof C]: CollectionDescription<C[Name]> }
  /** Cursors from which deltas find everything that changes after `now`. */
  initialCursors(now: number): Cursors
  /** The slices, in loading order. */
  slices(now: number): readonly Slice[]
  /** Reads a slice whole. The result removes records of the slice that no longer exist. */
  readSlice(slice: Slice, tables: Tables<C>, now: number): Promise<Changes<C>>
  /**
   * Reads what has changed since the cursors.
   *
   * @param isWanted whether a caller asked for a refresh, and waits for it
   */
  readDelta(cursors: Cursors, tables: Tables<C>, now: number, isWanted?: boolean): Promise<Delta<C>>
  /** Reads the known reference records again, and others whose changes deltas may not find. */
  readReferences(tables: Tables<C>, now: number): Promise<Changes<C>>
}
