import { getIntrospectionQuery } from 'graphql'
import { fixedLimits, type Limits } from '../../server/limits/limits.ts'
import { usualLimits } from '../../server/config/limit-settings.ts'
import type { RoleName } from './world.ts'

/** A document that was made to cost as much as it can. */
export interface WorstDocument {
  readonly name: string
  readonly role?: RoleName
  readonly query: string
  readonly variables?: Record<string, unknown>
}

/** One that is refused, and by which limit. */
export interface RefusedDocument extends WorstDocument {
  readonly measure: keyof Limits
}

const { rootFields, aliases, rows, inputValues } = usualLimits
const { fields, repeatedFields, depth, nesting, tokens } = fixedLimits
/** Summaries with some forty fields each, as many as `fields` allows. */
const summaries = Math.floor(fields / 45)
const year = 'range: { preset: LAST_365_DAYS }'

const times = (count: number, write: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => write(i)).join(' ')
const nest = (count: number, open: string, inside: string) => `${open}{ `.repeat(count) + inside + ' }'.repeat(count)
const ids = (count: number) => Array.from({ length: count }, (_, index) => String(index))

/** Everything of a row that is there without a further call. */
const plainRow =
  'id number title description issueType source createdAt completedAt dueAt lastActivityAt resolutionHours slaMet'
/** What becomes many small objects. */
const linkedRow =
  'id status { id label } priority { id label rank } queue { label } company { id name } contact { id name } assignee { id name } contract { id name } hoursLogged'
const figures =
  'id totalTickets openTickets completedTickets completedInRange averageResolutionHours averageFirstResponseHours byStatus { count } byPriority { count } byAssignee { count } byCompany { count }'

/** The documents that blocked or ended a gateway without limits, and their like. */
export const refusedDocuments: readonly RefusedDocument[] = [
  {
    name: '650 aliases of the 100 rows of one list',
    measure: 'aliases',
    query: `{ tickets(${year}, first: 100) { ${times(650, (i) => `a${i}: nodes { id title }`)} } }`,
  },
  {
    name: 'the same, spread by fragments',
    measure: 'aliases',
    query: `{ tickets(${year}, first: 100) { ...A ...A } }
      fragment A on TicketConnection { ...B ...B } fragment B on TicketConnection { ...C ...C }
      fragment C on TicketConnection { ${times(30, (i) => `a${i}: nodes { id title }`)} }`,
  },
  {
    name: '80,000 ids in a filter, 600 comparisons',
    measure: 'inputValues',
    query: `query ($ids: [ID!]) { activitySummary(${year}, filter: { company: $ids }) ${nestComparisons(40)} }`,
    variables: { ids: ids(80_000) },
  },
  {
    name: 'comparisons 40 deep',
    measure: 'depth',
    query: `{ activitySummary(${year}) ${nestComparisons(40)} }`,
  },
  {
    name: 'comparisons 600 deep',
    measure: 'nesting',
    query: `{ activitySummary(${year}) ${nestComparisons(600)} }`,
  },
  {
    name: 'comparisons 600 deep, by fragments',
    measure: 'depth',
    query: `{ activitySummary(${year}) { ...F0 } } ${times(
      400,
      (i) => `fragment F${i} on ActivitySummary { comparison { id ${i < 399 ? `...F${i + 1}` : ''} } }`,
    )}`,
  },
  {
    name: '100 aliases of 100 tickets',
    measure: 'rows',
    query: `{ ${times(100, (i) => `a${i}: tickets(first: 100) { nodes { id status { label } company { name } assignee { name } } }`)} }`,
  },
  {
    name: '115 days of sales activity and daily reports',
    measure: 'rootFields',
    query: `{ ${times(
      115,
      (i) =>
        `s${i}: salesActivity(range: { from: "${day(i)}", to: "${day(i)}" }) { appointments } d${i}: dailyReport(date: "${day(i)}") { hoursWorked }`,
    )} }`,
  },
  {
    name: '390 searches',
    role: 'operator',
    measure: 'aliases',
    query: `{ tenant(id: "acme") { connectWise { ${times(390, (i) => `s${i}: tickets(search: "phone ${i}") { id }`)} } } }`,
  },
  {
    name: 'rows in rows',
    measure: 'rows',
    query: `{ ${times(38, (i) => `a${i}: tickets(first: 100) { nodes { id } edges { cursor } }`)} }`,
  },
  {
    name: 'a thousand rows of changes for each of many searches',
    role: 'operator',
    measure: 'rows',
    query: `{ tenant(id: "acme") { connectWise { tickets(search: "phone", first: 50) { notes(first: 100) { id } timeEntries(first: 100) { id } } } } }`,
  },
  {
    name: 'a billion fields by fragments',
    measure: 'fields',
    query: `{ viewer { ...F0 } } ${times(30, (i) => `fragment F${i} on Viewer { ${i < 29 ? `...F${i + 1} ...F${i + 1}` : 'id'} }`)}`,
  },
  {
    name: '1,200 times the same field',
    measure: 'rootFields',
    query: `{ ${times(1_200, () => 'viewer { id }')} }`,
  },
  {
    name: '1,200 times the same field of one list',
    measure: 'repeatedFields',
    query: `{ tickets { ${times(1_200, () => 'nodes { id }')} } }`,
  },
  {
    name: 'a hundred introspections',
    measure: 'rows',
    query: `{ __schema { ${times(50, (i) => `a${i}: types { fields { args { name } } }`)} } }`,
  },
  {
    name: `${tokens} tokens and more`,
    measure: 'tokens',
    query: `{ viewer { ${'id '.repeat(tokens)} } }`,
  },
  {
    name: 'lists 2,400 deep',
    measure: 'nesting',
    query: `{ tickets(filter: { company: ${'['.repeat(2_400)}${']'.repeat(2_400)} }) { totalCount } }`,
  },
  {
    name: 'variables 100,000 deep',
    measure: 'nesting',
    query: 'query ($filter: TicketFilter) { tickets(filter: $filter) { totalCount } }',
    variables: { filter: deepList(100_000) },
  },
  {
    name: 'a text of nearly a megabyte',
    measure: 'textLength',
    query: 'query ($text: String) { tickets(filter: { text: $text }) { totalCount } }',
    variables: { text: 'a.'.repeat(500_000) },
  },
  {
    name: 'directives on directives',
    measure: 'directives',
    query: `{ viewer { ${times(120, () => 'id @include(if: true)')} } }`,
  },
  {
    name: '21 operations',
    measure: 'operations',
    query: times(21, (i) => `query Q${i} { viewer { id } }`),
  },
]

