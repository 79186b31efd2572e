import { formatCount } from '../format/numbers.ts'

/** `1,200 of 3,000 deals read` */
export function describeProgress(read: number, total: number | null): string {
  if (total === null) return read === 0 ? 'Reading deals…' : `${formatCount(read)} deals read`
  // What came in since the count was taken may make it more than all.
  return `${formatCount(Math.min(read, total))} of ${formatCount(total)} deals read`
}
