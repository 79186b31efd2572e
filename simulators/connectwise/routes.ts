import type { SimResponse } from '../control/handler.ts'
import type { Answer, Call, TicketCollection } from './calls/call.ts'
import * as lists from './calls/lists.ts'
import * as notes from './calls/notes.ts'
import { systemInfo } from './calls/system-info.ts'
import * as tickets from './calls/tickets.ts'
import * as time from './calls/time-entries.ts'
import { jsonRefusal, methodNotAllowed, routeNotFound } from './refusal.ts'

type Methods = Partial<Record<string, Answer>>

/** What can be read of a list: the list, its count, one by its id. */
function readable(
  path: string,
  source: lists.Source,
  more: { root?: Methods; one?: Methods } = {},
): [string, Methods][] {
  return [
    [path, { GET: lists.list(source), ...more.root }],
    [`${path}/count`, { GET: lists.count(source) }],
    [`${path}/{id}`, { GET: lists.get(source), ...more.one }],
  ]
}

function ticketRoutes(root: string, collection: TicketCollection): [string, Methods][] {
  const area = collection === 'tickets' ? 'serviceTickets' : 'projectTickets'
  const source = lists.collectionSource(collection, area)
  const byTicketId =
    (answer: Answer): Answer =>
    (call) =>
      answer({ ...call, params: { ...call.params, ticketId: call.params['id'] ?? '' } })
  return [
    [`${root}/search`, { POST: lists.search(source) }],
    ...readable(root, source, {
      root: { POST: tickets.createTicket(collection) },
      one: {
        PATCH: byTicketId(tickets.patchTicket(collection)),
        PUT: byTicketId(tickets.replaceTicket(collection)),
        DELETE: byTicketId(tickets.deleteTicket(collection)),
      },
    }),
    [`${root}/{ticketId}/notes`, { GET: notes.listNotes(collection), POST: notes.createNote(collection) }],
    [`${root}/{ticketId}/notes/count`, { GET: notes.countNotes(collection) }],
    [
      `${root}/{ticketId}/notes/{id}`,
      {
        GET: notes.getNote(collection),
        PUT: notes.changeNote(collection),
        PATCH: notes.changeNote(collection),
        DELETE: notes.deleteNote(collection),
      },
    ],
    [`${root}/{ticketId}/allNotes`, { GET: notes.listAllNotes(collection) }],
  ]
}

const timeEntries = lists.collectionSource('timeEntries', 'timeEntry', 'billingViewTime')
const boards = lists.collectionSource('boards', 'tableSetup')

/** Paths below `apis/3.0/`; names in braces stand for one part. Of two that fit, the earlier answers. */
const routes: [string, Methods][] = [
  ['service/tickets/info', { GET: lists.list(lists.ticketInfos) }],
  ['service/tickets/info/count', { GET: lists.count(lists.ticketInfos) }],
  ...ticketRoutes('service/tickets', 'tickets'),
  ['service/tickets/{id}/info', { GET: lists.get(lists.ticketInfos) }],
  ['service/tickets/{ticketId}/timeentries', { GET: lists.list(lists.ticketTimeEntries) }],
  ...ticketRoutes('project/tickets', 'projectTickets'),
  ['service/boards/{boardId}/statuses/info', { GET: lists.list(lists.boardStatusInfos) }],
  ['service/boards/{boardId}/statuses/info/count', { GET: lists.count(lists.boardStatusInfos) }],
  ['service/boards/{boardId}/statuses/{id}/info', { GET: lists.get(lists.boardStatusInfos) }],
  ...readable('service/boards/{boardId}/statuses', lists.boardStatuses),
  ...readable('service/boards', boards),
  ['time/entries/search', { POST: lists.search(timeEntries) }],
  ...readable('time/entries', timeEntries, {
    root: { POST: time.createTimeEntry },
    one: { PUT: time.changeTimeEntry, PATCH: time.changeTimeEntry, DELETE: time.deleteTimeEntry },
  }),
  ...readable('time/workRoles/{workRoleId}/locations', lists.workRoleLocations),
  ...readable('time/workRoles', lists.collectionSource('workRoles', 'tableSetup')),
  ...readable('time/workTypes', lists.collectionSource('workTypes', 'tableSetup')),
  ...readable('system/members', lists.members),
  ['system/info', { GET: systemInfo }],
  ...readable('system/info/members', lists.memberInfos),
  ['company/companies/search', { POST: lists.search(lists.collectionSource('companies', 'companyMaintenance')) }],
  ...readable('company/companies', lists.collectionSource('companies', 'companyMaintenance')),
  ['company/contacts/search', { POST: lists.search(lists.collectionSource('contacts', 'contacts')) }],
  ...readable('company/contacts', lists.collectionSource('contacts', 'contacts')),
]

const table = routes.map(([path, methods]) => ({ parts: path.split('/'), methods }))

/** Answers the call at `path`, which follows `apis/3.0/`; capital letters do not count in it. Throws the vendor's refusals. */
export function answerCall(path: string, call: Omit<Call, 'params'>): SimResponse {
  const parts = path.split('/')
  for (const { parts: pattern, methods } of table) {
    const params = matchPath(pattern, parts)
    if (params === undefined) continue
    const answer = methods[call.request.method]
    if (answer === undefined) throw methodNotAllowed(call.request.method)
    requireJson(call)
    return answer({ ...call, params })
  }
  throw routeNotFound()
}

function matchPath(pattern: string[], parts: string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index] ?? ''
    const name = /^\{(.+)\}$/.exec(expected)?.[1]
    if (name === undefined && expected.toLowerCase() !== part.toLowerCase()) return undefined
    if (name !== undefined) params[name] = part
  }
  // Ids are numbers; only members go by their identifier as well.
  const shape = pattern[0] === 'system' ? /^[\w.-]+$/ : /^\d{1,10}$/
  return Object.values(params).every((value) => shape.test(value)) ? params : undefined
}

function requireJson({ request }: Omit<Call, 'params'>): void {
  if (!['POST', 'PUT', 'PATCH'].includes(request.method)) return
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (mediaType === 'application/json' || /^application\/vnd\.connectwise\.com\+json$/.test(mediaType)) return
  throw jsonRefusal(415, {
    message: `The request entity's media type '${mediaType}' is not supported for this resource.`,
  })
}
