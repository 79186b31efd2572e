import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beyondFigures } from '../../support/cache/ages.ts'
import { expectedCrmSummary } from '../../support/oracle/hubspot/crm.ts'
import { expectedWebsiteAnalytics } from '../../support/oracle/hubspot/website.ts'
import { startWorld, type World } from '../../support/world.ts'

const imported = '2026-02-10T09:30:00Z'
const timeZone = 'America/New_York'
const february = { from: '2026-02-01', to: '2026-02-28' }
const document = `query ($range: DateRangeInput) {
  crmSummary { contacts }
  websiteAnalytics(range: $range) { newContacts totalContacts }
}`

/** What a world's contacts are brought to, and the searches that counting all of them, and those of February, may cost. */
const cases = [
  { contacts: 9_999, all: 1, february: 1 },
  { contacts: 10_000, all: 3, february: 1 },
  { contacts: 10_001, all: 3, february: 3 },
  { contacts: 25_000, all: 5, february: 5 },
]

describe.each([
  ['ends at 10,000', 10_000],
  ['counts truly', Infinity],
])('where the total of a search %s', (_, searchTotalCap) => {
  let world: World

  beforeAll(async () => {
    world = await startWorld({ limits: false, hubspot: { searchTotalCap } })
  })
  afterAll(() => world.close())

  /** Adds contacts of one import, which share their `createdate`, until there are so many. */
  async function importContacts(wanted: number): Promise<void> {
    const { contacts } = await world.hubspot.state()
    const properties = { email: 'import@example.test', createdate: imported }
    const upsert = Array.from({ length: wanted - contacts.length }, () => ({ properties }))
    await world.hubspot.records('contacts', { upsert })
    // The account's counts are too old to be served by then.
    await world.advanceClock(beyondFigures)
    await world.hubspot.clearRequests()
  }

  const searches = async () => (await world.hubspot.requests()).filter(({ path }) => path.endsWith('/search')).length

  test.each(cases)('$contacts contacts are counted right, an import of one instant among them', async (wanted) => {
    await importContacts(wanted.contacts)
    const state = await world.hubspot.state()
    const { totalContacts, newContacts } = expectedWebsiteAnalytics(state, { ...february, timeZone })

    // An old answer is given, marked stale, where counting takes longer than a user should wait.
    await expect
      .poll(() => world.data(document, { range: february }))
      .toEqual({
        crmSummary: { contacts: expectedCrmSummary(state).contacts },
        websiteAnalytics: { totalContacts, newContacts },
      })
    expect(totalContacts).toBe(wanted.contacts)
    const most = searchTotalCap === Infinity ? 4 : wanted.all + wanted.february
    expect(await searches()).toBeLessThanOrEqual(most)
  })
})
