import type { Instant } from '../../calendar/days.ts'
import type { Slice } from '../../sync/source.ts'
import { horizonOf } from './slices.ts'

/**
 * The slices of sales activity, newest first: one per year by the instant that decides on the ranges a record counts in
 * (see `SalesEntity.at`), the first from the horizon on, the last without end, since what is planned counts too. There are
 * some thousands of these records where there are a hundred thousand tickets: monthly slices would be calls for little.
 */
export function salesSlicesOf(now: Instant, months: number): readonly Slice[] {
  const horizon = horizonOf(now, months)
  const [first, last] = [new Date(horizon).getUTCFullYear(), new Date(now).getUTCFullYear()]
  return Array.from({ length: last - first + 1 }, (_, back): Slice => {
    const year = last - back
    return {
      key: String(year),
      from: Math.max(horizon, Date.UTC(year, 0)),
      before: back === 0 ? Infinity : Date.UTC(year + 1, 0),
    }
  })
}
