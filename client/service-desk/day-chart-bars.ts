import { formatDay, formatDays } from '../format/dates.ts'
import { formatCount } from '../format/numbers.ts'

/** The days of one mark: a single day, or a week where days would be too thin to click. */
export interface Mark {
  readonly from: string
  readonly to: string
  readonly created: number
  readonly completed: number
}

export type Series = 'created' | 'completed'

/** The URL that a mark's bar links to. */
export type HrefOf = (mark: Mark, series: Series) => string

export const nameOf = ({ from, to }: Mark): string => (from === to ? formatDay(from) : formatDays(from, to))

interface Day {
  readonly date: string
  readonly created: number
  readonly completed: number
}

/** Longer ranges are drawn by week. */
export const mostDays = 93

/** Days as marks: by the day, or by calendar week (from Monday, cut at the ends of the range). */
export function toMarks(days: readonly Day[]): Mark[] {
  if (days.length <= mostDays) {
    return days.map(({ date, created, completed }) => ({ from: date, to: date, created, completed }))
  }
  const weeks: Mark[] = []
  for (const { date, created, completed } of days) {
    const last = weeks.at(-1)
    const isMonday = new Date(`${date}T12:00:00Z`).getUTCDay() === 1
    if (last && !isMonday) {
      weeks[weeks.length - 1] = {
        from: last.from,
        to: date,
        created: last.created + created,
        completed: last.completed + completed,
      }
    } else weeks.push({ from: date, to: date, created, completed })
  }
  return weeks
}

/** Round values for the axis from 0 up to at least the largest, at most five of them. */
export function axisTicks(largest: number): number[] {
  const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 2_000, 5_000]
  const step = steps.find((step) => largest / step <= 4) ?? 10_000
  const count = Math.max(1, Math.ceil(largest / step))
  return Array.from({ length: count + 1 }, (_, index) => index * step)
}

/** The chart in one sentence. */
export function describeMarks(marks: readonly Mark[]): string {
  const sum = (series: Series) => marks.reduce((total, mark) => total + mark[series], 0)
  const busiest = marks.reduce((most, mark) => (mark.created > most.created ? mark : most), marks[0] ?? noMark)
  if (sum('created') === 0 && sum('completed') === 0) return 'Nothing was created or completed in this period.'
  const peak = busiest.created > 0 ? `; most were created on ${nameOf(busiest)} (${formatCount(busiest.created)})` : ''
  return `${formatCount(sum('created'))} created, ${formatCount(sum('completed'))} completed${peak}.`
}

const noMark: Mark = { from: '', to: '', created: 0, completed: 0 }
