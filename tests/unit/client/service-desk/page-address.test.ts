import { describe, expect, test } from 'vitest'
import { rowChoices } from '../../../../client/page/address.ts'
import { checkRange, rangePresets } from '../../../../client/page/days.ts'
import { facetHref, pageHref, readAddress, readTicketId } from '../../../../client/service-desk/page-address.ts'
import { defaultState, orderFields, type PageState } from '../../../../client/service-desk/page-state.ts'

const queryOf = (href: string) => new URL(href, 'http://portal.test').search
const there = (state: PageState) => readAddress(queryOf(pageHref(state)))

/** One state for each value a field can have, and one with all fields away from their defaults. */
const states: [string, Partial<PageState>][] = [
  ['the default', {}],
  ...Object.keys(rangePresets).map((range): [string, Partial<PageState>] => [
    `the range ${range}`,
    { range: range as keyof typeof rangePresets },
  ]),
  ['a range of days', { range: { from: '2026-01-31', to: '2026-02-28' } }],
  ['a range of one day', { range: { from: '2028-02-29', to: '2028-02-29' } }],
  ['the longest range', { range: { from: '2025-01-01', to: '2026-02-04' } }],
  ['the year before', { compare: 'PREVIOUS_YEAR' }],
  ['no comparison', { compare: null }],
  ['statuses', { status: ['1', '-5', '123456789012345'] }],
  ['priorities', { priority: ['4', '-1'] }],
  ['people and unassigned', { assignee: ['none', '29682885'] }],
  ['companies', { company: ['0', '7'] }],
  ['what is open', { show: 'open' }],
  ['what is resolved', { show: 'resolved' }],
  ['what was completed', { show: 'completed' }],
  ['one day of the chart', { days: { from: '2026-11-05', to: '2026-11-05' } }],
  ['a week of the chart', { days: { from: '2026-11-02', to: '2026-11-08' } }],
  ['a search', { search: 'T20261105.0001' }],
  ['an odd search', { search: ' a&b=c#d ?e+f%20g,h;i/j\\k"l<m>\'n\t\u{1f5a8}桜é ' }],
  ['the longest search', { search: 'x'.repeat(200) }],
  ...Object.keys(orderFields).flatMap((field): [string, Partial<PageState>][] =>
    [true, false].map((descending) => [
      `the order ${descending ? '-' : ''}${field}`,
      { sort: { field: field as keyof typeof orderFields, descending } },
    ]),
  ),
  ...rowChoices.map((rows): [string, Partial<PageState>] => [`${rows} rows`, { rows }]),
  ['a later page', { after: 'eyJpZCI6MX0=+/&', page: 17 }],
  [
    'everything at once',
    {
      range: { from: '2026-10-01', to: '2026-10-31' },
      compare: null,
      status: ['1', '5'],
      priority: ['1'],
      assignee: ['none'],
      company: ['12', '13'],
      show: 'completed',
      days: { from: '2026-10-05', to: '2026-10-11' },
      search: 'printer',
      sort: { field: 'LAST_ACTIVITY', descending: false },
      rows: 100,
      after: 'abc',
      page: 3,
    },
  ],
]

test.each(states)('%s comes back from its address', (_, part) => {
  const state = { ...defaultState, ...part }
  expect(there(state)).toEqual({ state, notices: [] })
})

describe('an address', () => {
  test.each<[Partial<PageState>, string]>([
    [{}, '/service-desk'],
    [{ range: 'LAST_7_DAYS', compare: null }, '/service-desk?range=last-7-days&compare=none'],
    [{ status: ['1', '5'], assignee: ['none'] }, '/service-desk?status=1,5&assignee=none'],
    [{ days: { from: '2026-11-02', to: '2026-11-08' } }, '/service-desk?days=2026-11-02..2026-11-08'],
    [{ days: { from: '2026-11-02', to: '2026-11-02' } }, '/service-desk?days=2026-11-02'],
    [{ sort: { field: 'CREATED', descending: false } }, '/service-desk?sort=created'],
    [{ sort: { field: 'LAST_ACTIVITY', descending: true } }, '/service-desk?sort=-last-activity'],
    // Without a cursor there is no later page.
    [{ page: 4 }, '/service-desk'],
  ])('of %j is %s', (part, href) => {
    expect(pageHref({ ...defaultState, ...part })).toBe(href)
  })

  test('of a ticket has its id in the path, escaped, and the page in the query', () => {
    const state: PageState = { ...defaultState, show: 'open' }
    expect([
      pageHref(state, { ticketId: '4711' }),
      pageHref(state, { ticketId: '../a b?c' }),
      pageHref(state, { ticketId: null, fragment: 'tickets' }),
    ]).toEqual([
      '/service-desk/tickets/4711?show=open',
      '/service-desk/tickets/..%2Fa%20b%3Fc?show=open',
      '/service-desk?show=open#tickets',
    ])
  })
})

