/**
 * How one request reads a replica: at most once, so that all of its figures are of one moment. What the replica does not
 * have is asked for.
 */
export interface ReplicaReader<Reads> {
  /** Null: there is no replica, or it has nothing yet. */
  reads(): Promise<Reads | null>
  /** @param take returns null where the replica does not have it */
  first<T>(take: (reads: Reads) => T | null, ask: () => Promise<T>): Promise<T>
}

/** @param open reads the replica; called at the first question */
export function createReplicaReader<Reads>(open: () => Promise<Reads | null>): ReplicaReader<Reads> {
  let opened: Promise<Reads | null> | undefined
  const reads = () => (opened ??= open())
  return {
    reads,
    async first(take, ask) {
      const known = await reads()
      return (known && take(known)) ?? ask()
    },
  }
}
