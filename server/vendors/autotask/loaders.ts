import DataLoader from 'dataloader'
import { mapDated, oldest, type Dated } from '../../cache/dated.ts'
import { createWaves } from '../http/waves.ts'
import type { Filter } from './client.ts'
import * as mappings from './mapping.ts'
import { createPicklist, type Picklist } from './picklist.ts'
import type { AutotaskReader } from './reader.ts'
import { selectionFilter, selectionKey, type TicketSelection } from './ticket-selection.ts'
import type {
  Activity,
  Appointment,
  Company,
  Contact,
  Contract,
  Day,
  Instant,
  Opportunity,
  Resource,
  Ticket,
  TimeEntry,
} from './types.ts'

/** From `from` up to, but not including, `before`. */
export interface InstantRange {
  readonly from: Instant
  readonly before: Instant
}

/** The dates by which a window of tickets can be asked for. */
export type TicketDate = 'createdAt' | 'completedAt' | 'dueAt' | 'lastActivityAt'

const wireDates: Record<TicketDate, string> = {
  createdAt: 'createDate',
  completedAt: 'completedDate',
  dueAt: 'dueDateTime',
  lastActivityAt: 'lastActivityDate',
}

/** The entities whose picklists are of use. */
export type PicklistEntity = 'Tickets' | 'CompanyToDos' | 'CompanyNotes' | 'Opportunities' | 'Contracts'

type ById<T> = DataLoader<number, Dated<T>>

/** What one request can ask of Autotask. What it gets is shared with other requests through the cache. */
export interface AutotaskLoaders {
  /** The ROC tickets whose date lies in the range, by ascending id. */
  ticketWindow(date: TicketDate, range: InstantRange): Promise<Dated<readonly Ticket[]>>
  /** The ROC tickets of a selection that no range of days bounds, by ascending id; others may be among them. */
  ticketSelection(selection: TicketSelection): Promise<Dated<readonly Ticket[]>>
  /** A ROC ticket; null: there is none, or it is of another queue. */
  readonly ticket: ById<Ticket | null>
  readonly company: ById<Company | null>
  readonly contact: ById<Contact | null>
  readonly contract: ById<Contract | null>
  readonly resource: ById<Resource | null>
  /** The time entries of a ticket, whenever worked. */
  readonly timeEntriesOfTicket: ById<readonly TimeEntry[]>
  /** The same, for somebody who will ask who worked. */
  timeEntriesToShow(ticketId: number): Promise<Dated<readonly TimeEntry[]>>
  /** The time entries on tickets of all queues worked on these days, both included. */
  timeEntriesWorked(from: Day, to: Day): Promise<Dated<readonly TimeEntry[]>>
  /** To-dos and notes that count in the range: done in it or, when not done, starting in it. */
  activities(range: InstantRange): Promise<Dated<readonly Activity[]>>
  opportunitiesCreated(range: InstantRange): Promise<Dated<readonly Opportunity[]>>
  appointmentsIn(range: InstantRange): Promise<Dated<readonly Appointment[]>>
  appointmentsFrom(from: Instant): Promise<Dated<readonly Appointment[]>>
  /**
   * The values of a field, by its wire name.
   *
   * @param leadsTo `rows` when rows come out of it (an order, a check of a filter), so that their loads wait for it
   */
  picklist(entity: PicklistEntity, field: string, leadsTo?: 'rows' | 'labels'): Promise<Picklist>
}

/*
 * What can follow from what (see waves.ts): tickets by id come out of windows, companies and the like out of tickets,
 * people out of tickets and out of the time entries somebody wants to see one by one. Out of the last nothing follows,
 * so nobody waits for those.
 */
const rank = { window: 0, ticket: 1, reference: 2, person: 3, last: 4 }

const iso = (instant: Instant) => new Date(instant).toISOString()

const within = (field: string, { from, before }: InstantRange): Filter[] => [
  { op: 'gte', field, value: iso(from) },
  { op: 'lt', field, value: iso(before) },
]

const covers = ({ from, before }: InstantRange, instant: Instant | null) =>
  instant !== null && instant >= from && instant < before

/**
 * Loaders for one request.
 *
 * @param rocBoardId the queue whose tickets may be seen; rows of any other are dropped even if the vendor sends them
 */
