import type { Instant } from '../../calendar/days.ts'
import type { WireRow } from '../kit/wire.ts'
import { hubspotErrors } from './classify-response.ts'
import type { HubSpotClient, SearchFilter, SearchQuery } from './client.ts'
import { changesLookedAt, maxPages, searchPageSize } from './config.ts'
import { modifiedAtOf } from './replicated-records.ts'
import { toRecordId } from './wire.ts'

/** What changed, as search knows it. */
export interface ChangedRows {
  readonly rows: readonly WireRow[]
  /** Number of all records in search's index. */
  readonly total: number
}

type Search = Pick<HubSpotClient, 'search'>
type ObjectOfSearch = Pick<SearchQuery, 'type' | 'properties'>

/**
 * Reads the records modified since an instant. The latest modified are looked at first: mostly they are all, and their
 * `total` counts all records, so that one call also tells that records were archived. Only if they do not reach back to
 * `since`, changes are read in ascending order.
 */
export async function readChanges(client: Search, what: ObjectOfSearch, since: Instant): Promise<ChangedRows> {
  const { rows, total } = await client.search({
    ...what,
    sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'DESCENDING' }],
    limit: changesLookedAt,
  })
  const isSince = (row: WireRow) => (modifiedAtOf(row) ?? -Infinity) >= since
  const isAll = rows.length >= total || rows.some((row) => !isSince(row))
  return { rows: isAll ? rows.filter(isSince) : await readAscending(client, what, since), total }
}

/**
 * Goes on from the last row rather than by an offset: a record that is modified meanwhile moves to the end, where an
 * offset would skip the one that takes its position, and an offset ends at 10,000.
 */
async function readAscending(client: Search, what: ObjectOfSearch, since: Instant): Promise<readonly WireRow[]> {
  const found = new Map<string, WireRow>()
  const add = (rows: readonly WireRow[]) => {
    for (const row of rows) found.set(String(row['id']), row)
  }
  let [from, skipped] = [since, 0]
  for (let page = 0; page < maxPages; page++) {
    const { rows, total } = await client.search({
      ...what,
      filters: [modified('GTE', from)],
      sorts: [{ propertyName: 'hs_lastmodifieddate', direction: 'ASCENDING' }],
      limit: searchPageSize,
      ...(skipped > 0 && { after: skipped }),
    })
    add(rows)
    if (skipped + rows.length >= total) return [...found.values()]
    const last = rows.map(modifiedAtOf).findLast((at) => at !== null) ?? null
    if (last !== null && last > from) {
      ;[from, skipped] = [last, 0]
    } else if (last === from) {
      add(await readMillisecond(client, what, from))
      ;[from, skipped] = [from + 1, 0]
    } else if (rows.length === 0) {
      // A page can be empty although more follow.
      skipped += searchPageSize
    } else break
  }
  throw hubspotErrors.error('VENDOR_BAD_RESPONSE', noEnd)
}

/** All records modified within one millisecond: more than a search's 10,000 after an import. */
async function readMillisecond(client: Search, what: ObjectOfSearch, at: Instant): Promise<readonly WireRow[]> {
  const found: WireRow[] = []
  let last: string | null = null
  for (let page = 0; page < maxPages; page++) {
    const behind: SearchFilter[] = last === null ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: last }]
    const { rows, total } = await client.search({
      ...what,
      filters: [modified('EQ', at), ...behind],
      sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
      limit: searchPageSize,
    })
    found.push(...rows)
    if (rows.length >= total) return found
    const next = toRecordId(rows.at(-1)?.['id'])
    if (next === null || (last !== null && BigInt(next) <= BigInt(last))) break
    last = next
  }
  throw hubspotErrors.error('VENDOR_BAD_RESPONSE', noEnd)
}

const noEnd = 'HubSpot’s search of changed records could not be read to its end.'

const modified = (operator: SearchFilter['operator'], at: Instant): SearchFilter => ({
  propertyName: 'hs_lastmodifieddate',
  operator,
  value: String(at),
})
