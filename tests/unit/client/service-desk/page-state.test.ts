import { expect, test } from 'vitest'
import {
  defaultState,
  isBacklog,
  type PageState,
  searchedText,
  wholeList,
  withoutFilters,
} from '../../../../client/service-desk/page-state.ts'

test.each([
  ['', ''],
  ['vp', ''],
  ['  vp  ', ''],
  ['vpn', 'vpn'],
  ['  T20251126.0005 ', 'T20251126.0005'],
])('of the search %j, %j is searched for', (search, text) => {
  expect(searchedText({ search })).toBe(text)
})

test('only the lists of open work ignore the date range', () => {
  const shows = ['created', 'open', 'resolved', 'completed', 'backlog', 'overdue'] as const
  expect(shows.filter(isBacklog)).toEqual(['backlog', 'overdue'])
})

const filtered: PageState = {
  range: 'TODAY',
  compare: null,
  status: ['1'],
  priority: ['2'],
  assignee: ['none'],
  company: ['3'],
  show: 'overdue',
  days: { from: '2026-11-01', to: '2026-11-02' },
  search: 'printer',
  sort: { field: 'DUE', descending: false },
  rows: 100,
  after: 'abc',
  page: 4,
}

test('without filters, the range, the comparison, the order and the length of the page stay', () => {
  const { range, compare, sort, rows } = filtered
  expect(withoutFilters(filtered)).toEqual({ ...defaultState, range, compare, sort, rows })
})

test('the whole list keeps the filters of the page, and none of the list’s own', () => {
  expect({ ...filtered, ...wholeList }).toEqual({
    ...filtered,
    show: 'created',
    days: null,
    search: '',
    after: null,
    page: 1,
  })
})
