import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compareText } from '../../../../simulators/hubspot/compare-text.ts'
import { startSmallHubSpot, type Json, type SmallHubSpot } from './small-hubspot.ts'

let hubspot: SmallHubSpot
beforeAll(async () => {
  hubspot = await startSmallHubSpot()
})
afterAll(() => hubspot.close())

const [from, to] = ['2026-02-01', '2026-02-28']
const range = 'start=20260201&end=20260228'
const inRange = ({ date }: { date: string }) => date >= from && date <= to
const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0)

describe('analytics', () => {
  test('totals are the sums of the days, both ends included, without what is counted per session', async () => {
    const days = hubspot.world().analytics.sources.filter(inRange)
    const { totals } = (await hubspot.get(`/analytics/v2/reports/totals/total?${range}`)).body

    expect(totals.rawViews).toBe(sum(days, (day) => day.rawViews))
    expect(totals.visits).toBe(sum(days, (day) => day.visits))
    expect(totals).not.toHaveProperty('timePerSession')
  })

  test('sources say how long a visit took', async () => {
    const days = hubspot.world().analytics.sources.filter(inRange)
    const { totals } = (await hubspot.get(`/analytics/v2/reports/sources/total?${range}`)).body

    expect(totals.timePerSession).toBeCloseTo(sum(days, (day) => day.time) / sum(days, (day) => day.visits), 9)
  })

  test('forms are told apart by their id, and what is zero is left out', async () => {
    const days = hubspot.world().analytics.forms.filter(inRange)
    const { breakdowns } = (await hubspot.get(`/analytics/v2/reports/forms/total?${range}`)).body

    expect(new Set(breakdowns.map((row: Json) => row.breakdown))).toEqual(new Set(days.map(({ formId }) => formId)))
    for (const row of breakdowns) {
      const own = days.filter(({ formId }) => formId === row.breakdown)
      expect(row.submissions ?? 0).toBe(sum(own, (day) => day.submissions))
      expect(row.formViews ?? 0).toBe(sum(own, (day) => day.formViews))
      expect(Object.values(row)).not.toContain(0)
    }
  })

  test('by day the answer is an object of dates', async () => {
    const { body } = await hubspot.get(`/analytics/v2/reports/totals/summarize/daily?${range}`)

    expect(Object.keys(body).length).toBe(28)
    expect(Object.keys(body)[0]).toBe(from)
  })

  test.each([
    ['/analytics/v2/reports/totals/total?start=20260301', 400],
    ['/analytics/v2/reports/totals/total?start=20260301&end=20260201', 400],
    ['/analytics/v2/reports/totals/total?start=2026-03-01&end=2026-03-02', 400],
    ['/analytics/v2/reports/totals/daily?start=20240101&end=20251231', 413],
    ['/analytics/v2/reports/nonsense/total?start=20260301&end=20260302', 404],
  ])('%s is %d', async (path, status) => {
    expect((await hubspot.get(path)).status).toBe(status)
  })
})

describe('forms', () => {
  const typesOf = (answer: { body: Json }) =>
    [...new Set<string>(answer.body.results.map((form: Json) => form.formType))].toSorted(compareText)

  test('only HubSpot’s own kind comes unless others are asked for', async () => {
    expect(typesOf(await hubspot.get('/marketing/v3/forms'))).toEqual(['hubspot'])
    expect(typesOf(await hubspot.get('/marketing/v3/forms/?formTypes=flow&formTypes=captured'))).toEqual([
      'captured',
      'flow',
    ])
    expect(typesOf(await hubspot.get('/marketing/v3/forms?formTypes=all'))).toEqual([
      'blog_comment',
      'captured',
      'flow',
      'hubspot',
    ])
  })

  test('come page by page', async () => {
    const first = await hubspot.get('/marketing/v3/forms?formTypes=all&limit=6')
    const second = await hubspot.get(`/marketing/v3/forms?formTypes=all&limit=6&after=${first.body.paging.next.after}`)
    const ids = [...first.body.results, ...second.body.results].map((form: Json) => form.id)

    expect(second.body.paging).toBe(undefined)
    expect(ids).toEqual(
      hubspot
        .world()
        .forms.filter(({ archived }) => !archived)
        .map(({ id }) => id),
    )
  })

  test('submissions come newest first, 20 unless asked for up to 50', async () => {
    const form = hubspot.world().forms.find(({ name }) => name === 'Contact us')
    const path = `/form-integrations/v1/submissions/forms/${form?.id}`
    const { results, paging } = (await hubspot.get(path)).body
    const instants = results.map((row: Json) => row.submittedAt)

    expect(instants).toEqual(instants.toSorted((a: number, b: number) => b - a))
    expect([results.length, typeof paging.next.after]).toEqual([20, 'string'])
    expect((await hubspot.get(`${path}?limit=51`)).status).toBe(400)
  })

  test('a form of blog comments has no list of submissions', async () => {
    const form = hubspot.world().forms.find(({ formType }) => formType === 'blog_comment')
    const { status, body } = await hubspot.get(`/form-integrations/v1/submissions/forms/${form?.id}`)

    expect([status, body.errors[0].code]).toEqual([400, 'FORM_TYPE_NOT_ALLOWED'])
  })
})