describe('unknown parts of an address', () => {
  test.each([
    ['range=last-decade', 'Ignored unknown value “range=last-decade”; the last 30 days are shown instead.'],
    ['range=__proto__', 'Ignored unknown value “range=__proto__”; the last 30 days are shown instead.'],
    ['compare=everything', 'Ignored unknown value “compare=everything”; compared with the previous period.'],
    ['show=nothing', 'Ignored unknown value “show=nothing”; all tickets created in the range are shown.'],
    ['days=2026-11-08..2026-11-02', expect.stringContaining('all days of the range are shown.')],
    ['days=2026-02-30', 'Ignored unknown value “days=2026-02-30”; all days of the range are shown.'],
    ['days=soon', 'Ignored unknown value “days=soon”; all days of the range are shown.'],
    ['sort=-colour', 'Ignored unknown value “sort=-colour”; the newest come first.'],
    ['sort=constructor', 'Ignored unknown value “sort=constructor”; the newest come first.'],
    ['rows=26', 'Ignored unknown value “rows=26”; 25 rows are shown.'],
    ['rows=1e2', 'Ignored unknown value “rows=1e2”; 25 rows are shown.'],
    ['company=none', 'Ignored unknown value “company=none”; what is not a number was left out.'],
    ['assignee=-1', 'Ignored unknown value “assignee=-1”; what is not a number was left out.'],
    ['status=1234567890123456', 'Ignored unknown value “status=1234567890123456”; what is not a number was left out.'],
    [`show=${'z'.repeat(500)}`, expect.stringMatching(/^Ignored unknown value “show=z{40}…”; all tickets/)],
  ])('%s falls back, with a sentence', (query, notice) => {
    expect(readAddress(query)).toEqual({ state: defaultState, notices: [notice] })
  })

  test('costs only its own part', () => {
    expect(readAddress('?range=never&status=1,x,1,5&show=open&rows=7')).toEqual({
      state: { ...defaultState, status: ['1', '5'], show: 'open' },
      notices: [
        'Ignored unknown value “range=never”; the last 30 days are shown instead.',
        'Ignored unknown value “status=1,x,1,5”; what is not a number was left out.',
        'Ignored unknown value “rows=7”; 25 rows are shown.',
      ],
    })
  })

  test.each(['', '?', '?utm_source=mail&fbclid=1', '?range=&show=&sort=&rows=&days=&status=,,&search=&after='])(
    '%j asks for nothing, so nothing is said',
    (query) => {
      expect(readAddress(query)).toEqual({ state: defaultState, notices: [] })
    },
  )

  test.each([
    ['after=abc', 2],
    ['after=abc&page=first', 2],
    ['after=abc&page=-3', 2],
    ['after=abc&page=1', 2],
    ['after=abc&page=9', 9],
    ['page=9', 1],
  ])('%s is page %i', (query, page) => {
    expect(readAddress(query).state.page).toBe(page)
  })

  test('a search is cut to what the graph takes', () => {
    expect(readAddress(`search=${'y'.repeat(1_000)}`).state.search).toBe('y'.repeat(200))
  })
})

describe('a range of days', () => {
  test.each([
    ['2026-11-01', '2026-11-01', null],
    ['2025-01-01', '2026-02-04', null],
    ['2025-01-01', '2026-02-05', 'A range may have 400 days at most.'],
    ['2026-11-02', '2026-11-01', 'The first day must not be after the last.'],
    ['2026-11-01', '', 'Give both days.'],
    ['', '2026-11-01', 'Give both days.'],
    ['2026-1-1', '2026-11-01', 'Give both days.'],
    ['2026-02-30', '2026-03-05', 'Give both days.'],
    ['2027-02-29', '2027-03-05', 'Give both days.'],
    ['2026-13-01', '2026-13-02', 'Give both days.'],
    ['yesterday', 'today', 'Give both days.'],
  ])('from %j to %j: %j', (from, to, fault) => {
    expect(checkRange(from, to)).toBe(fault)
    expect(readAddress(new URLSearchParams({ from, to }).toString())).toEqual({
      state: { ...defaultState, ...(fault === null && { range: { from, to } }) },
      notices: fault === null ? [] : [`The days “${from}” to “${to}” cannot be shown. ${fault}`],
    })
  })

  test('that cannot be shown gives way to the one the address names', () => {
    expect(readAddress('from=2026-11-02&to=2026-11-01&range=today').state.range).toBe('TODAY')
  })
})

describe('the address of one value', () => {
  const state: PageState = { ...defaultState, status: ['5'], show: 'overdue', search: 'vpn', after: 'abc', page: 3 }

  test.each([
    ['another value replaces the one chosen', '1', '/service-desk?status=1#tickets'],
    ['the one chosen takes it out', '5', '/service-desk#tickets'],
    ['a value without a key has none', null, null],
  ])('%s', (_, key, href) => {
    expect(facetHref(state, 'status', key)).toBe(href)
  })

  test('one of several chosen becomes the only one', () => {
    expect(facetHref({ ...state, status: ['5', '1'] }, 'status', '5')).toBe('/service-desk?status=5#tickets')
  })

  test('of another dimension keeps the others', () => {
    expect(facetHref(state, 'company', '7')).toBe('/service-desk?status=5&company=7#tickets')
  })
})

test.each([
  ['', null],
  ['tickets/4711', '4711'],
  ['tickets/a%2Fb', 'a/b'],
  ['tickets/%E0%A4%A', '%E0%A4%A'],
])('the path %j opens the ticket %j', (rest, ticketId) => {
  expect(readTicketId(rest)).toBe(ticketId)
})
