import { isRow, rowsIn, toCount, type WireRow } from '../kit/wire.ts'
import { hubspotErrors } from './classify-response.ts'
import { maxReportPages } from './config.ts'
import { breakdownOf, toReport } from './mapping.ts'
import type { Report } from './types.ts'

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
