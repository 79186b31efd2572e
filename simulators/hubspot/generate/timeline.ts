import type { Random } from '../../autotask/generate/random.ts'
import { addDays, dayAt, startOfDay } from '../account-days.ts'

/** Where the account counts its days. */
export const accountZone = 'America/New_York'

/** The twelve months up to now, in days of the account. */
export interface Timeline {
  readonly now: number
  /** Where the records begin. */
  readonly first: number
  /** Every day from the first to today, oldest first. */
  readonly days: readonly string[]
}

export function createTimeline(now: number): Timeline {
  const today = dayAt(now, accountZone)
  const days = Array.from({ length: 366 }, (_, index) => addDays(today, index - 365))
  return { now, first: startOfDay(days[0]!, accountZone), days }
}

/**
 * Instants of `count` records, oldest first. The first ones are pinned to today, yesterday, the days around the last change
 * of clocks and the first and last second of a month, so that every world has some; two share one millisecond.
 */
export function drawInstants(timeline: Timeline, random: Random, count: number): number[] {
  const { now, first, days } = timeline
  const pinned = [...pinnedInstants(timeline)]
  const drawn = Array.from({ length: Math.max(0, count - pinned.length) }, () => random.instant(first, now))
  const all = [...pinned, ...drawn].slice(0, count).map((instant) => Math.min(now, Math.max(first, instant)))
  if (days.length > 0 && all.length > 3) all[all.length - 1] = all[all.length - 2]!
  return all.sort((a, b) => a - b)
}

function* pinnedInstants({ now, days }: Timeline): Generator<number> {
  const starts = days.map((day) => startOfDay(day, accountZone))
  const dayMs = 86_400_000
  yield starts.at(-1)!
  yield Math.floor((starts.at(-1)! + now) / 2)
  yield starts.at(-2)! + 9 * 3_600_000
  yield starts.at(-1)! - 1_000
  const changing = starts.findLastIndex((start, index) => index > 0 && start - starts[index - 1]! !== dayMs)
  if (changing > 1) {
    yield starts[changing]! - 1_000
    yield starts[changing]!
    yield starts[changing - 1]! + 1_000
  }
  const month = days.findLastIndex((day) => day.endsWith('-01'))
  if (month > 0) {
    yield starts[month]!
    yield starts[month]! - 1
  }
}
