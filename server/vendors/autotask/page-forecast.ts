import { pageSize } from './config.ts'

/** Forecasts how many pages a list has before it is read, from lists that were read before. */
export interface PageForecast {
  /**
   * @param entity as Autotask names it
   * @param days length of the list's range; null without one
   * @param old the list as it was, if it was read before
   * @returns number of pages, at least 1
   */
  pages(entity: string, days: number | null, old: unknown): number
  /** Learns from a list that was read. */
  learn(entity: string, days: number | null, rows: number): void
}

/** A shorter range says little about a usual day. */
const leastDays = 7

export function createPageForecast(): PageForecast {
  /** The most rows a day that a list of the entity had. */
  const rowsPerDay = new Map<string, number>()
  return {
    pages(entity, days, old) {
      const rows = Array.isArray(old) ? old.length : (rowsPerDay.get(entity) ?? 0) * (days ?? 0)
      return Math.max(1, Math.ceil(rows / pageSize))
    },
    learn(entity, days, rows) {
      if (days === null || days < leastDays) return
      rowsPerDay.set(entity, Math.max(rowsPerDay.get(entity) ?? 0, rows / days))
    },
  }
}
