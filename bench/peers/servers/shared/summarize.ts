import type { Named, Records, Ticket, Value } from './load-records.ts'
import { ticketsCompleted, ticketsCreated, type Days, type Filter } from './select-tickets.ts'

interface Bucket {
  readonly key: string | null
  readonly label: string
  readonly count: number
}

const msPerHour = 3_600_000

/** To two places, half away from zero. */
const round = (value: number) => Math.round(Number((value * 100).toPrecision(15))) / 100

function countBy<Key>(tickets: readonly Ticket[], keyOf: (ticket: Ticket) => Key): Map<Key, number> {
  const counts = new Map<Key, number>()
  for (const ticket of tickets) {
    const key = keyOf(ticket)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** In the account's order; values that its list does not have come last. */
function inListOrder(values: readonly Value[], counts: ReadonlyMap<string, number>): Bucket[] {
  const listed = new Set(values.map(({ id }) => id))
  const unlisted = [...counts.keys()].filter((id) => !listed.has(id)).sort((a, b) => Number(a) - Number(b))
  return [...values, ...unlisted.map((id) => ({ id, label: id }))].flatMap(({ id, label }) => {
    const count = counts.get(id)
    return count === undefined ? [] : [{ key: id, label, count }]
  })
}

function mostFirst(counts: ReadonlyMap<string | null, number>, names: ReadonlyMap<string, Named>, none: string) {
  return [...counts]
    .map(([key, count]): Bucket => ({ key, label: key === null ? none : (names.get(key)?.name ?? key), count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
}

function byDay({ from, to }: Days, created: readonly Ticket[], completed: readonly Ticket[]) {
  const [starts, ends] = [countBy(created, (ticket) => ticket.createdOn), countBy(completed, (t) => t.completedOn)]
  const days: { date: string; created: number; completed: number }[] = []
  for (let date = from; date <= to; date = nextDay(date)) {
    days.push({ date, created: starts.get(date) ?? 0, completed: ends.get(date) ?? 0 })
  }
  return days
}

const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

function meanHours(tickets: readonly Ticket[], durationOf: (ticket: Ticket) => number | null): number | null {
  let [total, count] = [0, 0]
  for (const ticket of tickets) {
    const duration = durationOf(ticket)
    if (duration === null) continue
    total += duration
    count++
  }
  return count === 0 ? null : round(total / (count * msPerHour))
}

/** `ActivitySummary`: every figure is worked out when its field is asked for, from tickets that are selected once. */
export function summarize(records: Records, days: Days, filter?: Filter | null) {
  const created = ticketsCreated(records, days, filter)
  let known: readonly Ticket[] | undefined
  const completed = () => (known ??= ticketsCompleted(records, days, filter))
  const closed = () => created.reduce((count, { completedMs }) => (completedMs === null ? count : count + 1), 0)
  const hours = () => created.reduce((total, { hourParts }) => total + hourParts, 0) / 10_000
  return {
    id: `${days.from}..${days.to}`,
    range: { ...days, timeZone: records.timeZone },
    totalTickets: created.length,
    openTickets: () => created.length - closed(),
    completedTickets: closed,
    completedInRange: () => completed().length,
    byStatus: () =>
      inListOrder(
        records.statuses,
        countBy(created, ({ status }) => status.id),
      ),
    byPriority: () =>
      inListOrder(
        records.priorities,
        countBy(created, ({ priority }) => priority.id),
      ),
    byAssignee: () =>
      mostFirst(
        countBy(created, (ticket) => ticket.assigneeId),
        records.resources,
        'Unassigned',
      ),
    byCompany: () =>
      mostFirst(
        countBy(created, (ticket) => ticket.companyId),
        records.companies,
        'No company',
      ),
    byDay: () => byDay(days, created, completed()),
    averageResolutionHours: () =>
      meanHours(created, ({ completedMs, resolvedMs, createdMs }) =>
        completedMs === null ? null : (resolvedMs ?? completedMs) - createdMs,
      ),
    averageFirstResponseHours: () =>
      meanHours(created, ({ firstResponseMs, createdMs }) =>
        firstResponseMs === null ? null : firstResponseMs - createdMs,
      ),
    hoursLogged: () => round(hours()),
    averageHoursPerTicket: () => (created.length === 0 ? null : round(hours() / created.length)),
  }
}

export type Summary = ReturnType<typeof summarize>
