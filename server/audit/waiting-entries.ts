import { createEntry, type AuditEntry } from './audit-entry.ts'

/** An entry that is not on disk yet. */
export interface Waiting {
  readonly entry: AuditEntry
  /** The caller that waits until it is; null: none. */
  readonly caller: { resolve(id: string): void; reject(error: unknown): void } | null
}

/** Entries that wait for a batch, in their order. */
export interface WaitingEntries {
  /** @returns false if there is no room: the entry is lost, and counted */
  push(waiting: Waiting): boolean
  /** Puts entries back that were taken. */
  putBack(waiting: readonly Waiting[]): void
  /** Takes the oldest; where some were lost, an entry that says so comes first. */
  take(most: number, now: number): Waiting[]
  /** Those that a caller waits for now. */
  callers(): Waiting[]
  /** Takes these out, as far as they are still here. */
  remove(waiting: readonly Waiting[]): void
  readonly hasCallers: boolean
  readonly size: number
}

export function createWaitingEntries(maxWaiting: number): WaitingEntries {
  let queue: Waiting[] = []
  let lost = 0

  return {
    push(waiting) {
      const hasRoom = queue.length < maxWaiting
      if (hasRoom) queue.push(waiting)
      else lost += 1
      return hasRoom
    },
    putBack: (waiting) => void queue.unshift(...waiting),
    take(most, now) {
      const gap = lost > 0 ? [{ entry: lossOf(lost, now), caller: null }] : []
      lost = 0
      return [...gap, ...queue.splice(0, most)]
    },
    callers: () => queue.filter(({ caller }) => caller !== null),
    remove(waiting) {
      const gone = new Set(waiting)
      queue = queue.filter((one) => !gone.has(one))
    },
    get hasCallers() {
      return queue.some(({ caller }) => caller !== null)
    },
    get size() {
      return queue.length
    },
  }
}

/** What takes the place of lost entries. */
const lossOf = (count: number, at: number) =>
  createEntry({ kind: 'system', at, operation: 'records lost', outcome: 'failed', count })