/** Right below the limits that are looked at before execution. Some of these end while the answer is made. */
export const largestDocuments: readonly WorstDocument[] = [
  {
    name: 'plain rows, as many as are allowed',
    query: `{ ${times(rows / 100, (i) => `a${i}: tickets(${year}, first: 100) { nodes { ${plainRow} } }`)} }`,
  },
  {
    name: 'linked rows, as many as are allowed',
    query: `{ ${times(Math.floor(Math.min(fields / 26, rows / 100)), (i) => `a${i}: tickets(${year}, first: 100) { nodes { ${linkedRow} } }`)} }`,
  },
  {
    name: 'rows with their time entries',
    query: `{ ${times(rows / 200, (i) => `a${i}: tickets(${year}, first: 100) { nodes { id timeEntries { id hours workedOn summary resource { name } } } }`)} }`,
  },
  {
    name: 'the rows of one list under as many aliases as are allowed',
    query: `{ tickets(${year}, first: 100) { ${times(rows / 100, (i) => `a${i}: nodes { ${plainRow} }`)} } }`,
  },
  {
    name: 'as many ids and comparisons as are allowed',
    query: `query ($ids: [ID!]) { ${times(
      summaries,
      (i) => `a${i}: activitySummary(${year}, filter: { company: $ids }) ${nestComparisons(depth - 3)}`,
    )} }`,
    variables: { ids: ids(Math.floor(inputValues / summaries) - 3) },
  },
  {
    name: 'as many figures as are allowed',
    query: `{ ${times(
      summaries,
      (i) => `a${i}: activitySummary(${year}, filter: { text: "${i}" }) { ${figures} comparison { ${figures} } }`,
    )} }`,
  },
  {
    name: 'every day of the year, many times',
    query: `{ ${times(rootFields, (i) => `a${i}: activitySummary(${year}) { byDay { date created completed } }`)} }`,
  },
  {
    name: 'daily reports and sales activity of as many days as are allowed',
    query: `{ ${times(
      rootFields / 2,
      (i) =>
        `s${i}: salesActivity(range: { from: "${day(i)}", to: "${day(i)}" }) { appointments } d${i}: dailyReport(date: "${day(i)}") { hoursWorked }`,
    )} }`,
  },
  {
    name: 'as many searches as are allowed',
    role: 'operator',
    query: `{ tenant(id: "acme") { connectWise { ${times(aliases, (i) => `s${i}: tickets(search: "phone ${i}") { id }`)} } } }`,
  },
  {
    name: 'the same field as often as is allowed',
    query: `{ tickets(first: 5) { ${times(repeatedFields, () => 'nodes { id }')} } }`,
  },
  {
    name: 'two introspections',
    query: getIntrospectionQuery().replace('__schema {', `__schema { again: types { ...FullType }`),
  },
  {
    name: 'brackets as deep as is allowed',
    query: `{ ${nest(nesting - 2, '... ', 'viewer { id }')} }`,
  },
]

function nestComparisons(count: number): string {
  return `{ ${nest(count, 'comparison ', 'id totalTickets')} }`
}

/** The days before 18 March 2026. */
function day(back: number): string {
  return new Date(Date.UTC(2026, 2, 17 - back)).toISOString().slice(0, 10)
}

function deepList(depth: number): unknown {
  let list: unknown = []
  for (let at = 0; at < depth; at++) list = [list]
  return list
}
