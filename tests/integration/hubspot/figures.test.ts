import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { crmDocument, websiteDocument } from '../../support/crm-document.ts'
import { walkDeals } from '../../support/deal-document.ts'
import { hubspotChanges } from '../../support/hubspot-changes.ts'
import {
  comparedHubspotWorlds,
  hubspotWindowsOf,
  hubspotWorlds,
  startChangedWorld,
} from '../../support/hubspot-worlds.ts'
import { expectedCrmSummary, expectedRecentContacts } from '../../support/oracle/hubspot/crm.ts'
import { expectedDeals } from '../../support/oracle/hubspot/deals.ts'
import { expectedDealPipelines } from '../../support/oracle/hubspot/pipelines.ts'
import type { HubSpotState } from '../../support/oracle/hubspot/state.ts'
import { expectedFormStats, expectedWebsiteAnalytics } from '../../support/oracle/hubspot/website.ts'
import { comparable } from '../../support/oracle/ticket.ts'
import { chosenWorld } from '../../support/telling-worlds.ts'
import { startWorld, type World } from '../../support/world.ts'

const expectedCrm = (state: HubSpotState) => ({
  crmSummary: expectedCrmSummary(state),
  dealPipelines: expectedDealPipelines(state),
})

const sizes: Readonly<Record<string, readonly ['deals' | 'contacts', number]>> = {
  '3,000 deals': ['deals', 3_000],
  '12,000 contacts': ['contacts', 12_000],
}

describe.each(comparedHubspotWorlds)('$label', (telling) => {
  const { timeZone } = telling.options
  let world: World
  let state: HubSpotState

  beforeAll(async () => {
    world = await startWorld(telling.options)
    state = await world.hubspot.state()
  })
  afterAll(() => world.close())

  // Past thirty pages of deals, and past the search window.
  const size = sizes[telling.label]
  if (size) {
    test('has that many', () => {
      expect(state[size[0]].length).toBeGreaterThanOrEqual(size[1])
    })
  }

  test('every figure of the CRM, of each pipeline and of each stage', async () => {
    expect(await world.data(crmDocument)).toEqual(expectedCrm(state))
  })

  test('the contacts created last, with every field', async () => {
    const fields = 'id firstName lastName email company createdAt updatedAt'
    const sizes = [1, 10, 37, 100]
    const document = `{ ${sizes.map((first) => `first${first}: recentContacts(first: ${first}) { ${fields} }`).join('\n')} }`

    expect(comparable(await world.data(document))).toEqual(
      comparable(Object.fromEntries(sizes.map((first) => [`first${first}`, expectedRecentContacts(state, first)]))),
    )
  })

  test.each(hubspotWindowsOf(telling))('$label: every figure of the website and of each form', async ({ from, to }) => {
    const range = { from, to, timeZone }

    expect(await world.data(websiteDocument, { range: { from, to } })).toEqual({
      websiteAnalytics: expectedWebsiteAnalytics(state, range),
      formStats: expectedFormStats(state, range),
    })
  })
})

// The rest is the same at every date.
describe.runIf(chosenWorld === null).each(hubspotChanges)('an account with $label', (change) => {
  const options = { ...hubspotWorlds[0]!.options, now: '2026-03-18T15:00:00Z' }
  let world: World
  let state: HubSpotState

  beforeAll(async () => {
    ;({ world, state } = await startChangedWorld(options, change))
  })
  afterAll(() => world.close())

  test('every figure of the CRM, of each pipeline and of each stage', async () => {
    expect(await world.data(crmDocument)).toEqual(expectedCrm(state))
  })

  test('every field of every deal, in every order', async () => {
    for (const field of ['AMOUNT', 'CLOSE_DATE', 'CREATED', 'NAME'] as const) {
      for (const direction of ['ASC', 'DESC'] as const) {
        const orderBy = { field, direction }

        expect(comparable({ orderBy, rows: await walkDeals(world, { orderBy }) })).toEqual(
          comparable({ orderBy, rows: expectedDeals(state, options.timeZone, {}, orderBy) }),
        )
      }
    }
  })
})
