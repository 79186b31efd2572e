import { expect, test } from 'vitest'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { conversionRate, countsOrThrow, loadFormStats } from '../../../server/website/form-stats.ts'
import type { WebsiteContext, WebsiteQuery } from '../../../server/website/website-context.ts'
import type { Form, Report } from '../../../server/vendors/hubspot/types.ts'

test.each<[number, number, number | null]>([
  [5, 10, 0.5],
  [0, 10, 0],
  [10, 10, 1],
  [0, 0, null],
  [3, 0, null],
  [11, 10, null],
])('%i submissions of %i views are a rate of %j', (submissions, views, rate) => {
  expect(conversionRate({ submissions, views })).toBe(rate)
})

const form = (id: string, name: string): Form => ({ id, name, formType: 'hubspot' })
const forms = [form('C', 'beta'), form('b', 'alpha'), form('a', 'alpha'), form('d', 'zeta')]
const report: Report = {
  totals: {},
  breakdowns: { d: { submissions: 2 }, c: { formViews: 4 }, gone: { submissions: 9 } },
  isComplete: true,
}

function question(reportPart: Promise<Report>): WebsiteQuery {
  const aged = <T>(value: T, asOf: number) => ({ value, asOf, stale: false })
  const loaders = {
    forms: async () => aged(forms, 20),
    report: async () => aged(await reportPart, 10),
  } as unknown as WebsiteContext['loaders']
  return {
    website: { loaders, now: 0, timeZone: 'UTC' },
    range: { from: '2026-03-01', to: '2026-03-31', timeZone: 'UTC' },
  }
}

test('rows of the report go to their forms, most submissions first, then by name, then by id', async () => {
  const { value, asOf } = await loadFormStats(question(Promise.resolve(report)))

  expect(value.map(({ id, counts }) => [id, counts])).toEqual([
    ['d', { submissions: 2, views: 0 }],
    ['a', { submissions: 0, views: 0 }],
    ['b', { submissions: 0, views: 0 }],
    ['C', { submissions: 0, views: 4 }],
  ])
  expect(asOf).toBe(10)
})

test('without the report the forms are there by name, and their counts are one error', async () => {
  const error = new VendorError('HUBSPOT', 'VENDOR_FORBIDDEN', 'no')
  const { value, asOf } = await loadFormStats(question(Promise.reject(error)))

  expect(value.map(({ id }) => id)).toEqual(['a', 'b', 'C', 'd'])
  expect(new Set(value.map(({ counts }) => counts))).toEqual(new Set([error]))
  expect(() => countsOrThrow(value[0]!)).toThrow(error)
  expect(asOf).toBe(20)
})

test('a form that an incomplete report does not name has an error in place of counts, and no zero', async () => {
  const { value } = await loadFormStats(question(Promise.resolve({ ...report, isComplete: false })))
  const told = value.filter(({ counts }) => !(counts instanceof Error))

  expect(told.map(({ id, counts }) => [id, counts])).toEqual([
    ['d', { submissions: 2, views: 0 }],
    ['C', { submissions: 0, views: 4 }],
  ])
  expect(() => countsOrThrow(value.find(({ id }) => id === 'a')!)).toThrow(
    expect.objectContaining({ code: 'VENDOR_BAD_RESPONSE', message: expect.stringContaining('leaves out some') }),
  )
})

test.each([null, -1, 1.5, 2 ** 31])('a count of %j is an error for its form alone', async (submissions) => {
  const odd = { ...report, breakdowns: { ...report.breakdowns, a: { submissions } } }
  const { value } = await loadFormStats(question(Promise.resolve(odd)))

  expect(value.map(({ id, counts }) => [id, counts instanceof VendorError && counts.code])).toEqual([
    ['d', false],
    ['a', 'VENDOR_BAD_RESPONSE'],
    ['b', false],
    ['C', false],
  ])
})
