import type { Instant } from '../../calendar/days.ts'
import { memoize } from '../../memoize.ts'
import type { Slice } from '../../sync/source.ts'
import { iso, type Filter } from './client.ts'
import type { Ticket } from './types.ts'

/*
 * The slices in which tickets are loaded and, once a day, read again.
 */

/** The key of the slice of open tickets of any age. */
export const openSlice = 'open'

/** The key of the slice of tickets created before the horizon. */
export const olderSlice = 'older'

/** The first instant, in UTC, of the month this many months before. */
export function horizonOf(now: Instant, months: number): Instant {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)
}

/** The slices of each moment: the same within a month. */
export function createSlices(months: number): (now: Instant) => readonly Slice[] {
  const slicesSince = memoize((month: Instant) => slicesOf(month, months), 4)
  return (now) => slicesSince(horizonOf(now, 0))
}

/** Open tickets first, then by month of creation, newest first, then what is older and still belongs to the replica. */
export function slicesOf(now: Instant, months: number): Slice[] {
  const monthly = Array.from({ length: months + 1 }, (_, back): Slice => {
    const from = horizonOf(now, back)
    return { key: iso(from).slice(0, 7), from, before: back === 0 ? Infinity : horizonOf(now, back - 1) }
  })
  const older = { key: olderSlice, from: -Infinity, before: horizonOf(now, months) }
  return [{ key: openSlice, from: -Infinity, before: Infinity, isExtra: true }, ...monthly, older]
}

export function sliceFilter({ key, from, before }: Slice, horizon: Instant): Filter[] {
  if (key === openSlice) return [{ op: 'notExist', field: 'completedDate' }]
  const isBefore: Filter[] = before === Infinity ? [] : [{ op: 'lt', field: 'createDate', value: iso(before) }]
  if (from !== -Infinity) return [{ op: 'gte', field: 'createDate', value: iso(from) }, ...isBefore]
  const since = ['completedDate', 'dueDateTime', 'lastActivityDate', 'lastTrackedModificationDateTime'].map(
    (field): Filter => ({ op: 'gte', field, value: iso(horizon) }),
  )
  return [...isBefore, { op: 'or', items: [{ op: 'notExist', field: 'completedDate' }, ...since] }]
}

export function isInSlice({ key, from, before }: Slice, { createdAt, completedAt }: Ticket): boolean {
  return key === openSlice ? completedAt === null : createdAt >= from && createdAt < before
}
