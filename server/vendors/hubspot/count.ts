import type { InstantRange } from '../../calendar/days.ts'
import type { HubSpotClient, SearchFilter, SearchQuery } from './client.ts'
import { maxSearchWindows, searchWindow } from './config.ts'
import { hubspotErrors } from './classify-response.ts'
import { toRecordId } from './wire.ts'

/** Filters on datetimes fail at the epoch itself: the first instant that can be queried. */
const firstInstant = 1_000

/**
 * Counts records created from `from` (inclusive) to `before` (exclusive), or all.
 *
 * Sources differ on whether a search's `total` is capped at 10,000, where its paging ends. So exactly that number may
 * mean more: look up the id of the 10,000th record by ascending id, and count those after it in turn. That takes two
 * calls for every 10,000 records, however many share one `createdate` (an import), and two extra calls if the total was
 * exact.
 *
 * @throws VendorError `VENDOR_BAD_RESPONSE` if the ids are not ordered, or for more than a million records
 */
export async function countCreated(
  client: Pick<HubSpotClient, 'search'>,
  type: SearchQuery['type'],
  range: InstantRange | null,
): Promise<number> {
  const created: SearchFilter[] = range
    ? [
        { propertyName: 'createdate', operator: 'GTE', value: String(Math.max(firstInstant, range.from)) },
        { propertyName: 'createdate', operator: 'LT', value: String(range.before) },
      ]
    : []
  let last: string | null = null
  for (let counted = 0; counted <= maxSearchWindows * searchWindow; counted += searchWindow) {
    const filters: SearchFilter[] = last === null ? created : [...created, behind(last)]
    const { total } = await client.search({ type, filters, limit: 1 })
    if (total !== searchWindow) return counted + total
    const next = await lastOfWindow(client, type, filters)
    if (next === null || (last !== null && BigInt(next) <= BigInt(last))) break
    last = next
  }
  throw hubspotErrors.error('VENDOR_BAD_RESPONSE', 'HubSpot’s search could not be counted to its end.')
}

const behind = (id: string): SearchFilter => ({ propertyName: 'hs_object_id', operator: 'GT', value: id })

/** The id of the 10,000th record, by ascending id; null if there is none after all. */
async function lastOfWindow(
  client: Pick<HubSpotClient, 'search'>,
  type: SearchQuery['type'],
  filters: readonly SearchFilter[],
): Promise<string | null> {
  const { rows } = await client.search({
    type,
    filters,
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: ['hs_object_id'],
    limit: 1,
    after: searchWindow - 1,
  })
  return toRecordId(rows[0]?.['id'])
}
