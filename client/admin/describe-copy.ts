import { formatAge, formatInstant, formatTime } from '../format/dates.ts'
import { formatCount, formatPercent } from '../format/numbers.ts'

/** A collection of a vendor's records that the gateway keeps a copy of. */
export interface CopiedCollection {
  readonly name: string
  readonly records: number
  readonly complete: boolean
  readonly progress: number
  readonly checkedAt: string | null
  readonly changedAt: string | null
}

/** `TimeEntries` as `Time entries`. */
export function collectionName(name: string): string {
  const words = name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Such as `1,234 records`. */
export const describeRecords = ({ records }: Pick<CopiedCollection, 'records'>): string =>
  `${formatCount(records)} ${records === 1 ? 'record' : 'records'}`

/** Whether the copy of these collections is complete, or how much of it is done. */
export function describeCopy(
  collections: readonly Pick<CopiedCollection, 'complete' | 'progress' | 'checkedAt'>[],
): string {
  const begun = collections.filter(({ checkedAt }) => checkedAt !== null)
  if (begun.length === 0) return 'The gateway copies these records once a page asks for them.'
  const incomplete = begun.filter(({ complete }) => !complete)
  if (incomplete.length === 0) {
    const limit = begun.length < collections.length ? ', as far as pages have asked for them' : ''
    return `The gateway keeps a copy of these records${limit}.`
  }
  const progress = Math.min(...incomplete.map((collection) => collection.progress))
  // 100 % would mean that it is complete.
  return `The gateway is copying these records: ${formatPercent(Math.min(99, Math.floor(progress * 100)) / 100)} done.`
}

/** When the vendor was last asked for changes; empty while nothing was read. */
export function describeCheck(
  { checkedAt }: Pick<CopiedCollection, 'checkedAt'>,
  { timeZone, ageSeconds }: { readonly timeZone: string; readonly ageSeconds: (instant: string) => number },
): string {
  if (checkedAt === null) return ''
  return `Last checked for changes ${formatTime(checkedAt, timeZone)} (${formatAge(ageSeconds(checkedAt))}).`
}

/** When a record last changed; empty if none has since the copy was begun. */
export const describeChange = ({ changedAt }: Pick<CopiedCollection, 'changedAt'>, timeZone: string): string =>
  changedAt === null ? '' : `Last change ${formatInstant(changedAt, timeZone)}`