export function createAutotaskLoaders(reader: AutotaskReader, rocBoardId: number): AutotaskLoaders {
  const waves = createWaves()
  const roc: Filter = { op: 'eq', field: 'queueID', value: rocBoardId }
  const asked = new Map<string, Promise<unknown>>()

  /** The same question is the same answer throughout one request, a failed one included. */
  function once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = asked.get(key)
    if (known) return known as Promise<T>
    const loading = load()
    asked.set(key, loading)
    return loading
  }

  /**
   * All that matches. A vendor that drops a condition it does not understand answers with everything: only what was asked
   * for is kept.
   *
   * @param isAsked the filter once more, as a test of what came
   */
  function window<T extends { readonly id: number }>(
    mapping: mappings.Mapping<T>,
    key: string,
    filter: Filter[],
    isAsked: (row: T) => boolean,
  ): Promise<Dated<readonly T[]>> {
    return once(`${mapping.entity}:${key}`, async () => {
      const found = await waves.track(rank.window, reader.window(mapping, key, filter))
      return found.value.every(isAsked) ? found : mapDated(found, (rows) => rows.filter(isAsked))
    })
  }

  /**
   * @param after the batch leaves once nothing of a lower rank is under way
   * @param until what has a higher rank than this waits for the batch
   */
  function batched<T>(
    after: number,
    until: () => number,
    load: (ids: readonly number[]) => Promise<ReadonlyMap<number, Dated<T> | Error>>,
  ): ById<T> {
    return new DataLoader<number, Dated<T>>(
      async (ids) => {
        const found = await waves.track(until(), load(ids))
        return ids.map((id) => found.get(id) ?? new Error(`nothing was loaded for ${id}`))
      },
      { batchScheduleFn: waves.schedule(after), maxBatchSize: Infinity },
    )
  }

  const isLast = () => rank.last

  // Hours alone name nobody: only entries that are shown one by one make the people wait.
  let areEntriesShown = false
  const timeEntriesOfTicket = batched(
    rank.reference,
    () => (areEntriesShown ? rank.reference : rank.last),
    reader.timeEntriesOfTickets,
  )

  const references = <T extends { readonly id: number }>(mapping: mappings.Mapping<T>) =>
    batched(rank.reference, isLast, (ids) => reader.byIds(mapping, ids))

  const activityWindow = (mapping: mappings.Mapping<Activity>, completed: string, range: InstantRange) =>
    window(
      mapping,
      `counted:${range.from}:${range.before}`,
      [
        {
          op: 'or',
          items: [
            { op: 'and', items: within(completed, range) },
            { op: 'and', items: [{ op: 'notExist', field: completed }, ...within('startDateTime', range)] },
          ],
        },
      ],
      ({ completedAt, startsAt }) => covers(range, completedAt ?? startsAt),
    )

  return {
    ticketWindow: (date, range) =>
      window(
        mappings.tickets,
        `${rocBoardId}:${date}:${range.from}:${range.before}`,
        [roc, ...within(wireDates[date], range)],
        (ticket) => ticket.queueId === rocBoardId && covers(range, ticket[date]),
      ),
    ticketSelection: (selection) =>
      window(
        mappings.tickets,
        `${rocBoardId}:${selectionKey(selection)}`,
        [roc, ...selectionFilter(selection)],
        (ticket) => ticket.queueId === rocBoardId,
      ),
    ticket: batched(
      rank.ticket,
      () => rank.ticket,
      async (ids) => {
        const found = await reader.byIds(mappings.tickets, ids, [roc])
        const onlyRoc = (ticket: Ticket | null) => (ticket?.queueId === rocBoardId ? ticket : null)
        return new Map(
          [...found].map(([id, ticket]) => [id, ticket instanceof Error ? ticket : mapDated(ticket, onlyRoc)]),
        )
      },
    ),
    company: references(mappings.companies),
    contact: references(mappings.contacts),
    contract: references(mappings.contracts),
    resource: batched(rank.person, isLast, (ids) => reader.byIds(mappings.resources, ids)),
    timeEntriesOfTicket,
    timeEntriesToShow(ticketId) {
      areEntriesShown = true
      return timeEntriesOfTicket.load(ticketId)
    },
    timeEntriesWorked: (from, to) =>
      window(
        mappings.timeEntries,
        `worked:${from}:${to}`,
        [
          { op: 'exist', field: 'ticketID' },
          { op: 'gte', field: 'dateWorked', value: `${from}T00:00:00Z` },
          { op: 'lte', field: 'dateWorked', value: `${to}T23:59:59Z` },
        ],
        ({ ticketId, workedOn }) => ticketId !== null && workedOn !== null && workedOn >= from && workedOn <= to,
      ),
    async activities(range) {
      const [toDos, notes] = await Promise.all([
        activityWindow(mappings.toDos, 'completedDate', range),
        activityWindow(mappings.notes, 'completedDateTime', range),
      ])
      return { value: [...toDos.value, ...notes.value], ...oldest([toDos, notes], toDos.asOf) }
    },
    opportunitiesCreated: (range) =>
      window(
        mappings.opportunities,
        `created:${range.from}:${range.before}`,
        within('createDate', range),
        ({ createdAt }) => covers(range, createdAt),
      ),
    appointmentsIn: (range) =>
      window(
        mappings.appointments,
        `start:${range.from}:${range.before}`,
        within('startDateTime', range),
        ({ startsAt }) => covers(range, startsAt),
      ),
    appointmentsFrom: (from) =>
      window(
        mappings.appointments,
        `from:${from}`,
        [{ op: 'gte', field: 'startDateTime', value: iso(from) }],
        ({ startsAt }) => startsAt >= from,
      ),
    // Every row of a list asks for its labels: the list of values is made into a look-up once.
    picklist(entity, field, leadsTo = 'labels') {
      const picklist = once(`${entity}.${field}`, async () => {
        const { value } = await once(entity, () => reader.picklists(entity))
        return createPicklist(value[field.toLowerCase()])
      })
      return leadsTo === 'rows' ? waves.track(rank.window, picklist) : picklist
    },
  }
}
