import { createRandom, type Random } from '../../autotask/generate/random.ts'
import { offsetAt } from '../account-days.ts'
import { exchangeRates } from '../exchange-rates.ts'
import type { Account, CrmRecord, HubSpotWorld, WorldOptions } from '../world.ts'
import { createCompanies } from './companies.ts'
import { createContacts } from './contacts.ts'
import { createDeals, homeCurrency } from './deals.ts'
import { createOwners } from './owners.ts'
import { createPipelines } from './pipelines.ts'
import type { RecordIds } from './record.ts'
import { accountZone, createTimeline } from './timeline.ts'
import { createFormDays, createForms, createSourceDays, createSubmissions } from './website.ts'

const perScale = { contacts: 800, companies: 120, deals: 300 }

/** The account's records: the same seed, scale and now give the same ones. */
export function generateHubSpotWorld({ seed, scale, now }: WorldOptions): HubSpotWorld {
  const stream = (name: string) => createRandom(seed, `hubspot ${name}`)
  const timeline = createTimeline(now)
  const count = (type: keyof typeof perScale) => Math.max(12, Math.round(perScale[type] * scale))
  const pipelines = createPipelines()
  const random = stream('ids')
  const contacts = createContacts(timeline, stream('contacts'), createIds(random, 151), count('contacts'))
  const companies = createCompanies(timeline, stream('companies'), createIds(random, 7_430_112), count('companies'))
  const deals = createDeals(timeline, stream('deals'), createIds(random, 29_811_640_257), pipelines, count('deals'))
  const forms = createForms(timeline, stream('forms'))
  const formDays = createFormDays(timeline, stream('form days'), forms, scale)
  const archive = stream('archive')
  const [keptContacts, goneContacts] = splitArchived(archive, contacts)
  const [keptCompanies, goneCompanies] = splitArchived(archive, companies)
  const [keptDeals, goneDeals] = splitArchived(archive, deals)
  return {
    contacts: keptContacts,
    companies: keptCompanies,
    deals: keptDeals,
    archived: { contacts: goneContacts, companies: goneCompanies, deals: goneDeals },
    pipelines,
    owners: createOwners(stream('owners'), now),
    forms,
    submissions: createSubmissions(timeline, stream('submissions'), forms, formDays),
    analytics: { sources: createSourceDays(timeline, stream('sources'), scale), forms: formDays },
    account: createAccount(seed, now),
  }
}

function createIds(random: Random, first: number): RecordIds {
  let last = first
  return {
    next() {
      last += random.int(1, 9)
      return String(last)
    },
  }
}

/** Every fiftieth or so is in the recycle bin, the fourth always. */
function splitArchived(random: Random, records: readonly CrmRecord[]): [kept: CrmRecord[], gone: CrmRecord[]] {
  const kept: CrmRecord[] = []
  const gone: CrmRecord[] = []
  for (const [index, record] of records.entries()) {
    if (index === 3 || random.chance(0.02)) gone.push({ ...record, archived: true, archivedAt: record.updatedAt })
    else kept.push(record)
  }
  return [kept, gone]
}

function createAccount(seed: number, now: number): Account {
  const offsetMs = offsetAt(now, accountZone)
  const sign = offsetMs < 0 ? '-' : '+'
  const hours = String(Math.floor(Math.abs(offsetMs) / 3_600_000)).padStart(2, '0')
  const minutes = String((Math.abs(offsetMs) / 60_000) % 60).padStart(2, '0')
  return {
    portalId: 145_000_000 + (seed % 1_000_000),
    accountType: 'STANDARD',
    timeZone: accountZone,
    companyCurrency: homeCurrency,
    additionalCurrencies: Object.keys(exchangeRates),
    utcOffset: `${sign}${hours}:${minutes}`,
    utcOffsetMilliseconds: offsetMs,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'na1',
  }
}
