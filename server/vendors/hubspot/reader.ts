import type { AccountCache, LoadCost } from '../../cache/cache.ts'
import type { Aged } from '../../cache/aged.ts'
import type { Day, InstantRange } from '../../calendar/days.ts'
import { alignToKeys, uniqueById } from '../kit/align.ts'
import { readKeyed, type Found } from '../kit/keyed-read.ts'
import { mapRows, type Mapping } from '../kit/mapping.ts'
import type { Breakdown, HubSpotClient, SearchQuery } from './client.ts'
import {
  accountPolicy,
  countPolicy,
  formsPageSize,
  idsPerRead,
  pageSize,
  recentContactsKept,
  recentPolicy,
  salesPolicy,
  websitePolicy,
} from './config.ts'
import { countCreated } from './count.ts'
import type { DealList } from './deal-list.ts'
import type { ProgressKeeper } from './deals-progress.ts'
import { hubspotErrors } from './classify-response.ts'
import { contacts, deals, toAccount, toForms, toPipelines } from './mapping.ts'
import type { Account, Contact, Deal, Form, Pipeline, Report } from './types.ts'

/** Reads of HubSpot through the shared cache, without per-request loaders. */
export interface HubSpotReader {
  account(): Promise<Aged<Account>>
  /** Number of records, or of those created in the range. */
  count(type: SearchQuery['type'], range?: InstantRange): Promise<Aged<number>>
  /** The 100 most recently created contacts, newest first; ties by descending id. */
  recentContacts(): Promise<Aged<readonly Contact[]>>
  /** Contacts by id; null if missing. */
  contactsById(ids: readonly number[]): Promise<Found<Contact | null>>
  /** All deals, by ascending id. */
  deals(): Promise<Aged<readonly Deal[]>>
  /** Deals by id; null if missing. */
  dealsById(ids: readonly number[]): Promise<Found<Deal | null>>
  dealPipelines(): Promise<Aged<readonly Pipeline[]>>
  forms(): Promise<Aged<readonly Form[]>>
  report(breakdown: Breakdown, from: Day, to: Day): Promise<Aged<Report>>
}

export interface HubSpotReaderOptions {
  client: HubSpotClient
  cache: AccountCache
  progress: ProgressKeeper
  dealList: DealList
  /** Called whenever the account is loaded. */
  onAccount: (account: Account) => void
}

export function createHubSpotReader(options: HubSpotReaderOptions): HubSpotReader {
  const { client, cache, progress, dealList, onAccount } = options
  const { read } = cache

  const count: HubSpotReader['count'] = (type, range) =>
    read(countPolicy, keyOf('count', type, range?.from ?? '', range?.before ?? ''), () =>
      countCreated(client, type, range ?? null),
    )

  async function readDeals(): Promise<Deal[]> {
    const reading = dealList.read()
    // For the progress only: loading deals neither waits for this nor fails with it.
    count('deals').then(
      ({ value }) => progress.expect(value),
      () => undefined,
    )
    return uniqueById(mapRows(await reading, deals.map))
  }

  async function readRecentContacts(): Promise<Contact[]> {
    const { rows } = await client.search({
      type: contacts.entity,
      sorts: [{ propertyName: 'createdate', direction: 'DESCENDING' }],
      properties: contacts.fields,
      limit: recentContactsKept,
    })
    const found = uniqueById(mapRows(rows, contacts.map))
    return found.sort((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id))
  }

  const byId = <T extends { readonly id: string }>(
    { entity, fields, map }: Mapping<T, SearchQuery['type']>,
    ids: readonly number[],
  ): Promise<Found<T | null>> =>
    readKeyed({
      cache,
      policy: salesPolicy,
      prefix: keyOf(entity, 'id'),
      ids,
      idsPerCall: idsPerRead,
      async load(chunk) {
        return alignToKeys(chunk, mapRows(await client.read(entity, chunk, fields), map), ({ id }) => Number(id))
      },
    })

  return {
    async account() {
      const account = await read(accountPolicy, keyOf('account'), async () => {
        const found = toAccount(await client.account())
        if (!found) throw hubspotErrors.error('VENDOR_BAD_RESPONSE')
        return found
      })
      onAccount(account.value)
      return account
    },
    count,
    recentContacts: () => read(recentPolicy, keyOf('contacts', 'recent'), readRecentContacts),
    contactsById: (ids) => byId(contacts, ids),
    dealsById: (ids) => byId(deals, ids),
    async deals() {
      const all = await read<readonly Deal[]>(salesPolicy, keyOf('deals'), readDeals, { cost: pagesOf(pageSize, true) })
      // Stale deals, while new ones are still loading, do not finish the progress.
      if (!all.stale) progress.finish(all.value.length)
      return all
    },
    dealPipelines: () => read(salesPolicy, keyOf('pipelines'), async () => toPipelines(await client.dealPipelines())),
    forms: () =>
      read(websitePolicy, keyOf('forms'), async () => toForms(await client.forms()), { cost: pagesOf(formsPageSize) }),
    report: (breakdown, from, to) =>
      read(websitePolicy, keyOf('report', breakdown, from, to), () => client.report(breakdown, from, to)),
  }
}

/** Of a list that was read before as many pages as it had; else at least one. */
const pagesOf = (size: number, isCommon = false): LoadCost => ({
  calls: ([key = ''], old) => {
    const rows = old(key)
    return Math.max(1, Math.ceil((Array.isArray(rows) ? rows.length : 0) / size))
  },
  isCommon,
})

const keyOf = (...parts: readonly (string | number)[]) => parts.join(':')
