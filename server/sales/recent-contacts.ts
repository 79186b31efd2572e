import { checkFirst } from '../paging/page.ts'
import type { Contact } from '../vendors/hubspot/types.ts'
import type { SalesContext } from './sales-context.ts'

/**
 * The most recently created contacts, newest first. Always requests 100, so that all callers share one call.
 *
 * @throws GatewayError `BAD_USER_INPUT` unless `first` is from 1 to 100, before any call
 */
export async function loadRecentContacts(sales: () => SalesContext, first: number): Promise<readonly Contact[]> {
  checkFirst(first)
  return (await sales().loaders.recentContacts()).value.slice(0, first)
}
