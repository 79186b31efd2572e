import DataLoader from 'dataloader'
import { mapAged, oldest, type Aged } from '../../cache/aged.ts'
import { createBatchScheduler } from '../kit/batch-scheduler.ts'
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

/** From `from` (inclusive) to `before` (exclusive). */
export interface InstantRange {
  readonly from: Instant
  readonly before: Instant
}

/** The dates that a window of tickets can be queried by. */
export type TicketDate = 'createdAt' | 'completedAt' | 'dueAt' | 'lastActivityAt'

const wireDates: Record<TicketDate, string> = {
  createdAt: 'createDate',
  completedAt: 'completedDate',
  dueAt: 'dueDateTime',
  lastActivityAt: 'lastActivityDate',
}

/** The entities whose picklists are used. */
export type PicklistEntity = 'Tickets' | 'CompanyToDos' | 'CompanyNotes' | 'Opportunities' | 'Contracts'

type ById<T> = DataLoader<number, Aged<T>>

/** One request's loaders. Responses are shared with other requests through the cache. */
export interface AutotaskLoaders {
  /** The ROC tickets whose date is in the range, by ascending id. */
  ticketWindow(date: TicketDate, range: InstantRange): Promise<Aged<readonly Ticket[]>>
  /** The ROC tickets of a selection without a date range, by ascending id; may include tickets that do not match. */
  ticketSelection(selection: TicketSelection): Promise<Aged<readonly Ticket[]>>
  /** A ROC ticket; null if it does not exist, or is in another queue. */
  readonly ticket: ById<Ticket | null>
  readonly company: ById<Company | null>
  readonly contact: ById<Contact | null>
  readonly contract: ById<Contract | null>
  readonly resource: ById<Resource | null>
  /** All time entries of a ticket, regardless of date. */
  readonly timeEntriesOfTicket: ById<readonly TimeEntry[]>
  /** The same, for callers that will also load the people who worked. */
  timeEntriesToShow(ticketId: number): Promise<Aged<readonly TimeEntry[]>>
  /** The time entries worked on these days (inclusive), on tickets of all queues. */
  timeEntriesWorked(from: Day, to: Day): Promise<Aged<readonly TimeEntry[]>>
  /** To-dos and notes that count in the range: completed in it or, if not completed, starting in it. */
  activities(range: InstantRange): Promise<Aged<readonly Activity[]>>
  opportunitiesCreated(range: InstantRange): Promise<Aged<readonly Opportunity[]>>
  appointmentsIn(range: InstantRange): Promise<Aged<readonly Appointment[]>>
  appointmentsFrom(from: Instant): Promise<Aged<readonly Appointment[]>>
  /**
   * The values of a field, by its wire name.
   *
   * @param leadsTo `rows` if rows depend on it (a sort order, validation of a filter), so that their loads wait for it
   */
  picklist(entity: PicklistEntity, field: string, leadsTo?: 'rows' | 'labels'): Promise<Picklist>
}

/*
 * Dependencies between loads (see batch-scheduler.ts): tickets by id follow from windows, companies and the like from tickets,
 * people from tickets and from time entries that are listed one by one. No load depends on the last stage, so none waits
 * for it.
 */
const stage = { window: 0, ticket: 1, reference: 2, person: 3, last: 4 }

const iso = (instant: Instant) => new Date(instant).toISOString()

const within = (field: string, { from, before }: InstantRange): Filter[] => [
  { op: 'gte', field, value: iso(from) },
  { op: 'lt', field, value: iso(before) },
]

const covers = ({ from, before }: InstantRange, instant: Instant | null) =>
  instant !== null && instant >= from && instant < before

/**
 * Creates one request's loaders.
 *
 * @param rocBoardId the queue whose tickets may be seen; rows of any other are dropped even if the vendor sends them
 */
export function createAutotaskLoaders(reader: AutotaskReader, rocBoardId: number): AutotaskLoaders {
  const batchScheduler = createBatchScheduler()
  const roc: Filter = { op: 'eq', field: 'queueID', value: rocBoardId }
  const asked = new Map<string, Promise<unknown>>()

  /** The same query returns the same promise throughout one request, even if it failed. */
  function once<T>(key: string, load: () => Promise<T>): Promise<T> {
    const known = asked.get(key)
    if (known) return known as Promise<T>
    const loading = load()
    asked.set(key, loading)
    return loading
  }

  /**
   * Loads all matching rows. A vendor that ignores a condition it does not understand returns everything: keep only
   * what was requested.
   *
   * @param isAsked the filter again, as a predicate on the result
   */
  function window<T extends { readonly id: number }>(
    mapping: mappings.Mapping<T>,
    key: string,
    filter: Filter[],
    isAsked: (row: T) => boolean,
  ): Promise<Aged<readonly T[]>> {
    return once(`${mapping.entity}:${key}`, async () => {
      const found = await batchScheduler.track(stage.window, reader.window(mapping, key, filter))
      return found.value.every(isAsked) ? found : mapAged(found, (rows) => rows.filter(isAsked))
    })
  }

  /**
   * @param after the batch is sent once no load of an earlier stage is in flight
   * @param until loads of a later stage than this wait for the batch
   */
  function batched<T>(
    after: number,
    until: () => number,
    load: (ids: readonly number[]) => Promise<ReadonlyMap<number, Aged<T> | Error>>,
  ): ById<T> {
    return new DataLoader<number, Aged<T>>(
      async (ids) => {
        const found = await batchScheduler.track(until(), load(ids))
        return ids.map((id) => found.get(id) ?? new Error(`nothing was loaded for ${id}`))
      },
      { batchScheduleFn: batchScheduler.schedule(after), maxBatchSize: Infinity },
    )
  }

  const isLast = () => stage.last

  // Hours alone need no names: only people of time entries listed one by one wait for the entries.
  let areEntriesShown = false
  const timeEntriesOfTicket = batched(
    stage.reference,
    () => (areEntriesShown ? stage.reference : stage.last),
    reader.timeEntriesOfTickets,
  )

  const references = <T extends { readonly id: number }>(mapping: mappings.Mapping<T>) =>
    batched(stage.reference, isLast, (ids) => reader.byIds(mapping, ids))

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
      stage.ticket,
      () => stage.ticket,
      async (ids) => {
        const found = await reader.byIds(mappings.tickets, ids, [roc])
        const onlyRoc = (ticket: Ticket | null) => (ticket?.queueId === rocBoardId ? ticket : null)
        return new Map(
          [...found].map(([id, ticket]) => [id, ticket instanceof Error ? ticket : mapAged(ticket, onlyRoc)]),
        )
      },
    ),
    company: references(mappings.companies),
    contact: references(mappings.contacts),
    contract: references(mappings.contracts),
    resource: batched(stage.person, isLast, (ids) => reader.byIds(mappings.resources, ids)),
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
    // Every row of a list requests its labels: index the picklist once.
    picklist(entity, field, leadsTo = 'labels') {
      const picklist = once(`${entity}.${field}`, async () => {
        const { value } = await once(entity, () => reader.picklists(entity))
        return createPicklist(value[field.toLowerCase()])
      })
      return leadsTo === 'rows' ? batchScheduler.track(stage.window, picklist) : picklist
    },
  }
}
