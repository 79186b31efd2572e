import { locale } from './locale.ts'

const whole = new Intl.NumberFormat(locale)
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

export const formatCount = (count: number): string => whole.format(count)
export const formatPercent = (share: number): string => percent.format(share)

/** Hours in readable form: `20 min`, `3 h 20 min`, `5 d 4 h` from three days on. */
export function formatElapsed(hours: number): string {
  const minutes = Math.round(hours * 60)
  if (minutes < 60) return `${whole.format(minutes)} min`
  if (hours < 72) return join([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min'])
  const wholeHours = Math.round(hours)
  return join([Math.floor(wholeHours / 24), 'd'], [wholeHours % 24, 'h'])
}

/** Hours of work: never days, since a day of work is not 24 hours; minutes only while they matter. */
export function formatWork(hours: number): string {
  if (hours >= 100) return `${whole.format(Math.round(hours))} h`
  const minutes = Math.round(hours * 60)
  if (minutes < 60) return `${whole.format(minutes)} min`
  return join([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min'])
}

const join = (large: readonly [number, string], small: readonly [number, string]) =>
  [large, small]
    .filter(([amount], index) => index === 0 || amount > 0)
    .map(([amount, unit]) => `${whole.format(amount)} ${unit}`)
    .join(' ')

/** `1`, `2.5`: hours as a decimal, for tables. */
export const formatDecimalHours = (hours: number): string => oneDigit.format(hours)

const rate = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })

/** `12.5%`: a share whose small differences matter. */
export const formatRate = (share: number): string => rate.format(share)

/** `4:05`: seconds as minutes and seconds, for visit durations. */
export function formatMinutes(seconds: number): string {
  const total = Math.round(seconds)
  return `${whole.format(Math.floor(total / 60))}:${String(total % 60).padStart(2, '0')}`
}
