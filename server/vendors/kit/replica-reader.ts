import { recordHit } from '../../telemetry/vendor-calls.ts'

/**
 * How one request reads a replica: at most once, so that all of its figures are of one moment. What the replica does not
 * have is asked for.
 */
export interface ReplicaReader<Reads> {
  /** Null: there is no replica, or it has nothing yet. */
  reads(): Promise<Reads | null>
  /** As `reads`, without waiting: null, too, if nothing has been read yet. */
  peek(): Reads | null
  /** @param take returns null where the replica does not have it */
  first<T>(take: (reads: Reads) => T | null, ask: () => Promise<T>): Promise<T>
}

/** @param open reads the replica; called at the first question */
export function createReplicaReader<Reads>(open: () => Promise<Reads | null>): ReplicaReader<Reads> {
  let opened: Promise<Reads | null> | undefined
  let now: Reads | null = null
  const reads = () => (opened ??= open().then((found) => (now = found)))
  return {
    reads,
    peek: () => now,
    async first(take, ask) {
      const known = await reads()
      const taken = known && take(known)
      if (taken === null) return ask()
      recordHit()
      return taken
    },
  }
}
