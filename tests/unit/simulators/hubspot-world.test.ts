import { describe, expect, test } from 'vitest'
import { startOfDay } from '../../../simulators/hubspot/account-days.ts'
import { generateHubSpotWorld } from '../../../simulators/hubspot/generate/index.ts'

const now = Date.parse('2026-03-18T15:00:00Z')
const world = generateHubSpotWorld({ seed: 1, scale: 1, now })
const stageOf = (pipeline: string | null | undefined, stage: string | null | undefined) =>
  world.pipelines.find(({ id }) => id === pipeline)?.stages.find(({ id }) => id === stage)

describe('the simulated account', () => {
  test('is the same for the same seed, scale and now, and another for another seed', () => {
    expect(generateHubSpotWorld({ seed: 1, scale: 1, now })).toEqual(world)
    expect(generateHubSpotWorld({ seed: 2, scale: 1, now }).deals).not.toEqual(world.deals)
  })

  test('grows with its scale: 3,000 deals, and contacts past the window of search', () => {
    const large = generateHubSpotWorld({ seed: 3, scale: 16, now })

    expect(large.deals.length).toBeGreaterThan(3_000)
    expect(large.contacts.length).toBeGreaterThan(12_000)
  })

  test('has ids that are text, ascending, and no two alike', () => {
    for (const rows of [world.contacts, world.companies, world.deals]) {
      const ids = rows.map(({ id }) => Number(id))
      expect(ids).toEqual(ids.toSorted((a, b) => a - b))
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  test('spells everything as text or null', () => {
    const values = [...world.contacts, ...world.companies, ...world.deals].flatMap(({ properties }) =>
      Object.values(properties),
    )

    expect(values.every((value) => value === null || typeof value === 'string')).toBe(true)
  })

  test('reaches from a year ago to today, with records of today and yesterday', () => {
    const created = world.contacts.map(({ createdAt }) => Date.parse(createdAt))

    expect(Math.max(...created)).toBeLessThanOrEqual(now)
    expect(Math.min(...created)).toBeGreaterThan(now - 367 * 86_400_000)
    for (const day of ['2026-03-18', '2026-03-17', '2026-03-07', '2026-03-08']) {
      const start = startOfDay(day, 'America/New_York')
      expect(created.some((at) => at >= start && at < start + 86_400_000)).toBe(true)
    }
  })

  test('has two contacts of one millisecond, and some older than their record', () => {
    const created = world.contacts.map(({ createdAt }) => createdAt)

    expect(new Set(created).size).toBeLessThan(created.length)
    expect(world.contacts.some(({ properties, createdAt }) => properties['createdate'] !== createdAt)).toBe(true)
  })
})

describe('its deals', () => {
  test('stand in every stage but those of the pipeline nobody uses, and in some that are gone', () => {
    const places = new Set(world.deals.map(({ properties }) => `${properties['pipeline']} ${properties['dealstage']}`))

    for (const { id, stages } of world.pipelines) {
      for (const stage of stages) expect(places.has(`${id} ${stage.id}`)).toBe(id !== '94110277')
    }
    expect(places.has('default verbalagreement')).toBe(true)
  })

  test('say themselves what their stage says', () => {
    for (const { properties } of world.deals) {
      const metadata = stageOf(properties['pipeline'], properties['dealstage'])?.metadata
      const isClosed = metadata?.isClosed === 'true'
      expect([properties['hs_is_closed'], properties['hs_is_closed_won'], properties['hs_is_closed_lost']]).toEqual([
        String(isClosed),
        String(isClosed && Number(metadata.probability) === 1),
        String(isClosed && Number(metadata.probability) === 0),
      ])
    }
  })

  test('have amounts of all kinds, in three currencies', () => {
    const of = (name: string) => new Set(world.deals.map(({ properties }) => properties[name] ?? null))

    expect(of('deal_currency_code')).toEqual(new Set([null, 'USD', 'EUR', 'GBP']))
    for (const odd of [null, '', '0']) expect(of('amount').has(odd)).toBe(true)
    expect([...of('amount')].some((amount) => amount?.startsWith('-'))).toBe(true)
    expect([...of('amount')].some((amount) => /\.\d{4}$/.test(amount ?? ''))).toBe(true)
  })

  test('of other currencies mostly have their worth at home', () => {
    const foreign = world.deals.filter(({ properties }) =>
      ['EUR', 'GBP'].includes(properties['deal_currency_code'] ?? ''),
    )
    const known = foreign.filter(({ properties }) => properties['amount_in_home_currency'])

    expect(known.length).toBeGreaterThan(foreign.length / 2)
    expect(known.length).toBeLessThan(foreign.length)
  })
})

test('its forms are of all kinds, one sent more often than seen and one never', () => {
  const totals = world.forms.map(({ id, formType }) => {
    const days = world.analytics.forms.filter(({ formId }) => formId === id)
    const sum = (name: 'formViews' | 'submissions') => days.reduce((total, day) => total + day[name], 0)
    return { formType, views: sum('formViews'), submissions: sum('submissions') }
  })

  expect(new Set(totals.map(({ formType }) => formType))).toEqual(
    new Set(['hubspot', 'flow', 'captured', 'blog_comment']),
  )
  expect(totals.some(({ views, submissions }) => submissions > views)).toBe(true)
  expect(totals.some(({ views, submissions }) => views + submissions === 0)).toBe(true)
})
