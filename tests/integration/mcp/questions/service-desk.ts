import { expectedActivitySummary, type ExpectedActivitySummary } from '../../../support/oracle/activity-summary.ts'
import { expectedBacklog } from '../../../support/oracle/backlog.ts'
import { addDays, epochMs, liesIn, localDay, monthDays, previousPeriod, split } from '../../../support/oracle/days.ts'
import { rocTickets } from '../../../support/oracle/filter.ts'
import { byId, labelOf, personName, picklist } from '../../../support/oracle/labels.ts'
import { expectedHours, expectedMonthlyReport } from '../../../support/oracle/reports.ts'
import type { AutotaskState, WireTicket } from '../../../support/oracle/state.ts'
import { expectedTicket } from '../../../support/oracle/ticket.ts'
import { daysOf, type Question, type Records } from './question.ts'

const open = ({ autotask }: Records) => rocTickets(autotask, { state: 'OPEN' })
const backlogOf = ({ autotask, now, timeZone }: Records) => expectedBacklog(autotask, now, timeZone)

/** The company, person, priority and status that most open tickets have: each is in every world. */
const mostOf = (tickets: readonly WireTicket[], idOf: (ticket: WireTicket) => number | null): number => {
  const counts = new Map<number, number>()
  for (const ticket of tickets) {
    const id = idOf(ticket)
    if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return [...counts].sort(([a, more], [b, less]) => less - more || a - b)[0]![0]
}
const companyOf = (records: Records) =>
  byId(
    records.autotask.Companies,
    mostOf(open(records), (t) => t.companyID),
  )!
const personOf = (records: Records) =>
  byId(
    records.autotask.Resources,
    mostOf(open(records), (t) => t.assignedResourceID),
  )!
const statusOf = (records: Records) => mostOf(open(records), (ticket) => ticket.status)
const mostUrgent = ({ autotask }: Records) => picklist(autotask, 'Tickets', 'priority')[0]!

const closedTicket = ({ autotask }: Records) =>
  rocTickets(autotask, { state: 'COMPLETED' }).toSorted((a, b) => epochMs(a.createDate) - epochMs(b.createDate))[0]!

const word = (records: Records) => /[a-z]{5,}/i.exec(open(records)[0]!.title ?? '')![0].toLowerCase()

const shownTicket = (state: AutotaskState, { id }: WireTicket, timeZone: string) => {
  const ticket = expectedTicket(state, String(id), timeZone)!
  return {
    number: ticket.number,
    status: { label: ticket.status.label },
    priority: { label: ticket.priority.label },
    company: ticket.company && { name: ticket.company.name },
    assignee: ticket.assignee && { name: ticket.assignee.name },
    createdAt: ticket.createdAt.replace('.000Z', 'Z'),
  }
}

/** The first rows, in an order. */
const firstOf = (
  { autotask, timeZone }: Records,
  tickets: readonly WireTicket[],
  keyOf: (ticket: WireTicket) => number,
) => {
  const sorted = tickets.toSorted((a, b) => keyOf(a) - keyOf(b) || a.id - b.id)
  return sorted.map((ticket) => shownTicket(autotask, ticket, timeZone))
}

const figuresOf = ({ range, ...summary }: ExpectedActivitySummary) => ({
  range,
  totalTickets: summary.totalTickets,
  openTickets: summary.openTickets,
  completedTickets: summary.completedTickets,
  completedInRange: summary.completedInRange,
  averageResolutionHours: summary.averageResolutionHours,
  averageFirstResponseHours: summary.averageFirstResponseHours,
  hoursLogged: summary.hoursLogged,
  averageHoursPerTicket: summary.averageHoursPerTicket,
})

const lists = (summary: ExpectedActivitySummary) => ({
  byStatus: summary.byStatus,
  byPriority: summary.byPriority,
  byAssignee: summary.byAssignee,
  byCompany: summary.byCompany,
  byDay: summary.byDay,
})

const created = (records: Records, preset: Parameters<typeof daysOf>[1]) =>
  rocTickets(records.autotask).filter((ticket) => liesIn(ticket.createDate, daysOf(records, preset)))

const counts: readonly Question[] = [
  {
    asks: 'How many tickets are open?',
    tool: 'count_tickets',
    arguments: () => ({ state: 'OPEN' }),
    expected: (records) => ({ count: open(records).length, range: null }),
    scope: () => ['open', 'whatever their age'],
  },
  {
    asks: 'How many tickets came in this month?',
    tool: 'count_tickets',
    arguments: () => ({ period: 'THIS_MONTH' }),
    expected: (records) => ({ count: created(records, 'THIS_MONTH').length, range: daysOf(records, 'THIS_MONTH') }),
    scope: (records) => [daysOf(records, 'THIS_MONTH').from, records.timeZone, 'created'],
  },
  {
    asks: 'How many tickets were closed last week?',
    tool: 'count_tickets',
    arguments: () => ({ period: 'LAST_WEEK', dateField: 'COMPLETED' }),
    expected: (records) => ({
      count: rocTickets(records.autotask).filter((t) => liesIn(t.completedDate, daysOf(records, 'LAST_WEEK'))).length,
    }),
    scope: (records) => ['completed from', daysOf(records, 'LAST_WEEK').to],
  },
  {
    asks: 'How many tickets are overdue?',
    tool: 'count_tickets',
    arguments: () => ({ overdue: true }),
    expected: (records) => ({ count: backlogOf(records).overdue.length }),
    scope: () => ['overdue'],
  },
  {
    asks: 'How many open tickets does one person have?',
    tool: 'count_tickets',
    arguments: (records) => ({ state: 'OPEN', assignee: [personName(personOf(records))] }),
    expected: (records) => ({
      count: open(records).filter((t) => t.assignedResourceID === personOf(records).id).length,
    }),
    scope: (records) => [`assigned to ${personName(personOf(records))}`],
  },
  {
    asks: 'How many tickets came in in the month before last?',
    tool: 'count_tickets',
    arguments: (records) => ({ from: monthBeforeLast(records).month, to: monthBeforeLast(records).month }),
    expected: (records) => {
      const { range } = monthBeforeLast(records)
      return { count: rocTickets(records.autotask).filter((t) => liesIn(t.createDate, range)).length, range }
    },
    scope: (records) => [monthBeforeLast(records).range.from, monthBeforeLast(records).range.to],
  },
]

function monthBeforeLast({ now, timeZone }: Records) {
  const { year, month } = split(localDay(new Date(now), timeZone))
  const range = { ...monthDays(year, month, -2), timeZone }
  return { range, month: range.from.slice(0, 7) }
}

const finds: readonly Question[] = [
  {
    asks: 'Which tickets are overdue?',
    tool: 'find_tickets',
    arguments: () => ({ overdue: true, sortBy: 'DUE', direction: 'ASC' }),
    expected: (records) => ({
      total: backlogOf(records).overdue.length,
      tickets: firstOf(records, backlogOf(records).overdue, (ticket) => epochMs(ticket.dueDateTime!)),
    }),
    scope: (records) => ['overdue', `${backlogOf(records).overdue.length} in all`],
  },
  {
    asks: 'Which open tickets are assigned to no person?',
    tool: 'find_tickets',
    arguments: () => ({ state: 'OPEN', unassigned: true, sortBy: 'CREATED', direction: 'ASC' }),
    expected: (records) => ({
      total: backlogOf(records).unassigned.length,
      tickets: firstOf(records, backlogOf(records).unassigned, (ticket) => epochMs(ticket.createDate)),
    }),
    scope: () => ['open, unassigned, whatever their age'],
  },
  {
    asks: 'What is open for one company?',
    tool: 'find_tickets',
    arguments: (records) => ({ state: 'OPEN', company: [companyOf(records).companyName.toUpperCase()] }),
    expected: (records) => {
      const own = open(records).filter((ticket) => ticket.companyID === companyOf(records).id)
      return { total: own.length, tickets: newestOf(records, own) }
    },
    scope: (records) => [`of ${companyOf(records).companyName}`],
  },
  {
    asks: 'Which of the most urgent tickets are open?',
    tool: 'find_tickets',
    arguments: (records) => ({ state: 'OPEN', priority: [mostUrgent(records).label] }),
    expected: (records) => {
      const own = open(records).filter((ticket) => String(ticket.priority) === mostUrgent(records).value)
      return { total: own.length, tickets: newestOf(records, own) }
    },
    scope: (records) => [`with priority ${mostUrgent(records).label}`],
  },
  {
    asks: 'Which open tickets have one status?',
    tool: 'find_tickets',
    arguments: (records) => ({
      state: 'OPEN',
      status: [labelOf(records.autotask, 'Tickets', 'status', statusOf(records))],
    }),
    expected: (records) => {
      const own = open(records).filter((ticket) => ticket.status === statusOf(records))
      return { total: own.length, tickets: newestOf(records, own) }
    },
    scope: (records) => [`with status ${labelOf(records.autotask, 'Tickets', 'status', statusOf(records))}`],
  },
  {
    asks: 'Which open tickets are about something?',
    tool: 'find_tickets',
    arguments: (records) => ({ state: 'OPEN', text: word(records) }),
    expected: (records) => {
      const own = rocTickets(records.autotask, { state: 'OPEN', text: word(records) })
      return { total: own.length, tickets: newestOf(records, own) }
    },
    scope: (records) => [`contains "${word(records)}"`],
  },
  {
    asks: 'Is there a ticket of this number, even a closed one?',
    tool: 'find_tickets',
    arguments: (records) => ({ number: closedTicket(records).ticketNumber }),
    expected: (records) => ({
      total: 1,
      tickets: [shownTicket(records.autotask, closedTicket(records), records.timeZone)],
    }),
    scope: (records) => [`with number "${closedTicket(records).ticketNumber}"`, 'whatever their age'],
  },
  {
    asks: 'Tell me about a ticket',
    tool: 'get_ticket',
    arguments: (records) => ({ number: closedTicket(records).ticketNumber }),
    expected: ({ autotask, timeZone, ...rest }) => {
      const { id } = closedTicket({ autotask, timeZone, ...rest })
      const { number, hoursLogged, slaMet, resolutionHours, timeEntries } = expectedTicket(
        autotask,
        String(id),
        timeZone,
      )!
      return {
        ticket: { id: String(id), number, hoursLogged, slaMet, resolutionHours },
        timeEntries: timeEntries.map(({ workedOn, hours }) => ({ workedOn, hours })),
      }
    },
    scope: (records) => [closedTicket(records).ticketNumber],
  },
]

const newestOf = (records: Records, tickets: readonly WireTicket[]) => {
  const sorted = tickets.toSorted((a, b) => epochMs(b.createDate) - epochMs(a.createDate) || b.id - a.id)
  return sorted.map((ticket) => shownTicket(records.autotask, ticket, records.timeZone))
}

const figures: readonly Question[] = [
  {
    asks: 'How many tickets came in last week, and how many were closed?',
    tool: 'service_desk_summary',
    arguments: () => ({ period: 'LAST_WEEK' }),
    expected: (records) => {
      const summary = expectedActivitySummary(records.autotask, daysOf(records, 'LAST_WEEK'))
      return { figures: figuresOf(summary), previous: null, ...lists(summary) }
    },
    scope: (records) => [daysOf(records, 'LAST_WEEK').from, 'whenever created'],
  },
  {
    asks: 'What was closed last month, against the month before?',
    tool: 'service_desk_summary',
    arguments: () => ({ period: 'LAST_MONTH', compare: 'PREVIOUS_PERIOD' }),
    expected: (records) => {
      const range = daysOf(records, 'LAST_MONTH')
      const before = { ...previousPeriod(range), timeZone: records.timeZone }
      return {
        figures: figuresOf(expectedActivitySummary(records.autotask, range)),
        previous: figuresOf(expectedActivitySummary(records.autotask, before)),
      }
    },
    scope: (records) => ['Compared', previousPeriod(daysOf(records, 'LAST_MONTH')).from],
  },
  {
    asks: 'How fast do we respond to one company?',
    tool: 'service_desk_summary',
    arguments: (records) => ({ period: 'LAST_90_DAYS', company: [companyOf(records).companyName] }),
    expected: (records) => {
      const filter = { company: [String(companyOf(records).id)] }
      return { figures: figuresOf(expectedActivitySummary(records.autotask, daysOf(records, 'LAST_90_DAYS'), filter)) }
    },
    scope: (records) => [`of ${companyOf(records).companyName}`],
  },
  {
    asks: 'Which companies have the most tickets of the last 90 days?',
    tool: 'service_desk_summary',
    arguments: () => ({ period: 'LAST_90_DAYS', part: 'byCompany' }),
    expected: (records) => ({
      byCompany: expectedActivitySummary(records.autotask, daysOf(records, 'LAST_90_DAYS')).byCompany,
    }),
    scope: () => ['reactive service board'],
  },
  {
    asks: 'How old is the backlog, and who has it?',
    tool: 'backlog',
    arguments: () => ({}),
    expected: (records) => {
      const { overdue, dueToday, unassigned, ...rest } = backlogOf(records)
      return {
        ...rest,
        overdue: overdue.length,
        dueToday: dueToday.length,
        unassigned: unassigned.length,
      }
    },
    scope: () => ['Open tickets', 'whatever their age'],
  },
  {
    asks: 'How many hours did each person work this month?',
    tool: 'hours_logged',
    arguments: () => ({}),
    expected: (records) => {
      const { hoursWorked, hoursByResource } = expectedHours(records.autotask, daysOf(records, 'THIS_MONTH'))
      return { hours: hoursWorked, byPerson: hoursByResource, range: daysOf(records, 'THIS_MONTH') }
    },
    scope: (records) => ['by day of work', daysOf(records, 'THIS_MONTH').from],
  },
  {
    asks: 'How many hours did each person work in the last seven days?',
    tool: 'hours_logged',
    arguments: (records) => ({ from: addDays(localDay(new Date(records.now), records.timeZone), -6) }),
    expected: (records) => {
      const { hoursWorked, hoursByResource } = expectedHours(records.autotask, daysOf(records, 'LAST_7_DAYS'))
      return { hours: hoursWorked, byPerson: hoursByResource, range: daysOf(records, 'LAST_7_DAYS') }
    },
    scope: (records) => [daysOf(records, 'LAST_7_DAYS').to],
  },
  {
    asks: 'How was last month?',
    tool: 'monthly_report',
    arguments: () => ({ month: 'last' }),
    expected: (records) => {
      const range = daysOf(records, 'LAST_MONTH')
      const { year, month } = split(range.from)
      const { summary, hoursWorked, hoursByResource } = expectedMonthlyReport(
        records.autotask,
        year,
        month,
        records.timeZone,
      )
      const before = { ...previousPeriod(range), timeZone: records.timeZone }
      return {
        year,
        month,
        figures: figuresOf(summary),
        previous: figuresOf(expectedActivitySummary(records.autotask, before)),
        hoursWorked,
        hoursByPerson: hoursByResource,
        ...lists(summary),
      }
    },
    scope: (records) => [daysOf(records, 'LAST_MONTH').from],
  },
  {
    asks: 'How is this month so far?',
    tool: 'monthly_report',
    arguments: () => ({}),
    expected: (records) => ({
      figures: figuresOf(expectedActivitySummary(records.autotask, daysOf(records, 'THIS_MONTH'))),
    }),
    scope: (records) => [daysOf(records, 'THIS_MONTH').to],
  },
]

export const serviceDeskQuestions: readonly Question[] = [...counts, ...finds, ...figures]
