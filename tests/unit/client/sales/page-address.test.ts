import { describe, expect, test } from 'vitest'
import { rangePresets } from '../../../../client/page/days.ts'
import { pageHref, readAddress } from '../../../../client/sales/page-address.ts'
import { dealStates, defaultState, orderFields, type PageState } from '../../../../client/sales/page-state.ts'
import { dealVariables } from '../../../../client/sales/page-variables.ts'

const there = (state: PageState) => readAddress(new URL(pageHref(state), 'http://portal.test').search)
const keysOf = <Key extends string>(record: Record<Key, unknown>) => Object.keys(record) as Key[]

const states: [string, Partial<PageState>][] = [
  ['the default', {}],
  ['another board', { board: '1250' }],
  ['pipelines and stages', { pipeline: ['default', '77'], stage: ['appointmentscheduled', 'unknown'] }],
  ['a search', { search: 'north & south, 100% "sure"' }],
  ['a later page', { rows: 100, after: 'b2Zmc2V0', page: 3 }],
  ['days of activity', { activity: { from: '2026-01-01', to: '2026-02-28' } }],
  ...keysOf(dealStates).map((state): [string, Partial<PageState>] => [`deals that are ${state}`, { state }]),
  ...keysOf(orderFields).map((field): [string, Partial<PageState>] => [field, { sort: { field, descending: false } }]),
  ...keysOf(rangePresets).map((activity): [string, Partial<PageState>] => [`activity ${activity}`, { activity }]),
]

describe('an address', () => {
  test.each(states)('of %s leads back to it', (_, part) => {
    const state = { ...defaultState, ...part }
    expect(there(state)).toEqual({ state, notices: [] })
  })

  test('says only what differs from the default', () => {
    expect([
      pageHref(defaultState),
      pageHref({ ...defaultState, pipeline: ['a', 'b'], state: 'WON' }, { fragment: 'deals' }),
    ]).toEqual(['/sales', '/sales?pipeline=a,b&state=won#deals'])
  })

  test.each([
    ['state=maybe', 'Ignored unknown value “state=maybe”; deals of every state are shown.'],
    ['state=__proto__', 'Ignored unknown value “state=__proto__”; deals of every state are shown.'],
    ['sort=-colour', 'Ignored unknown value “sort=-colour”; the newest come first.'],
    ['rows=7', 'Ignored unknown value “rows=7”; 25 rows are shown.'],
    ['board=a,b', 'Ignored unknown value “board=a,b”; the first pipeline is shown.'],
    ['stage=a%20b', 'Ignored unknown value “stage=a b”; what cannot be an id was left out.'],
    ['activity=ever', 'Ignored unknown value “activity=ever”; the activity of the last 30 days is shown instead.'],
    ['activity-from=2026-02-02&activity-to=2026-02-01', expect.stringContaining('must not be after the last')],
  ])('that says %s falls back, with a sentence', (query, notice) => {
    expect(readAddress(query)).toEqual({ state: defaultState, notices: [notice] })
  })
})

const plain = { filter: {}, orderBy: { field: 'CREATED', direction: 'DESC' }, first: 25, after: null }

test.each<[string, Partial<PageState>, object]>([
  ['nothing', {}, {}],
  // Neither is about the list.
  ['a board and days of activity', { board: '7', activity: 'TODAY' }, {}],
  ['blanks', { search: '  ' }, {}],
  [
    'all conditions',
    { pipeline: ['a'], stage: ['s'], state: 'OPEN', search: ' vpn ' },
    { filter: { pipeline: ['a'], stage: ['s'], state: 'OPEN', text: 'vpn' } },
  ],
  [
    'another place',
    { sort: { field: 'NAME', descending: false }, rows: 50, after: 'x', page: 2 },
    { orderBy: { field: 'NAME', direction: 'ASC' }, first: 50, after: 'x' },
  ],
])('of %s the graph is asked just so', (_, part, expected) => {
  expect(dealVariables({ ...defaultState, ...part })).toEqual({ ...plain, ...expected })
})
