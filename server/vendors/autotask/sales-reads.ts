import type { Aged } from '../../cache/aged.ts'
import type { Instant, InstantRange } from '../../calendar/days.ts'
import type { ReplicaRead } from '../../sync/replica.ts'
import { covers, salesEntities } from './sales-entities.ts'
import { horizonOf } from './slices.ts'
import type { SalesRecords } from './types.ts'
import type { AutotaskWindows } from './windows.ts'

/** The lists of sales activity. */
export type SalesWindows = Pick<
  AutotaskWindows,
  'activities' | 'opportunitiesCreated' | 'appointmentsIn' | 'appointmentsFrom'
>

/** The same lists from the replica; null for what it does not have (yet): then Autotask is asked directly. */
export type SalesReads = {
  readonly [Name in keyof SalesWindows]: (
    ...asked: Parameters<SalesWindows[Name]>
  ) => Awaited<ReturnType<SalesWindows[Name]>> | null
}

/** @param now epoch milliseconds: the replica's horizon moves with it */
export function createSalesReads(read: ReplicaRead<SalesRecords>, months: number, now: Instant): SalesReads {
  const { tables, asOf, stale, maxAgeSeconds } = read
  const horizon = horizonOf(now, months)
  const aged = <T>(value: T): Aged<T> => ({ value, asOf, stale, maxAgeSeconds })
  const isCovered = (range: InstantRange) => range.from >= horizon && read.isLoaded(range)

  function rowsIn<Name extends keyof SalesRecords>(name: Name, range: InstantRange): readonly SalesRecords[Name][] {
    const table = tables[name]
    const { at } = salesEntities[name]
    return table.memo(`${range.from}:${range.before}`, () => table.rows().filter((row) => covers(range, at(row))))
  }

  return {
    activities: (range) => (isCovered(range) ? aged([...rowsIn('toDos', range), ...rowsIn('notes', range)]) : null),
    opportunitiesCreated: (range) => (isCovered(range) ? aged(rowsIn('opportunities', range)) : null),
    appointmentsIn: (range) => (isCovered(range) ? aged(rowsIn('appointments', range)) : null),
    appointmentsFrom(from) {
      const range = { from, before: Infinity }
      return isCovered(range) ? aged(rowsIn('appointments', range)) : null
    },
  }
}
