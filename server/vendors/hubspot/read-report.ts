import { isRow, isUnset, rowsIn, toCount, toNumber, toObject, type WireRow } from '../kit/wire.ts'
import { hubspotErrors } from './classify-response.ts'
import { maxReportPages } from './config.ts'
import { toId } from './wire.ts'

/** Metrics of an analytics report by HubSpot's name. HubSpot omits zeros; null is a value that is not a number. */
export type MetricsOf = Readonly<Record<string, number | null>>

export interface Report {
  readonly totals: MetricsOf
  /** Keyed by the report's breakdown; for forms the form id in lower case. */
  readonly breakdowns: Readonly<Record<string, MetricsOf>>
  /** False if HubSpot counts more breakdowns than it returned: a missing one is then unknown rather than zero. */
  readonly isComplete: boolean
}

/**
 * Reads a report of website analytics. `total` is the number of breakdowns; further pages are requested by `offset`.
 *
 * @param isPaged false to read only the totals, which every page has
 * @param readPage reads the page after the first `offset` breakdowns
 */
export async function readReport(isPaged: boolean, readPage: (offset: number) => Promise<unknown>): Promise<Report> {
  const rows = new Map<string, WireRow>()
  let totals: unknown = {}
  let [received, expected] = [0, 0]
  for (let page = 0; page < maxReportPages; page++) {
    const answer = await readPage(received)
    if (!isRow(answer) || !(isRow(answer['totals']) || Array.isArray(answer['breakdowns']))) {
      throw hubspotErrors.error('VENDOR_BAD_RESPONSE')
    }
    if (page === 0) totals = answer['totals']
    if (!isPaged) break
    const more = rowsIn(answer['breakdowns'])
    const known = rows.size
    for (const row of more) {
      const key = breakdownOf(row) ?? JSON.stringify(row)
      if (!rows.has(key)) rows.set(key, row)
    }
    received += more.length
    expected = toCount(answer['total']) ?? 0
    // Stop at a page without new rows: a server that ignores `offset` returns the same rows forever.
    if (rows.size >= expected || rows.size === known) break
  }
  return toReport(totals, [...rows.values()], rows.size >= expected)
}

/**
 * Merges the pages of a report; the first of rows with one name wins.
 *
 * @param isComplete whether all rows that HubSpot counts were received
 */
export function toReport(totals: unknown, breakdowns: readonly WireRow[], isComplete: boolean): Report {
  const named = new Map<string, MetricsOf>()
  for (const row of breakdowns) {
    const name = breakdownOf(row)
    if (name !== null && !named.has(name)) named.set(name, toMetrics(row))
  }
  return { totals: toMetrics(totals), breakdowns: Object.fromEntries(named), isComplete }
}

/** The subject of a report's row, in lower case. */
const breakdownOf = (row: WireRow): string | null => toId(row['breakdown'])?.toLowerCase() ?? null

/** Unset metrics are omitted, as HubSpot omits zeros; values that are not numbers are null. */
function toMetrics(row: unknown): MetricsOf {
  const said = Object.entries(toObject(row)).filter(([name, value]) => name !== 'breakdown' && !isUnset(value))
  return Object.fromEntries(said.map(([name, value]) => [name, toNumber(value)]))
}
