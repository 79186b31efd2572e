import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSmallHubSpot, type Json, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
beforeAll(async () => {
  hubspot = await startSmallHubSpot()
})
afterAll(() => hubspot.close())

const range = 'start=20260201&end=20260228'
const report = async (path: string) => (await hubspot.get(`/analytics/v2/reports/${path}`)).body
const february = () => hubspot.world().analytics.sources.filter(({ date }) => date.startsWith('2026-02-'))
const viewsOf = (rows: readonly Json[]) => rows.reduce((total, row) => total + (row.rawViews ?? 0), 0)

test('a week is reported under its Monday, the first one too', async () => {
  const body = await report(`sources/weekly?${range}`)

  // The first of February 2026 is a Sunday.
  expect(Object.keys(body)).toEqual(['2026-01-26', '2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'])
  const week = february().filter(({ date }) => date >= '2026-02-09' && date <= '2026-02-15')
  expect(viewsOf(body['2026-02-09'])).toBe(viewsOf(week))
})

test('a summary has one row a date, without its breakdown', async () => {
  const body = await report(`sources/summarize/monthly?${range}`)

  expect(Object.keys(body)).toEqual(['2026-02-01'])
  expect(body['2026-02-01']).toHaveLength(1)
  expect(body['2026-02-01'][0]).toMatchObject({ rawViews: viewsOf(february()) })
  expect(body['2026-02-01'][0]).not.toHaveProperty('breakdown')
})

test('rows are sorted and cut as asked, while the totals stay whole', async () => {
  const whole = await report(`sources/total?${range}`)
  const part = await report(`sources/total?${range}&sort=visits&sortDir=asc&limit=2&offset=1`)
  const byVisits = whole.breakdowns.toSorted((a: Json, b: Json) => a.visits - b.visits)

  expect(part).toMatchObject({ offset: 1, total: whole.breakdowns.length, totals: whole.totals })
  expect(part.breakdowns.map((row: Json) => row.visits)).toEqual(byVisits.slice(1, 3).map((row: Json) => row.visits))
})

test('what the account has no counts of is an empty report, not a missing page', async () => {
  expect(await report(`utm-campaigns/total?${range}`)).toEqual({ offset: 0, total: 0, totals: {}, breakdowns: [] })
})

test('a day that no calendar has is refused', async () => {
  expect((await hubspot.get('/analytics/v2/reports/totals/total?start=20260231&end=20260301')).status).toBe(400)
})
