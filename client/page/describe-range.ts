import { countDays, formatDays, zoneName } from '../format/dates.ts'

/** `24 Oct – 22 Nov 2026 · 30 days (Central European Time)` */
export function describeRange({ from, to, timeZone }: { from: string; to: string; timeZone: string }): string {
  const days = countDays(from, to)
  return `${formatDays(from, to)} · ${days === 1 ? '1 day' : `${days} days`} (${zoneName(timeZone)})`
}
