import type { HubSpotClient, SearchQuery } from './client.ts'
import { searchWindow } from './config.ts'
import type { Instant } from './types.ts'

/** Filters on datetimes fail at the epoch itself: the first instant that can be asked for. */
const firstInstant = 1_000

/**
 * How many records there are, of those created from `from` up to, but not including, `before`, or of all.
 *
 * Sources differ on whether a search's `total` ends at 10,000, where its paging does. So exactly that many may be more: the
 * stretch of time is then halved, and each half counted, until no part says exactly 10,000. One that counts truly costs
 * two calls more in that one case.
 */
export async function countCreated(
  client: HubSpotClient,
  type: SearchQuery['type'],
  range: { readonly from: Instant; readonly before: Instant } | null,
  now: Instant,
): Promise<number> {
  const filters = range && [
    { propertyName: 'createdate', operator: 'GTE' as const, value: String(Math.max(firstInstant, range.from)) },
    { propertyName: 'createdate', operator: 'LT' as const, value: String(range.before) },
  ]
  const { total } = await client.search({ type, ...(filters && { filters }), limit: 1 })
  // A record can be dated ahead of now.
  const { from, before } = range ?? { from: firstInstant, before: now * 2 }
  if (total !== searchWindow || before - from < 2) return total
  const middle = Math.floor((from + before) / 2)
  const older = await countCreated(client, type, { from, before: middle }, now)
  return older + (await countCreated(client, type, { from: middle, before }, now))
}
