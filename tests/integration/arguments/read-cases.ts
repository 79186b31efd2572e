import type { World } from '../../support/world.ts'
import type { CallField, FieldCall } from './call-field.ts'
import { pagingCases, type ArgumentCase, type Arguments, type FieldCase } from './compare.ts'

/** A range of days is given as days or as a preset. */
const ranges: Record<string, ArgumentCase> = {
  'range.preset': { with: { range: { preset: 'THIS_MONTH' } } },
  'range.from': {
    with: { range: { preset: undefined, from: '2026-03-02', to: '2026-03-12' } },
    to: ['2026-03-09'],
  },
  'range.to': {
    with: { range: { preset: undefined, from: '2026-03-02', to: '2026-03-12' } },
    to: ['2026-03-05'],
  },
}

interface Ticket {
  id: string
  number: string
  title: string
  lastActivityAt: string
  status: { id: string }
  priority: { id: string }
  company: { id: string } | null
  assignee: { id: string } | null
}

/** A page of two, to go on from. */
async function cursorOf(call: CallField, field: FieldCall, args: Arguments): Promise<string> {
  const { data } = await call({ ...field, selection: '{ pageInfo { endCursor } }' }, { ...args, first: 1 })
  const cursor = JSON.stringify(data).match(/"endCursor":"([^"]+)"/)?.[1]
  if (cursor === undefined) throw new Error(`${field.field} has no page to go on from: ${JSON.stringify(data)}`)
  return cursor
}

/** How every argument of what is read of Autotask and HubSpot is looked at. */
export async function createReadCases(world: World, call: CallField): Promise<Record<string, FieldCase>> {
  const cases: Record<string, FieldCase> = {}
  const add = (field: FieldCall, usual: Arguments, of: FieldCase['of'] = {}) => {
    cases[field.field] = { usual, observe: (args) => call(field, args), of: { ...ranges, first: { to: [1] }, ...of } }
  }
  const { tickets } = await world.data<{ tickets: { nodes: Ticket[] } }>(
    `{ tickets(range: { preset: LAST_90_DAYS }, first: 100) { nodes {
      id number title lastActivityAt status { id } priority { id } company { id } assignee { id } } } }`,
  )
  const [ticket, other] = tickets.nodes.filter(({ company, assignee }) => company && assignee)
  if (!ticket?.company || !ticket.assignee || !other) throw new Error('There are too few tickets.')
  const filters: FieldCase['of'] = {
    'filter.status': { to: [[ticket.status.id]] },
    'filter.priority': { to: [[ticket.priority.id]] },
    'filter.company': { to: [[ticket.company.id]] },
    'filter.assignee': { to: [[ticket.assignee.id]] },
    'filter.text': { to: [ticket.title] },
    'filter.number': { to: [ticket.number] },
    'filter.updatedSince': { to: [ticket.lastActivityAt] },
  }
  const list = { field: 'Query.tickets', selection: '{ totalCount range { from to } nodes { id } }' }
  const usual = { range: { preset: 'LAST_90_DAYS' } }
  add(list, usual, {
    ...filters,
    'orderBy.field': { with: { orderBy: { field: 'STATUS' } } },
    'orderBy.direction': { with: { orderBy: { field: 'CREATED' } } },
    ...pagingCases(await cursorOf(call, list, usual)),
  })
  add({ field: 'Query.ticket', selection: '{ number }' }, { id: ticket.id }, { id: { to: [other.id, other.number] } })
  const summary = '{ id range { from to } totalTickets openTickets completedInRange }'
  add({ field: 'Query.activitySummary', selection: summary }, usual, {
    ...filters,
    'filter.dateField': { refused: /selects tickets by their creation; leave dateField out, or give CREATED/ },
  })
  await addBacklog(add, call, filters)
  const inSummary = (inner: string) => `activitySummary { ${inner} }`
  add({ field: 'ActivitySummary.comparison', selection: summary, inside: inSummary }, {})
  await addReports(add, call)
  add({ field: 'Query.salesActivity', selection: '{ id range { from to } }' }, {})
  add(
    {
      field: 'SalesActivity.recent',
      selection: '{ id }',
      inside: (inner) => `salesActivity(range: { preset: LAST_90_DAYS }) { ${inner} }`,
    },
    {},
  )
  await addSales(world, add, call)
  return cases
}

async function addBacklog(add: Add, call: CallField, filters: FieldCase['of']): Promise<void> {
  const selection = '{ open byAge { count } byStatus { key count } overdue { count } unassigned { count } }'
  add(
    { field: 'Query.backlog', selection },
    {},
    {
      ...filters,
      'filter.state': { with: { filter: { state: 'OPEN' } }, to: ['COMPLETED'] },
      'filter.dateField': { refused: /leave dateField out/ },
    },
  )
  const inside = (inner: string) => `backlog { overdue { ${inner} } }`
  const list = { field: 'BacklogPart.tickets', selection: '{ nodes { id } }', inside }
  add(list, {}, pagingCases(await cursorOf(call, list, {})))
  add({ field: 'Query.hoursWorked', selection: '{ id range { from to } hours }' }, {})
}

type Add = (field: FieldCall, usual: Arguments, of?: FieldCase['of']) => void

async function addReports(add: Add, call: CallField): Promise<void> {
  const selection = '{ id summary { totalTickets } }'
  add({ field: 'Query.dailyReport', selection }, { date: '2026-03-17' }, { date: { to: ['2026-03-16'] } })
  const month = { year: 2026, month: 2 }
  add({ field: 'Query.monthlyReport', selection }, month, { year: { to: [2025] }, month: { to: [1] } })
  for (const [type, report] of [
    ['DailyReport', 'dailyReport(date: "2026-03-17")'],
    ['MonthlyReport', 'monthlyReport(year: 2026, month: 2)'],
  ] as const) {
    const inside = (inner: string) => `${report} { ${inner} }`
    const list = { field: `${type}.tickets`, selection: '{ nodes { id } }', inside }
    add(list, {}, pagingCases(await cursorOf(call, list, {})))
  }
}

async function addSales(world: World, add: Add, call: CallField): Promise<void> {
  const { dealPipelines, deals } = await world.data<{
    dealPipelines: { id: string; stages: { id: string }[] }[]
    deals: { nodes: { name: string; stage: { id: string }; pipeline: { id: string } }[] }
  }>('{ dealPipelines { id stages { id } } deals(first: 100) { nodes { name stage { id } pipeline { id } } } }')
  const [deal] = deals.nodes
  if (!deal || dealPipelines.length < 2) throw new Error('There are too few deals.')
  const list = { field: 'Query.deals', selection: '{ totalCount nodes { id } }' }
  add(
    list,
    {},
    {
      'filter.pipeline': { to: [[deal.pipeline.id]] },
      'filter.stage': { to: [[deal.stage.id]] },
      'filter.text': { to: [deal.name] },
      'filter.closesFrom': { to: ['2026-03-18'] },
      'filter.closesTo': { to: ['2026-03-18'] },
      'orderBy.field': { with: { orderBy: { field: 'NAME' } } },
      'orderBy.direction': { with: { orderBy: { field: 'NAME' } } },
      ...pagingCases(await cursorOf(call, list, {})),
    },
  )
  add({ field: 'Query.recentContacts', selection: '{ id }' }, {})
  const figures = '{ id range { from to } sessions }'
  add({ field: 'Query.websiteAnalytics', selection: figures }, {})
  add({ field: 'Query.formStats', selection: '{ id submissions views }' }, {})
}
