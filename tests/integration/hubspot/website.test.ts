import { afterEach, describe, expect, test } from 'vitest'
import { websiteDocument } from '../../support/crm-document.ts'
import { startChangedWorld, type HubSpotChange } from '../../support/hubspot-worlds.ts'
import { addDays, presetDays, type Preset } from '../../support/oracle/days.ts'
import type { HubSpotState } from '../../support/oracle/hubspot/state.ts'
import {
  expectedFormStats,
  expectedWebsiteAnalytics,
  type ExpectedFormStat,
  type ExpectedWebsiteAnalytics,
} from '../../support/oracle/hubspot/website.ts'
import type { World, WorldOptions } from '../../support/world.ts'

interface Website {
  websiteAnalytics: ExpectedWebsiteAnalytics
  formStats: ExpectedFormStat[]
}

const [newYork, berlin] = ['America/New_York', 'Europe/Berlin']
const options: WorldOptions = { seed: 11, scale: 0.1, now: '2026-03-18T15:00:00Z', timeZone: newYork }
/** Days before the first record of the world, so that only what a test puts there is there. */
const quiet = { from: '2024-06-10', to: '2024-06-14' }

let world: World
afterEach(() => world.close())

/** A world with some more rows in its analytics and some more contacts. */
async function start(
  rows: (state: HubSpotState) => { analytics?: object[]; contacts?: string[] } = () => ({}),
  own: WorldOptions = {},
): Promise<HubSpotState> {
  const change: HubSpotChange = {
    label: 'more of it',
    async make(to, before) {
      const { analytics = [], contacts = [] } = rows(before)
      if (analytics.length > 0) await to.hubspot.records('analytics', { upsert: analytics })
      if (contacts.length > 0) {
        await to.hubspot.records('contacts', { upsert: contacts.map((createdate) => ({ properties: { createdate } })) })
      }
    },
  }
  const started = await startChangedWorld({ ...options, ...own }, change)
  world = started.world
  return started.state
}

const expectedWebsite = (state: HubSpotState, days: { from: string; to: string }, timeZone = newYork): Website => ({
  websiteAnalytics: expectedWebsiteAnalytics(state, { ...days, timeZone }),
  formStats: expectedFormStats(state, { ...days, timeZone }),
})

const ask = (range?: object) => world.data<Website>(websiteDocument, { range })

describe('the website', () => {
  test('is of this month without a range, and of the days of a preset', async () => {
    const state = await start()
    const now = new Date(world.simulators.clock.now())

    expect(await ask()).toEqual(expectedWebsite(state, presetDays('THIS_MONTH', now, newYork)))
    for (const preset of ['TODAY', 'LAST_WEEK', 'LAST_7_DAYS', 'LAST_QUARTER', 'LAST_365_DAYS'] as Preset[]) {
      expect(await ask({ preset })).toEqual(expectedWebsite(state, presetDays(preset, now, newYork)))
    }
  })

  test('counts nothing as 0, and has no mean of no visit', async () => {
    const state = await start()
    const website = await ask(quiet)

    expect(website).toEqual(expectedWebsite(state, quiet))
    expect(website.websiteAnalytics).toEqual({
      range: { ...quiet, timeZone: newYork },
      pageViews: 0,
      sessions: 0,
      totalContacts: state.contacts.length,
      newContacts: 0,
      formSubmissions: 0,
      averageSessionSeconds: null,
    })
    expect(
      website.formStats.map(({ submissions, views, conversionRate }) => [submissions, views, conversionRate]),
    ).toEqual(state.forms.filter(({ archived }) => !archived).map(() => [0, 0, null]))
  })

  test('includes the first and the last day, and rounds a half away from zero', async () => {
    const day = (date: string, visits: number, time: number) => ({ date, source: 'organic', rawViews: 9, visits, time })
    const state = await start(() => ({
      analytics: [
        day(addDays(quiet.from, -1), 1_000, 1_000_000),
        day(quiet.from, 150, 200),
        day(quiet.to, 50, 1),
        day(addDays(quiet.to, 1), 1_000, 1_000_000),
      ],
    }))
    const website = await ask(quiet)

    expect(website).toEqual(expectedWebsite(state, quiet))
    expect(website.websiteAnalytics).toMatchObject({ pageViews: 18, sessions: 200, averageSessionSeconds: 1.01 })
  })

  test('says how often a form is sent per view, where that says something', async () => {
    const counts: [submissions: number, formViews: number, rate: number | null][] = [
      [4, 3, null],
      [3, 3, 1],
      [2, 0, null],
      [1, 200, 0.01],
      [1, 3, 0.33],
      [0, 5, 0],
    ]
    const state = await start(({ forms }) => ({
      analytics: counts.map(([submissions, formViews], index) => ({
        date: quiet.from,
        formId: forms[index]!.id,
        submissions,
        formViews,
      })),
    }))
    const website = await ask(quiet)

    expect(website).toEqual(expectedWebsite(state, quiet))
    for (const [index, [submissions, views, conversionRate]] of counts.entries()) {
      expect(website.formStats.find(({ id }) => id === state.forms[index]!.id)).toMatchObject({
        submissions,
        views,
        conversionRate,
      })
    }
    expect(website.websiteAnalytics.formSubmissions).toBe(11)
  })

  test('adds up the forms it lists, and lists none that is archived', async () => {
    const state = await start(({ forms }) => ({
      analytics: forms.map(({ id }) => ({ date: quiet.from, formId: id, submissions: 1, formViews: 2 })),
    }))
    const listed = state.forms.filter(({ archived }) => !archived)
    const website = await ask(quiet)

    expect(listed.length).toBeLessThan(state.forms.length)
    expect(website).toEqual(expectedWebsite(state, quiet))
    expect(website.websiteAnalytics.formSubmissions).toBe(listed.length)
  })

  test('counts contacts by the days of the portal, also where the clocks change', async () => {
    // In Berlin 29 March 2026 begins at 23:00 UTC and ends, an hour early, at 22:00 UTC.
    const state = await start(
      () => ({
        contacts: [
          '2026-03-28T22:59:59.999Z',
          '2026-03-28T23:00:00Z',
          '2026-03-29T21:59:59.999Z',
          '2026-03-29T22:00:00Z',
        ],
      }),
      { now: '2026-04-02T09:00:00Z', timeZone: berlin },
    )

    for (const from of ['2026-03-28', '2026-03-29', '2026-03-30']) {
      expect(await ask({ from, to: from })).toEqual(expectedWebsite(state, { from, to: from }, berlin))
    }
  })
})
