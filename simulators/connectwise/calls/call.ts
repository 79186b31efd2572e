import type { SimRequest, SimResponse } from '../../control/handler.ts'
import type { SimulatedCompany } from '../companies.ts'
import type { Database } from '../database.ts'
import { recordNotFound } from '../refusal.ts'
import { requireRight } from '../permissions.ts'
import type { Action, Area } from '../permissions.ts'
import type { WireRecord } from '../world.ts'

/** An authenticated request with its context. */
export interface Call {
  company: SimulatedCompany
  database: Database
  request: SimRequest
  /** The path parameters of the route. */
  params: Record<string, string>
  /** Such as `http://127.0.0.1:9003`, for addresses in answers. */
  origin: string
  /** The identifier of the member that owns the keys. */
  by: string
}

/** Answers a call. Throws a refusal for requests that the vendor rejects. */
export type Answer = (call: Call) => SimResponse

/** Which of the two kinds of tickets a path is about. */
export type TicketCollection = 'tickets' | 'projectTickets'

/** The area of the security role that these tickets belong to. */
export function ticketArea(collection: TicketCollection): Area {
  return collection === 'tickets' ? 'serviceTickets' : 'projectTickets'
}

/** The ticket that the path names. Throws 403 without the right to do this to tickets, 404 when it is not of this kind. */
export function requireTicket(call: Call, collection: TicketCollection, action: Action): WireRecord {
  requireRight(call.database.permissions(), { area: ticketArea(collection), action })
  const id = call.params['ticketId'] ?? ''
  const ticket = call.database.get(collection, Number(id))
  if (ticket === undefined) throw recordNotFound('Ticket', id)
  return ticket
}
