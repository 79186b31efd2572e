import type { Clock } from '../../clock.ts'
import { createReplicaReader } from '../kit/replica-reader.ts'
import { createSalesReads, type SalesReads, type SalesWindows } from './sales-reads.ts'
import type { SalesReplica } from './sales-replica.ts'

/** What the replica of sales activity needs to answer a request. */
export interface ReplicatedSales {
  readonly sales: SalesReplica
  /** How many months before the current one it reaches back. */
  readonly months: number
  readonly clock: Clock
}

/**
 * Answers one request's questions about sales activity from the replica, and asks Autotask for what that does not have.
 *
 * @param source null: nothing is replicated
 * @param direct asks Autotask
 * @param track marks a load as one that others may follow from
 */
export function createSalesFirst(
  source: ReplicatedSales | null,
  direct: SalesWindows,
  track: <T>(load: Promise<T>) => Promise<T>,
): SalesWindows {
  const { first } = createReplicaReader(() => readSales(source))
  // Tracked, since companies and people are loaded for their rows.
  const window = <T>(take: (known: SalesReads) => T | null, ask: () => Promise<T>) => track(first(take, ask))

  return {
    activities: (range) =>
      window(
        (known) => known.activities(range),
        () => direct.activities(range),
      ),
    opportunitiesCreated: (range) =>
      window(
        (known) => known.opportunitiesCreated(range),
        () => direct.opportunitiesCreated(range),
      ),
    appointmentsIn: (range) =>
      window(
        (known) => known.appointmentsIn(range),
        () => direct.appointmentsIn(range),
      ),
    appointmentsFrom: (from) =>
      window(
        (known) => known.appointmentsFrom(from),
        () => direct.appointmentsFrom(from),
      ),
  }
}

async function readSales(source: ReplicatedSales | null): Promise<SalesReads | null> {
  const read = await source?.sales.read()
  return source && read ? createSalesReads(read, source.months, source.clock()) : null
}
