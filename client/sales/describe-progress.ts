import { formatCount } from '../format/numbers.ts'

/** `1,200 of 3,000 deals read` */
export function describeProgress(read: number, total: number | null): string {
  if (total === null) return read === 0 ? 'Reading deals…' : `${formatCount(read)} deals read`
  // Deals created after the count was taken can make it exceed the total.
  return `${formatCount(Math.min(read, total))} of ${formatCount(total)} deals read`
}
