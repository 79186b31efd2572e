import { expect, test } from 'vitest'
import { defaultState, type PageState } from '../../../../client/service-desk/page-state.ts'
import { pageVariables } from '../../../../client/service-desk/page-variables.ts'

const variablesOf = (part: Partial<PageState>) => pageVariables({ ...defaultState, ...part })

/** What the page asks when its address says nothing. */
const plain = {
  range: { preset: 'LAST_30_DAYS' },
  filter: {},
  comparison: 'PREVIOUS_PERIOD',
  withComparison: true,
  statusFacet: {},
  priorityFacet: {},
  assigneeFacet: {},
  companyFacet: {},
  openFilter: { state: 'OPEN' },
  overdueFilter: { overdue: true },
  unassignedFilter: { state: 'OPEN', unassigned: true },
  listRange: { preset: 'LAST_30_DAYS' },
  listFilter: {},
  orderBy: { field: 'CREATED', direction: 'DESC' },
  first: 25,
  after: null,
}

test.each<[string, Partial<PageState>, object]>([
  ['nothing', {}, {}],
  ['what was created', { show: 'created' }, {}],
  ['what is open', { show: 'open' }, { listFilter: { state: 'OPEN' } }],
  ['what is resolved', { show: 'resolved' }, { listFilter: { state: 'COMPLETED' } }],
  ['what was completed', { show: 'completed' }, { listFilter: { dateField: 'COMPLETED' } }],
  ['days', { days: { from: '2026-11-02', to: '2026-11-08' } }, { listRange: { from: '2026-11-02', to: '2026-11-08' } }],
  [
    'a range of days',
    { range: { from: '2026-11-01', to: '2026-11-22' } },
    { range: { from: '2026-11-01', to: '2026-11-22' }, listRange: { from: '2026-11-01', to: '2026-11-22' } },
  ],
  ['all that is open now', { show: 'backlog' }, { listRange: null, listFilter: { state: 'OPEN' } }],
  ['what is overdue', { show: 'overdue' }, { listRange: null, listFilter: { overdue: true } }],
  [
    'what is open now, with days of an older address',
    { show: 'backlog', days: { from: '2026-11-02', to: '2026-11-08' } },
    { listRange: null, listFilter: { state: 'OPEN' } },
  ],
  ['a search', { search: '  printer  ' }, { listRange: null, listFilter: { text: 'printer' } }],
  ['a search in a list', { search: 'vpn', show: 'open' }, { listRange: null, listFilter: { text: 'vpn' } }],
  ['a search for too little', { search: 'vp' }, {}],
  ['a search for blanks', { search: '   ' }, {}],
  ['the year before', { compare: 'PREVIOUS_YEAR' }, { comparison: 'PREVIOUS_YEAR' }],
  ['no comparison', { compare: null }, { withComparison: false }],
  [
    'another page of another order',
    { sort: { field: 'DUE', descending: false }, rows: 50, after: 'abc', page: 2 },
    { orderBy: { field: 'DUE', direction: 'ASC' }, first: 50, after: 'abc' },
  ],
])('of %s only the list, the range or the comparison knows', (_, part, expected) => {
  expect(variablesOf(part)).toEqual({ ...plain, ...expected })
})

test('each facet leaves out its own dimension, and the list adds its own conditions', () => {
  const filter = { status: ['1'], priority: ['4'], company: ['7'], assignee: ['9'], unassigned: true }
  const { status, priority, company, assignee, unassigned } = filter

  expect(
    variablesOf({
      status,
      priority,
      company,
      assignee: ['none', '9'],
      show: 'open',
      days: { from: '2026-11-05', to: '2026-11-05' },
    }),
  ).toEqual({
    ...plain,
    filter,
    statusFacet: { priority, company, assignee, unassigned },
    priorityFacet: { status, company, assignee, unassigned },
    assigneeFacet: { status, priority, company },
    companyFacet: { status, priority, assignee, unassigned },
    openFilter: { ...filter, state: 'OPEN' },
    overdueFilter: { ...filter, overdue: true },
    // Leaves out the assignees chosen: it is about tickets that have none.
    unassignedFilter: { status, priority, company, state: 'OPEN', unassigned: true },
    listRange: { from: '2026-11-05', to: '2026-11-05' },
    listFilter: { ...filter, state: 'OPEN' },
  })
})

test.each<[string[], object]>([
  [[], {}],
  [['none'], { unassigned: true }],
  [['9', '10'], { assignee: ['9', '10'] }],
  [['9', 'none'], { assignee: ['9'], unassigned: true }],
])('the assignees %j are the filter %j', (assignee, filter) => {
  expect(variablesOf({ assignee }).filter).toEqual(filter)
})
