import type { Cursors, Slice } from './source.ts'

/** How far the replica of an account is. Stored with the records, as JSON. */
export interface SyncState {
  /** When the initial load began, in epoch milliseconds. */
  readonly startedAt: number
  readonly cursors: Cursors
  /** Start of the last delta, or of the initial load: everything is at least this new. */
  readonly asOf: number
  /** When each slice was last read, by its key. */
  readonly slices: Readonly<Record<string, number>>
  /** When reference records were last read again. */
  readonly referencesAt: number
  /** When a record of each collection last changed, by the collection's key. */
  readonly changedAt: Readonly<Record<string, number>>
}

/** The state before anything is loaded. */
export const newState = (now: number, cursors: Cursors): SyncState => ({
  startedAt: now,
  cursors,
  asOf: now,
  slices: {},
  referencesAt: now,
  changedAt: {},
})

/** Whether the replica has all records of the slice. Records of a slice that began after the load arrive by deltas. */
export const isSliceLoaded = (state: SyncState, { key, from }: Slice): boolean =>
  state.slices[key] !== undefined || from >= state.startedAt

/** Share of the slices that are loaded, from 0 to 1. */
export function progressOf(state: SyncState | null, slices: readonly Slice[]): number {
  if (!state) return 0
  if (slices.length === 0) return 1
  return slices.filter((slice) => isSliceLoaded(state, slice)).length / slices.length
}
