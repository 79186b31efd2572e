import { describe, expect, test } from 'vitest'
import { formatMinutes, formatRate } from '../../../../client/format/numbers.ts'
import { pageHref, readAddress } from '../../../../client/website/page-address.ts'
import { defaultState, type FormColumn } from '../../../../client/website/page-state.ts'
import { describeType, type Form, sortForms } from '../../../../client/website/sort-forms.ts'

const form = (name: string, part: Partial<Form> = {}): Form => ({
  id: name,
  name,
  formType: 'hubspot',
  views: null,
  submissions: null,
  conversionRate: null,
  ...part,
})

const forms = [
  form('Beta', { views: 10, submissions: 5, conversionRate: 0.5, formType: 'captured' }),
  form('alpha', { views: 100, submissions: 5, conversionRate: 0.05 }),
  form('Gamma', { views: 0, submissions: 0, formType: 'flow' }),
  form('Delta'),
]

describe('forms', () => {
  test.each<[FormColumn, boolean, string]>([
    ['NAME', false, 'alpha Beta Delta Gamma'],
    ['NAME', true, 'Gamma Delta Beta alpha'],
    ['TYPE', false, 'Beta alpha Delta Gamma'],
    ['VIEWS', true, 'alpha Beta Gamma Delta'],
    // What has no value stands last either way.
    ['VIEWS', false, 'Gamma Beta alpha Delta'],
    ['SUBMISSIONS', true, 'alpha Beta Gamma Delta'],
    ['RATE', false, 'alpha Beta Delta Gamma'],
    ['RATE', true, 'Beta alpha Delta Gamma'],
  ])('by %s, descending %s, are %s', (field, descending, names) => {
    expect(sortForms(forms, { field, descending }).map(({ name }) => name)).toEqual(names.split(' '))
  })

  test.each([
    ['hubspot', 'HubSpot form'],
    ['captured', 'Captured'],
    ['flow', 'Pop-up'],
    ['blog_comment', 'Blog comments'],
    ['some_new_kind', 'some new kind'],
  ])('of the kind %s are called %s', (formType, words) => {
    expect(describeType(formType)).toBe(words)
  })
})

describe('the address', () => {
  test.each([
    [defaultState, '/website'],
    [{ ...defaultState, range: 'TODAY' as const }, '/website?range=today'],
    [
      { range: { from: '2026-01-01', to: '2026-01-31' }, sort: { field: 'RATE' as const, descending: true } },
      '/website?from=2026-01-01&to=2026-01-31&sort=-rate',
    ],
  ])('of %j is %s, and leads back', (state, href) => {
    expect(pageHref(state)).toBe(href)
    expect(readAddress(new URL(href, 'http://portal.test').search)).toEqual({ state, notices: [] })
  })

  test.each(['sort=-colour', 'sort=constructor', 'range=ever'])('that says %s falls back, with a sentence', (query) => {
    expect(readAddress(query)).toEqual({
      state: defaultState,
      notices: [expect.stringContaining('Ignored unknown value')],
    })
  })
})

test.each([
  [0, '0:00'],
  [59.6, '1:00'],
  [245.4, '4:05'],
  [3_600, '60:00'],
])('a visit of %d seconds lasts %s', (seconds, words) => {
  expect(formatMinutes(seconds)).toBe(words)
})

test.each([
  [0.47, '47%'],
  [0.0375, '3.8%'],
  [0, '0%'],
])('a rate of %d is %s', (share, words) => {
  expect(formatRate(share)).toBe(words)
})
