import { readPicklists, readRows, type PicklistValue, type Row, type Source } from './read-records.ts'

/** A value of a picklist as the graph shows it. */
export interface Value {
  readonly id: string
  readonly label: string
}

export interface Named {
  readonly id: string
  readonly name: string
}

/** A ticket, with everything that does not change from answer to answer worked out. */
export interface Ticket {
  readonly id: string
  readonly number: string
  readonly title: string
  readonly status: Value & { readonly isClosed: boolean }
  readonly priority: Value & { readonly rank: number }
  readonly queue: Value
  readonly companyId: string | null
  readonly assigneeId: string | null
  readonly createdAt: string
  readonly dueAt: string | null
  readonly createdMs: number
  readonly createdOn: string
  readonly completedMs: number | null
  readonly completedOn: string | null
  readonly resolvedMs: number | null
  readonly firstResponseMs: number | null
  /** Of all its time entries, in ten-thousandths of an hour, which add up exactly. */
  readonly hourParts: number
}

/** What every peer holds in memory. */
export interface Records {
  readonly timeZone: string
  /** Newest first. */
  readonly tickets: readonly Ticket[]
  /** The completed ones, the last completed first. */
  readonly completed: readonly Ticket[]
  readonly companies: ReadonlyMap<string, Named>
  readonly resources: ReadonlyMap<string, Named>
  readonly statuses: readonly Value[]
  readonly priorities: readonly Value[]
}

const ticketFields = [
  'ticketNumber',
  'title',
  'status',
  'priority',
  'queueID',
  'companyID',
  'assignedResourceID',
  'createDate',
  'completedDate',
  'resolvedDateTime',
  'firstResponseDateTime',
  'dueDateTime',
]

/** Autotask's number of the status Complete, in every account. */
const complete = '5'

/** Reads all records that the compared answers are made of. */
export async function loadRecords(source: Source): Promise<Records> {
  const [rows, entries, companies, resources, picklists] = await Promise.all([
    readRows(source, 'Tickets', ticketFields, [{ op: 'eq', field: 'queueID', value: source.queueId }]),
    readRows(source, 'TimeEntries', ['ticketID', 'hoursWorked']),
    readRows(source, 'Companies', ['companyName']),
    readRows(source, 'Resources', ['firstName', 'lastName']),
    readPicklists(source, 'Tickets'),
  ])
  const values = (field: string) => (picklists.get(field) ?? []).map(toValue)
  const [statuses, priorities] = [values('status'), values('priority')]
  const read = createTicketReader(source, {
    status: byId(statuses.map((value) => ({ ...value, isClosed: value.id === complete }))),
    priority: byId(priorities.map((value, index) => ({ ...value, rank: index + 1 }))),
    queue: byId(values('queueID')),
    hourParts: addHours(entries),
  })
  const tickets = rows.map(read).sort((a, b) => b.createdMs - a.createdMs || Number(b.id) - Number(a.id))
  return {
    timeZone: source.timeZone,
    tickets,
    completed: tickets
      .filter(({ completedMs }) => completedMs !== null)
      .sort((a, b) => Number(b.completedMs) - Number(a.completedMs)),
    companies: byId(companies.map(({ id, companyName }) => ({ id: String(id), name: String(companyName) }))),
    resources: byId(
      resources.map(({ id, firstName, lastName }) => ({
        id: String(id),
        name: `${firstName as string} ${lastName as string}`,
      })),
    ),
    statuses,
    priorities,
  }
}

const toValue = ({ value, label }: PicklistValue): Value => ({ id: value, label })

function byId<T extends { readonly id: string }>(all: readonly T[]): Map<string, T> {
  // Where a value is listed twice, the first row counts.
  return new Map(all.toReversed().map((each) => [each.id, each]))
}

function addHours(entries: readonly Row[]): Map<number, number> {
  const parts = new Map<number, number>()
  for (const { ticketID, hoursWorked } of entries) {
    const id = Number(ticketID)
    parts.set(id, (parts.get(id) ?? 0) + Math.round(Number(hoursWorked) * 10_000))
  }
  return parts
}

interface Lists {
  readonly status: ReadonlyMap<string, Ticket['status']>
  readonly priority: ReadonlyMap<string, Ticket['priority']>
  readonly queue: ReadonlyMap<string, Value>
  readonly hourParts: ReadonlyMap<number, number>
}

function createTicketReader({ timeZone }: Source, { status, priority, queue, hourParts }: Lists) {
  const days = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const toMs = (value: unknown) => (typeof value === 'string' && value !== '' ? Date.parse(value) : null)
  const toText = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z')
  const toId = (value: unknown) => (value === null || value === undefined ? null : String(Number(value)))
  // A value that the account's list does not have is shown as its number.
  const unlisted = (id: string) => ({ id, label: id, isClosed: false, rank: 0 })
  const listed = <T extends Value>(list: ReadonlyMap<string, T>, value: unknown) => {
    const id = String(value)
    return list.get(id) ?? unlisted(id)
  }
  return (row: Row): Ticket => {
    const createdMs = toMs(row['createDate']) ?? 0
    const completedMs = toMs(row['completedDate'])
    const dueMs = toMs(row['dueDateTime'])
    return {
      id: String(row.id),
      number: String(row['ticketNumber']),
      title: String(row['title']),
      status: listed(status, row['status']),
      priority: listed(priority, row['priority']),
      queue: listed(queue, row['queueID']),
      companyId: toId(row['companyID']),
      assigneeId: toId(row['assignedResourceID']),
      createdAt: toText(createdMs),
      dueAt: dueMs === null ? null : toText(dueMs),
      createdMs,
      createdOn: days.format(createdMs),
      completedMs,
      completedOn: completedMs === null ? null : days.format(completedMs),
      resolvedMs: toMs(row['resolvedDateTime']),
      firstResponseMs: toMs(row['firstResponseDateTime']),
      hourParts: hourParts.get(row.id) ?? 0,
    }
  }
}
