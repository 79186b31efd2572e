import { mapAged, type Aged } from '../../cache/aged.ts'
import type { Mapping } from '../kit/mapping.ts'
import { createOnce, createRequestLoaders, type ById } from '../kit/request-loaders.ts'
import * as mappings from './mapping.ts'
import { createPicklist, type Picklist } from './picklist.ts'
import type { AutotaskReader } from './reader.ts'
import type { Company, Contact, Contract, Resource, Ticket, TimeEntry } from './types.ts'
import { createAutotaskWindows, type AutotaskWindows } from './windows.ts'

export type { TicketDate } from './windows.ts'

/** The entities whose picklists are used. */
export type PicklistEntity = 'Tickets' | 'CompanyToDos' | 'CompanyNotes' | 'Opportunities' | 'Contracts'

/** One request's loaders. Responses are shared with other requests through the cache. */
export interface AutotaskLoaders extends AutotaskWindows {
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

/**
 * Creates one request's loaders.
 *
 * @param rocBoardId the queue whose tickets may be seen; rows of any other are dropped even if the vendor sends them
 */
export function createAutotaskLoaders(reader: AutotaskReader, rocBoardId: number): AutotaskLoaders {
  const { batched, track } = createRequestLoaders()
  const once = createOnce()
  const byIds = <T extends { readonly id: number }>(mapping: Mapping<T>, after = stage.reference) =>
    batched({ after, until: () => stage.last }, (ids) => reader.byIds(mapping, ids))

  // Hours alone need no names: only people of time entries listed one by one wait for the entries.
  let areEntriesShown = false
  const timeEntriesOfTicket = batched(
    { after: stage.reference, until: () => (areEntriesShown ? stage.reference : stage.last) },
    reader.timeEntriesOfTickets,
  )

  return {
    ...createAutotaskWindows(reader, rocBoardId, (load) => track(stage.window, load)),
    ticket: batched({ after: stage.ticket, until: () => stage.ticket }, async (ids) => {
      const found = await reader.byIds(mappings.tickets, ids, [{ op: 'eq', field: 'queueID', value: rocBoardId }])
      const onlyRoc = (ticket: Ticket | null) => (ticket?.queueId === rocBoardId ? ticket : null)
      return new Map(
        [...found].map(([id, ticket]) => [id, ticket instanceof Error ? ticket : mapAged(ticket, onlyRoc)]),
      )
    }),
    company: byIds(mappings.companies),
    contact: byIds(mappings.contacts),
    contract: byIds(mappings.contracts),
    resource: byIds(mappings.resources, stage.person),
    timeEntriesOfTicket,
    timeEntriesToShow(ticketId) {
      areEntriesShown = true
      return timeEntriesOfTicket.load(ticketId)
    },
    // Every row of a list requests its labels: index the picklist once.
    picklist(entity, field, leadsTo = 'labels') {
      const picklist = once(`${entity}.${field}`, async () => {
        const { value } = await once(entity, () => reader.picklists(entity))
        return createPicklist(value[field.toLowerCase()])
      })
      return leadsTo === 'rows' ? track(stage.window, picklist) : picklist
    },
  }
}
