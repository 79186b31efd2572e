/*
 * The documents that are compared. Nothing in them depends on the moment: days are written down, and no age is asked for.
 */

/** Where the world starts; the days of the documents are before it. */
export const worldNow = '2026-03-18T15:00:00Z'
export const worldZone = 'America/New_York'

const rows = `totalCount nodes {
    id number title status { label } priority { label } company { name } assignee { name } createdAt
  }`

const list = `query List($range: DateRangeInput, $filter: TicketFilter) {
  tickets(range: $range, filter: $filter, first: 50) { ${rows} }
}`

const figures = `totalTickets openTickets completedTickets completedInRange averageResolutionHours averageFirstResponseHours
    hoursLogged averageHoursPerTicket byStatus { key label count } byPriority { key label count }
    byAssignee { key label count } byCompany { label count } byDay { date created completed }`

const page = `query Page($range: DateRangeInput, $filter: TicketFilter) {
  viewer { name }
  tickets(range: $range, filter: $filter, first: 50) { ${rows} }
  activitySummary(range: $range, filter: $filter) { ${figures} }
}`

export interface Operation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** As it is sent. */
export const toBody = ({ query, variables }: Operation): string => JSON.stringify({ query, variables })

const month = { from: '2026-02-01', to: '2026-02-28' }
const twoMonths = { from: '2026-01-01', to: '2026-02-28' }

/** The list of 50 tickets: about 12.8 kB. */
export const listOperation: Operation = { query: list, variables: { range: month, filter: {} } }

/** The page of the service desk: about 22.7 kB, with the name of the person who asks. */
export const pageOperation: Operation = { query: page, variables: { range: twoMonths, filter: {} } }

/** The list with a number in its text where it says `@`, so that no two are the same document. */
export const unseenOperation: Operation = {
  query: list.replace('tickets(', 'n@: tickets('),
  variables: listOperation.variables,
}

const filterCount = 200

/** The list with so many different filters, each with more tickets than fit. */
export function filterOperations(statuses: readonly string[], priorities: readonly string[]): Operation[] {
  return Array.from({ length: filterCount }, (_, index) => {
    // Other days each time, and one of the statuses, of the priorities or of the states left out or asked for.
    const from = new Date(Date.parse('2025-04-01') + index * 86_400_000).toISOString().slice(0, 10)
    const to = new Date(Date.parse(from) + 89 * 86_400_000).toISOString().slice(0, 10)
    const filters: Record<string, unknown>[] = [
      { status: statuses.filter((__, place) => place !== index % statuses.length) },
      { priority: priorities.filter((__, place) => place !== index % priorities.length) },
      { state: 'COMPLETED' },
      { state: 'COMPLETED', priority: priorities.filter((__, place) => place !== (index + 1) % priorities.length) },
    ]
    return { query: list, variables: { range: { from, to }, filter: filters[index % filters.length] } }
  })
}
