import type { TimeEntry } from './types.ts'

/**
 * Changed time entries whose tickets are not of the replica, as the last delta found out. The next ones read the same entries
 * again, since they begin some time before the last change, but need not ask for their tickets again: a ticket that comes
 * into the queue is among the changed ones itself.
 */
export interface ForeignEntries {
  /** Whether the last delta had this entry, unchanged since. */
  has(entry: TimeEntry): boolean
  /** Replaces all of them. */
  replace(entries: readonly TimeEntry[]): void
}

export function createForeignEntries(): ForeignEntries {
  let keys: ReadonlySet<string> = new Set()
  const keyOf = ({ id, ticketId, modifiedAt }: TimeEntry) => `${id}:${ticketId}:${modifiedAt}`
  return {
    has: (entry) => keys.has(keyOf(entry)),
    replace: (entries) => (keys = new Set(entries.map(keyOf))),
  }
}
