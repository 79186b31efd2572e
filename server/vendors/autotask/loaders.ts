import { setImmediate as nextTurn } from 'node:timers/promises'
import { mapAged, oldest, type Aged } from '../../cache/aged.ts'
import type { Mapping } from '../kit/mapping.ts'
import { createOnce, createRequestLoaders, type ById } from '../kit/request-loaders.ts'
import * as mappings from './mapping.ts'
import { createStates, watchReader, type RequestBasis } from './answer-basis.ts'
import { createPicklist, type Picklist } from './picklist.ts'
import type { AutotaskReader } from './reader.ts'
import { createReplicaFirst, type AutotaskReplica } from './replica-first.ts'
import type { ReferenceName } from './replica-reads.ts'
import type { AutotaskRecords, Company, Contact, Contract, Resource, Ticket, TimeEntry } from './types.ts'
import { createAutotaskWindows, type AutotaskWindows } from './windows.ts'

export type { LeadsTo, TicketDate } from './windows.ts'

/** The entities whose picklists are used. */
export type PicklistEntity = 'Tickets' | 'CompanyToDos' | 'CompanyNotes' | 'Opportunities' | 'Contracts'

/** One request's loaders. Responses are shared with other requests through the cache. */
export interface AutotaskLoaders extends AutotaskWindows {
  /** What the request's answers are made from. */
  readonly basis: RequestBasis
  /** A ROC ticket; null if it does not exist, or is in another queue. */
  readonly ticket: ById<Ticket | null>
  readonly company: ById<Company | null>
  readonly contact: ById<Contact | null>
  readonly contract: ById<Contract | null>
  readonly resource: ById<Resource | null>
  /** All time entries of a ticket, regardless of date. */
  readonly timeEntriesOfTicket: ById<readonly TimeEntry[]>
  /** All time entries of these tickets, which are by ascending id. */
  timeEntriesOfTickets(tickets: readonly Ticket[]): Promise<Aged<readonly TimeEntry[]>>
  /** As `timeEntriesOfTicket`, for callers that will also load the people who worked. */
  timeEntriesToShow(ticketId: number): Promise<Aged<readonly TimeEntry[]>>
  /**
   * The values of a field, by its wire name.
   *
   * @param leadsTo `rows` if rows depend on it (a sort order, validation of a filter), so that their loads wait for it
   */
  picklist(entity: PicklistEntity, field: string, leadsTo?: 'rows' | 'labels'): Promise<Picklist>
  /** As `picklist`, without waiting: null until the request has it. */
  peekPicklist(entity: PicklistEntity, field: string): Picklist | null
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
 * @param replica answers what it can; null: Autotask is asked for everything
 * @param stateOf gives states of the replica their objects, the same for all requests
 */
export function createAutotaskLoaders(
  source: AutotaskReader,
  rocBoardId: number,
  replica: AutotaskReplica | null = null,
  stateOf = createStates(),
): AutotaskLoaders {
  const { watched: reader, freshUntil } = watchReader(source)
  const { batched, track } = createRequestLoaders()
  const once = createOnce()
  const trackWindow = <T>(load: Promise<T>) => track(stage.window, load)
  const local = createReplicaFirst(replica, createAutotaskWindows(reader, rocBoardId, trackWindow), trackWindow)
  const reference = <Name extends ReferenceName>(
    name: Name,
    mapping: Mapping<AutotaskRecords[Name]>,
    after = stage.reference,
  ) =>
    withPeek(
      batched({ name, after, until: () => stage.last }, (ids) =>
        local.references(name, ids, (missing) => reader.byIds(mapping, missing)),
      ),
      (id) => local.peek()?.reference(name, id) ?? null,
    )

  // Hours alone need no names: only people of time entries listed one by one wait for the entries.
  let areEntriesShown = false
  const timeEntriesOfTicket = withPeek(
    batched(
      { name: 'time entries', after: stage.reference, until: () => (areEntriesShown ? stage.reference : stage.last) },
      (ids) => local.byIds(ids, (known, id) => known.timeEntriesOfTicket(id), reader.timeEntriesOfTickets),
    ),
    (id) => local.peek()?.timeEntriesOfTicket(id) ?? null,
  )

  async function askTickets(ids: readonly number[]) {
    const found = await reader.byIds(mappings.tickets, ids, [{ op: 'eq', field: 'queueID', value: rocBoardId }])
    const onlyRoc = (ticket: Ticket | null) => (ticket?.queueId === rocBoardId ? ticket : null)
    return new Map([...found].map(([id, ticket]) => [id, ticket instanceof Error ? ticket : mapAged(ticket, onlyRoc)]))
  }

  return {
    basis: {
      async current() {
        const state = replica && (await local.state())
        return state && stateOf(state)
      },
      get freshUntil() {
        return freshUntil()
      },
    },
    ...local.windows,
    ticket: batched({ name: 'tickets', after: stage.ticket, until: () => stage.ticket }, (ids) =>
      local.byIds<Ticket | null>(ids, (known, id) => known.ticket(id), askTickets),
    ),
    company: reference('companies', mappings.companies),
    contact: reference('contacts', mappings.contacts),
    contract: reference('contracts', mappings.contracts),
    resource: reference('resources', mappings.resources, stage.person),
    timeEntriesOfTicket,
    timeEntriesOfTickets: (tickets) =>
      local.first(
        (known) => known.timeEntriesOfTickets(tickets),
        async () => {
          const entries = await Promise.all(tickets.map(({ id }) => timeEntriesOfTicket.load(id)))
          return { value: entries.flatMap(({ value }) => value), ...oldest(entries, Infinity) }
        },
      ),
    timeEntriesToShow(ticketId) {
      areEntriesShown = true
      return timeEntriesOfTicket.load(ticketId)
    },
    ...createPicklistLoaders(reader, once, trackWindow),
  }
}

/** One request's picklists. Every row of a list requests its labels: each picklist is indexed once. */
function createPicklistLoaders(
  reader: AutotaskReader,
  once: ReturnType<typeof createOnce>,
  trackWindow: <T>(load: Promise<T>) => Promise<T>,
): Pick<AutotaskLoaders, 'picklist' | 'peekPicklist'> {
  const picklists = new Map<string, Picklist>()
  return {
    picklist(entity, field, leadsTo = 'labels') {
      const picklist = once(`${entity}.${field}`, async () => {
        // No load follows from labels: those of which some do are sent first.
        if (leadsTo === 'labels') await nextTurn()
        const { value } = await once(entity, () => reader.picklists(entity))
        const created = createPicklist(value[field.toLowerCase()])
        picklists.set(`${entity}.${field}`, created)
        return created
      })
      return leadsTo === 'rows' ? trackWindow(picklist) : picklist
    },
    peekPicklist: (entity, field) => picklists.get(`${entity}.${field}`) ?? null,
  }
}

const withPeek = <T>(loader: ById<T>, peek: (id: number) => Aged<T> | null): ById<T> => Object.assign(loader, { peek })
