import type { VendorAnswer } from './vendor-call.ts'

/** Maximum backoff of one day, in milliseconds: a vendor's daily limit has been reset by then. */
const longestMs = 24 * 3_600_000

/**
 * The backoff a response asks for, in milliseconds above 0 and at most a day; null without a usable value: no
 * `Retry-After`, zero, a past instant, an invalid value.
 *
 * Accepts seconds or an HTTP date in each of its three forms (RFC 9110, sections 5.6.7 and 10.2.3). A date is by the
 * vendor's clock, so it is compared with the response's own `Date` if present, otherwise with the time of receipt.
 * Fractional seconds are not in the RFC, but have been observed.
 */
export function readRetryAfterMs({ headers, receivedAt }: Omit<VendorAnswer, 'status' | 'body'>): number | null {
  const text = readHeader(headers['retry-after'])
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : untilMs(text, headers['date'], receivedAt)
  return waitMs > 0 ? Math.min(Math.ceil(waitMs), longestMs) : null
}

/** Like `readRetryAfterMs`, in whole seconds, rounded up; undefined without a usable value. */
export function readRetryAfterSeconds(answer: Omit<VendorAnswer, 'status' | 'body'>): number | undefined {
  const waitMs = readRetryAfterMs(answer)
  return waitMs === null ? undefined : Math.ceil(waitMs / 1_000)
}

/** A header that occurs once and is no longer than a date can be. */
function readHeader(value: string | string[] | undefined): string {
  return typeof value === 'string' && value.length <= 100 ? value.trim() : ''
}

function untilMs(text: string, date: string | string[] | undefined, receivedAt: number | undefined): number {
  const now = readHttpDate(readHeader(date), receivedAt) ?? receivedAt ?? Number.NaN
  return (readHttpDate(text, now) ?? Number.NaN) - now
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const time = String.raw`(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)`
/** `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. */
const forms = [
  new RegExp(String.raw`^[a-z]{3}, (?<day>\d\d) (?<month>[a-z]{3}) (?<year>\d{4}) ${time} GMT$`, 'i'),
  new RegExp(String.raw`^[a-z]{6,9}, (?<day>\d\d)-(?<month>[a-z]{3})-(?<year>\d\d) ${time} GMT$`, 'i'),
  new RegExp(String.raw`^[a-z]{3} (?<month>[a-z]{3}) (?<day>[ \d]\d) ${time} (?<year>\d{4})$`, 'i'),
]

/** Parses an HTTP date; `now` determines the century of a two-digit year. */
function readHttpDate(text: string, now: number | undefined): number | null {
  const found = forms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (!found) return null
  const part = (name: string) => Number(found[name])
  const month = months.findIndex((name) => name.toLowerCase() === found['month']?.toLowerCase())
  const year = found['year']?.length === 2 ? fullYear(part('year'), now) : part('year')
  const [day, hour, minute, second] = [part('day'), part('hour'), part('minute'), part('second')]
  if (month < 0 || Number.isNaN(year) || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return null
  return Date.UTC(year, month, day, hour, minute, second)
}

/** Expands a two-digit year around `now`: one that seems more than 50 years ahead is past (RFC 9110, section 5.6.7). */
function fullYear(twoDigits: number, now: number | undefined): number {
  if (now === undefined) return Number.NaN
  const thisYear = new Date(now).getUTCFullYear()
  const year = Math.floor(thisYear / 100) * 100 + twoDigits
  return year > thisYear + 50 ? year - 100 : year
}
