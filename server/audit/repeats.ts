import type { AuditEntry } from './audit-entry.ts'

/** Counts what repeats within a minute, so that a page that is loaded again and again is two records and not hundreds. */
export interface Repeats {
  /**
   * Counts an entry if the same was there in this minute.
   *
   * @returns false for the first one, and when too many different ones are counted: it is to be recorded by itself
   */
  count(entry: AuditEntry): boolean
  /** Ends the minute. @returns an entry for each that repeated, with `count` and sums */
  take(): AuditEntry[]
  /** Whether anything is remembered. */
  readonly isEmpty: boolean
}

/** How many different entries are remembered in a minute. */
const maxRemembered = 5_000

export function createRepeats(max: number = maxRemembered): Repeats {
  const first = new Map<string, AuditEntry | null>()

  return {
    count(entry) {
      const key = keyOf(entry)
      const sum = first.get(key)
      if (sum === undefined) {
        if (first.size < max) first.set(key, null)
        return false
      }
      first.set(key, sum === null ? entry : add(sum, entry))
      return true
    },
    take() {
      const sums = [...first.values()].filter((sum) => sum !== null)
      first.clear()
      return sums
    },
    get isEmpty() {
      return first.size === 0
    },
  }
}

/** What has to be the same. */
function keyOf({ kind, actor, credential, address, operation, document, fields, outcome, code }: AuditEntry): string {
  return [kind, actor?.id, credential, address, operation, document, outcome, code, ...fields].join('\n')
}

/** The last of them, with the sum of rows and calls, and the longest duration. */
function add(sum: AuditEntry, entry: AuditEntry): AuditEntry {
  return {
    ...entry,
    count: sum.count + entry.count,
    rows: sum.rows + entry.rows,
    vendorCalls: sum.vendorCalls + entry.vendorCalls,
    milliseconds: Math.max(sum.milliseconds, entry.milliseconds),
    tenants:
      sum.tenants.length === entry.tenants.length ? entry.tenants : [...new Set([...sum.tenants, ...entry.tenants])],
  }
}
