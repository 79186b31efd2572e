import { expect, test } from 'vitest'
import { pageHref, readAddress } from '../../../../client/audit/page-address.ts'
import { defaultState, filterOf, type PageState } from '../../../../client/audit/page-state.ts'

test.each<[string, PageState]>([
  ['/audit', defaultState],
  [
    '/audit?range=today&kind=sign-in&outcome=refused',
    { ...defaultState, range: 'TODAY', kind: 'sign-in', outcome: 'refused' },
  ],
  [
    '/audit?tenant=acme&actor=00000000-0000-4000-8000-000000000001',
    { ...defaultState, tenant: 'acme', actor: '00000000-0000-4000-8000-000000000001' },
  ],
  ['/audit?rows=100&after=abc&page=3', { ...defaultState, rows: 100, after: 'abc', page: 3 }],
])('%s is written and read', (href, state) => {
  expect(pageHref(state)).toBe(href)
  expect(readAddress(href.split('?')[1] ?? '')).toEqual({ state, notices: [] })
})

test('what is not known is ignored, and the page says so', () => {
  expect(readAddress('kind=nonsense&outcome=good&rows=7')).toEqual({
    state: defaultState,
    notices: [
      'Ignored unknown value “kind=nonsense”; records of every kind are shown.',
      'Ignored unknown value “outcome=good”; records of every outcome are shown.',
      'Ignored unknown value “rows=7”; 50 rows are shown.',
    ],
  })
})

test('only what is chosen is asked for', () => {
  expect(filterOf(defaultState)).toEqual({ range: { preset: 'LAST_7_DAYS' } })
  expect(filterOf({ ...defaultState, kind: 'limit', outcome: 'refused', tenant: 'acme', actor: 'o' })).toEqual({
    range: { preset: 'LAST_7_DAYS' },
    kind: ['limit'],
    outcome: 'refused',
    tenant: 'acme',
    actor: 'o',
  })
})
