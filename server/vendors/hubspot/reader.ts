import type { AccountCache, CachePolicy } from '../../cache/cache.ts'
import { withMaxAge, type Aged } from '../../cache/aged.ts'
import type { Day } from '../../calendar/days.ts'
import { uniqueById } from '../kit/align.ts'
import type { Breakdown, HubSpotClient, SearchQuery } from './client.ts'
import { accountPolicy, countPolicy, recentContactsKept, recentPolicy, salesPolicy, websitePolicy } from './config.ts'
import { countCreated } from './count.ts'
import type { ProgressKeeper } from './deals-progress.ts'
import { hubspotError } from './classify-response.ts'
import { contacts, deals, toAccount, toForm, toPipelines } from './mapping.ts'
import type { Account, Contact, Deal, Form, Instant, Pipeline, Report } from './types.ts'

/** From `from` (inclusive) to `before` (exclusive). */
export interface InstantRange {
  readonly from: Instant
  readonly before: Instant
}

/** Reads of HubSpot through the shared cache, without per-request loaders. */
export interface HubSpotReader {
  account(): Promise<Aged<Account>>
  /** Number of records, or of those created in the range. */
  count(type: SearchQuery['type'], range?: InstantRange): Promise<Aged<number>>
  /** The 100 most recently created contacts, newest first; ties by descending id. */
  recentContacts(): Promise<Aged<readonly Contact[]>>
  /** All deals, by ascending id. */
  deals(): Promise<Aged<readonly Deal[]>>
  dealPipelines(): Promise<Aged<readonly Pipeline[]>>
  forms(): Promise<Aged<readonly Form[]>>
  report(breakdown: Breakdown, from: Day, to: Day): Promise<Aged<Report>>
}

export interface HubSpotReaderOptions {
  client: HubSpotClient
  cache: AccountCache
  progress: ProgressKeeper
  /** Called whenever the account is loaded. */
  onAccount: (account: Account) => void
}

export function createHubSpotReader(options: HubSpotReaderOptions): HubSpotReader {
  const { client, cache, progress, onAccount } = options
  const read = async <T>(policy: CachePolicy, key: string, load: () => Promise<T>) =>
    withMaxAge(policy, await cache.read(policy, key, load))

  const count: HubSpotReader['count'] = (type, range) =>
    read(countPolicy, keyOf('count', type, range?.from ?? '', range?.before ?? ''), () =>
      countCreated(client, type, range ?? null),
    )

  async function readDeals(): Promise<Deal[]> {
    progress.begin()
    // For the progress only: loading deals neither waits for this nor fails with it.
    count('deals').then(
      ({ value }) => progress.expect(value),
      () => undefined,
    )
    const rows = await client.list(deals.type, deals.properties, progress.read)
    return uniqueById(rows.map(deals.map).filter((deal) => deal !== null))
  }

  async function readRecentContacts(): Promise<Contact[]> {
    const { rows } = await client.search({
      type: contacts.type,
      sorts: [{ propertyName: 'createdate', direction: 'DESCENDING' }],
      properties: contacts.properties,
      limit: recentContactsKept,
    })
    const found = uniqueById(rows.map(contacts.map).filter((contact) => contact !== null))
    return found.sort((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id))
  }

  return {
    async account() {
      const account = await read(accountPolicy, keyOf('account'), async () => {
        const found = toAccount(await client.account())
        if (!found) throw hubspotError('VENDOR_BAD_RESPONSE')
        return found
      })
      onAccount(account.value)
      return account
    },
    count,
    recentContacts: () => read(recentPolicy, keyOf('contacts', 'recent'), readRecentContacts),
    async deals() {
      const all = await read<readonly Deal[]>(salesPolicy, keyOf('deals'), readDeals)
      // Stale deals, while new ones are still loading, do not finish the progress.
      if (!all.stale) progress.finish(all.value.length)
      return all
    },
    dealPipelines: () => read(salesPolicy, keyOf('pipelines'), async () => toPipelines(await client.dealPipelines())),
    forms: () =>
      read(websitePolicy, keyOf('forms'), async () =>
        uniqueById((await client.forms()).map(toForm).filter((form) => form !== null)),
      ),
    report: (breakdown, from, to) =>
      read(websitePolicy, keyOf('report', breakdown, from, to), () => client.report(breakdown, from, to)),
  }
}

const keyOf = (...parts: readonly (string | number)[]) => parts.join(':')
