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
  const seen = new Map<string, Sum | null>()

  return {
    count(entry) {
      const key = keyOf(entry)
      const sum = seen.get(key)
      if (sum === undefined) {
        if (seen.size < max) seen.set(key, null)
        return false
      }
      if (sum === null) seen.set(key, sumOf(entry))
      else add(sum, entry)
      return true
    },
    take() {
      const sums = [...seen.values()].filter((sum) => sum !== null)
      seen.clear()
      return sums.map(({ last, ...summed }) => ({ ...last, ...summed }))
    },
    get isEmpty() {
      return seen.size === 0
    },
  }
}

/** What has to be the same. */
function keyOf({ kind, actor, credential, address, operation, document, fields, outcome, code }: AuditEntry): string {
  const who = `${kind}\n${actor?.id}\n${credential}\n${address}`
  return `${who}\n${operation}\n${document}\n${outcome}\n${code}\n${textOf(fields)}`
}

/** The lists of answers that are used again are the same ones. */
const texts = new WeakMap<readonly string[], string>()

function textOf(fields: readonly string[]): string {
  const known = texts.get(fields) ?? fields.join('\n')
  texts.set(fields, known)
  return known
}

/** The last of them, with the sum of rows and calls, and the longest duration. Written over: most requests are a repeat. */
interface Sum extends Writable<Pick<AuditEntry, 'count' | 'rows' | 'vendorCalls' | 'milliseconds' | 'tenants'>> {
  last: AuditEntry
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

function sumOf(entry: AuditEntry): Sum {
  const { count, rows, vendorCalls, milliseconds, tenants } = entry
  return { last: entry, count, rows, vendorCalls, milliseconds, tenants }
}

function add(sum: Sum, entry: AuditEntry): void {
  sum.last = entry
  sum.count += entry.count
  sum.rows += entry.rows
  sum.vendorCalls += entry.vendorCalls
  sum.milliseconds = Math.max(sum.milliseconds, entry.milliseconds)
  if (sum.tenants.length !== entry.tenants.length) sum.tenants = [...new Set([...sum.tenants, ...entry.tenants])]
  else sum.tenants = entry.tenants
}
