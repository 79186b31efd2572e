import { openReplica, type SyncOptions } from '../../sync/open-replica.ts'
import type { HubSpotClient } from './client.ts'
import { createCompanySource, createDealSource } from './collections.ts'
import type { DealList } from './deal-list.ts'
import { isRefusal } from './is-refusal.ts'
import type { HubSpotReplicas } from './replica-first.ts'

/**
 * Opens the replicas of an account, and keeps them current.
 *
 * @param accountOf the key of the account's part of this name
 */
export function openReplicas(
  client: HubSpotClient,
  accountOf: (part: string) => string,
  dealList: DealList,
  sync: SyncOptions,
): HubSpotReplicas {
  const deals = openReplica(createDealSource(client, accountOf('deals'), dealList), sync, isRefusal)
  const companies = openReplica(createCompanySource(client, accountOf('companies')), sync, isRefusal)
  deals.start()
  companies.start()
  return { deals, companies }
}
