import { mapAged, oldest, type Aged } from '../../cache/aged.ts'
import { dayMs, type Day, type Instant, type InstantRange } from '../../calendar/days.ts'
import type { Mapping } from '../kit/mapping.ts'
import { createOnce } from '../kit/request-loaders.ts'
import type { Filter } from './client.ts'
import * as mappings from './mapping.ts'
import type { AutotaskReader } from './reader.ts'
import { covers, salesEntities, within, type SalesEntity } from './sales-entities.ts'
import { selectionFilter, selectionKey, type TicketSelection } from './ticket-selection.ts'
import type { Activity, Appointment, Opportunity, Ticket, TimeEntry } from './types.ts'

/** The dates that a window of tickets can be queried by. */
export type TicketDate = 'createdAt' | 'completedAt' | 'dueAt' | 'lastActivityAt'

const wireDates: Record<TicketDate, string> = {
  createdAt: 'createDate',
  completedAt: 'completedDate',
  dueAt: 'dueDateTime',
  lastActivityAt: 'lastActivityDate',
}

/** What is loaded by the rows of a list: their names and time entries, or nothing, where they are only counted. */
export type LeadsTo = 'loads' | 'nothing'

/** Lists of everything that matches. The same list is read once per request. */
export interface AutotaskWindows {
  /** The ROC tickets whose date is in the range, by ascending id. */
  ticketWindow(date: TicketDate, range: InstantRange, leadsTo?: LeadsTo): Promise<Aged<readonly Ticket[]>>
  /** The ROC tickets of a selection without a date range, by ascending id; may include tickets that do not match. */
  ticketSelection(selection: TicketSelection, leadsTo?: LeadsTo): Promise<Aged<readonly Ticket[]>>
  /** The time entries worked on these days (inclusive), on tickets of all queues. */
  timeEntriesWorked(from: Day, to: Day): Promise<Aged<readonly TimeEntry[]>>
  /** To-dos and notes that count in the range: completed in it or, if not completed, starting in it. */
  activities(range: InstantRange): Promise<Aged<readonly Activity[]>>
  opportunitiesCreated(range: InstantRange): Promise<Aged<readonly Opportunity[]>>
  appointmentsIn(range: InstantRange): Promise<Aged<readonly Appointment[]>>
  appointmentsFrom(from: Instant): Promise<Aged<readonly Appointment[]>>
}

/** Null for a range without an end. */
function daysOf({ from, before }: InstantRange): number | null {
  const days = (before - from) / dayMs
  return Number.isFinite(days) ? days : null
}

/** A vendor that ignores a condition it does not understand returns everything: keeps only what was requested. */
const onlyAsked = <T>(found: Aged<readonly T[]>, isAsked: (row: T) => boolean): Aged<readonly T[]> =>
  found.value.every(isAsked) ? found : mapAged(found, (rows) => rows.filter(isAsked))

/**
 * @param rocBoardId the queue whose tickets may be seen; rows of any other are dropped even if the vendor sends them
 * @param track marks a load as one that others may follow from
 */
export function createAutotaskWindows(
  reader: Pick<AutotaskReader, 'window'>,
  rocBoardId: number,
  track: <T>(load: Promise<T>) => Promise<T>,
): AutotaskWindows {
  const once = createOnce()
  const roc: Filter = { op: 'eq', field: 'queueID', value: rocBoardId }

  /**
   * Loads all matching rows.
   *
   * @param isAsked the filter again, as a predicate on the result
   * @param isTracked false where the caller marks the load itself
   * @param range that the rows are in
   */
  function window<T extends { readonly id: number }>(
    mapping: Mapping<T>,
    key: string,
    filter: Filter[],
    isAsked: (row: T) => boolean,
    { isTracked = true, range = null }: { isTracked?: boolean; range?: InstantRange | null } = {},
  ): Promise<Aged<readonly T[]>> {
    return once(`${mapping.entity}:${key}`, async () => {
      const loading = reader.window(mapping, { key, filter, days: range && daysOf(range) })
      return onlyAsked(await (isTracked ? track(loading) : loading), isAsked)
    })
  }

  function salesWindow<R extends { readonly id: number }>(
    { mapping, at, within: filter }: SalesEntity<R>,
    key: string,
    range: InstantRange,
  ) {
    return window(mapping, key, filter(range), (row) => covers(range, at(row)), { range })
  }

  return {
    ticketWindow(date, range) {
      const filter = [roc, ...within(wireDates[date], range)]
      const isAsked = (ticket: Ticket) => ticket.queueId === rocBoardId && covers(range, ticket[date])
      return window(mappings.tickets, `${rocBoardId}:${date}:${range.from}:${range.before}`, filter, isAsked, {
        isTracked: false,
        range,
      })
    },
    ticketSelection(selection) {
      const filter = [roc, ...selectionFilter(selection)]
      const isAsked = (ticket: Ticket) => ticket.queueId === rocBoardId
      return window(mappings.tickets, `${rocBoardId}:${selectionKey(selection)}`, filter, isAsked, { isTracked: false })
    },
    timeEntriesWorked(from, to) {
      const filter: Filter[] = [
        { op: 'exist', field: 'ticketID' },
        { op: 'gte', field: 'dateWorked', value: `${from}T00:00:00Z` },
        { op: 'lte', field: 'dateWorked', value: `${to}T23:59:59Z` },
      ]
      const isAsked = ({ ticketId, workedOn }: TimeEntry) =>
        ticketId !== null && workedOn !== null && workedOn >= from && workedOn <= to
      const range = { from: Date.parse(from), before: Date.parse(to) + dayMs }
      return window(mappings.timeEntries, `worked:${from}:${to}`, filter, isAsked, { range })
    },
    async activities(range) {
      const key = `counted:${range.from}:${range.before}`
      const [toDos, notes] = await Promise.all([
        salesWindow(salesEntities.toDos, key, range),
        salesWindow(salesEntities.notes, key, range),
      ])
      return { value: [...toDos.value, ...notes.value], ...oldest([toDos, notes], toDos.asOf) }
    },
    opportunitiesCreated: (range) =>
      salesWindow(salesEntities.opportunities, `created:${range.from}:${range.before}`, range),
    appointmentsIn: (range) => salesWindow(salesEntities.appointments, `start:${range.from}:${range.before}`, range),
    appointmentsFrom: (from) => salesWindow(salesEntities.appointments, `from:${from}`, { from, before: Infinity }),
  }
}
