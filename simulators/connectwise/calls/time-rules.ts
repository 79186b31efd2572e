import type { Database } from '../database.ts'
import { idOf, referenceTo } from '../references.ts'
import { invalidObject } from '../refusal.ts'
import { parseWireDate } from '../wire-date.ts'
import type { Collection, WireRecord } from '../world.ts'

/** Where the time goes: a ticket of the kind that was named, or nothing but the company. */
export interface Charge {
  collection: 'tickets' | 'projectTickets'
  ticket: WireRecord
}

const ticketCollections: Record<string, Charge['collection']> = {
  ServiceTicket: 'tickets',
  ProjectTicket: 'projectTickets',
}

/** The ticket an entry charges. Throws 400 when there is none of that kind with this id, or the kind has no simulated records. */
export function findCharge(database: Database, entry: Record<string, unknown>): Charge | undefined {
  const type = (entry['chargeToType'] as string | null | undefined) ?? 'ServiceTicket'
  const id = entry['chargeToId'] as number | null | undefined
  if (id === undefined || id === null) return undefined
  const collection = ticketCollections[type]
  const ticket = collection === undefined ? undefined : database.get(collection, id)
  if (collection === undefined || ticket === undefined)
    throw refuse('NotFound', `${type} ${id} not found`, 'chargeToId')
  return { collection, ticket }
}

/** Throws unless the ticket's status takes time. */
export function requireTimeAllowed(database: Database, { ticket }: Charge): void {
  const status = database.get('statuses', idOf(ticket['status']))
  if (status?.['timeEntryNotAllowed'] === true) {
    throw refuse(
      'InvalidField',
      `Time entry is not allowed for tickets in status ${String(status['name'])}.`,
      'chargeToId',
    )
  }
}

/** The member an entry is for. Throws for one who has left. */
export function requireActiveMember(database: Database, entry: Record<string, unknown>, by: string): WireRecord {
  const id = idOf(entry['member'])
  const members = database.rows('members')
  const member = members.find((row) => (id === undefined ? row['identifier'] === by : row.id === id))
  if (member === undefined) throw refuse('NotFound', `Member ${id ?? by} not found`, 'member/id')
  if (member['inactiveFlag'] === true) {
    throw refuse('InvalidField', `Member ${String(member['identifier'])} is inactive.`, 'member/identifier')
  }
  return member
}

/**
 * The role an entry is worked in, the member's own unless one is given, and valid at the location: roles list the
 * locations at which they are. Throws the refusals that were seen live.
 */
export function findWorkRole(
  database: Database,
  entry: Record<string, unknown>,
  member: WireRecord,
  locationId: number | undefined,
): WireRecord {
  const givenId = idOf(entry['workRole'])
  const role = database.get('workRoles', givenId ?? idOf(member['workRole']))
  const isValid = role !== undefined && role['inactiveFlag'] !== true && isValidAt(role, locationId)
  if (isValid) return role
  throw refuse(
    'InvalidField',
    givenId === undefined
      ? 'The default Work Role is not valid for the selected location'
      : 'Work Role is not valid for the selected location',
    'workRole',
  )
}

function isValidAt(role: WireRecord, locationId: number | undefined): boolean {
  return locationId === undefined || ((role['locationIds'] as number[] | undefined) ?? []).includes(locationId)
}

/** The work type given, else the member's, else the default one. */
export function findWorkType(database: Database, entry: Record<string, unknown>, member: WireRecord): WireRecord {
  const types = database.rows('workTypes')
  const given = database.get('workTypes', idOf(entry['workType']) ?? idOf(member['workType']))
  const type = given ?? types.find((row) => row['overallDefaultFlag'] === true) ?? types[0]
  if (type === undefined || type['inactiveFlag'] === true) {
    throw refuse('InvalidField', 'Work Type is not valid.', 'workType')
  }
  return type
}

/** Throws unless the day of the start lies in a period that is open. A world without periods takes every day. */
export function requireOpenPeriod(database: Database, timeStart: string): void {
  const periods = database.rows('timePeriods')
  const period = periods.find((row) => String(row['dateStart']) <= timeStart && timeStart < String(row['dateEnd']))
  if (periods.length > 0 && (period === undefined || period['closedFlag'] === true)) {
    throw refuse('InvalidField', `There is no open time period for ${timeStart.slice(0, 10)}.`, 'timeStart')
  }
}

/** Throws when the start lies further back than the member may reach; a tolerance of 0 is none. */
export function requireWithinTolerance(database: Database, member: WireRecord, timeStart: string): void {
  const days = Number(member['daysTolerance'] ?? 0)
  if (days > 0 && database.now() - parseWireDate(timeStart) > days * 86_400_000) {
    throw refuse('OutOfRange', `Time may be entered for the last ${days} days only.`, 'timeStart')
  }
}

/** Hours of an entry to 2 decimals: the span less `hoursDeduct` when both ends are given, else what it says. */
export function hoursOf(entry: Record<string, unknown>, member: WireRecord): number {
  const { timeStart, timeEnd, actualHours, hoursDeduct } = entry
  const hasEnd = (timeEnd ?? null) !== null
  if (!hasEnd && (actualHours ?? null) === null)
    throw refuse('MissingRequiredField', 'timeEnd or actualHours is required.', 'timeEnd')
  if (!hasEnd && member['requireStartAndEndTimeOnTimeEntryFlag'] === true) {
    throw refuse('MissingRequiredField', 'The timeEnd field is required.', 'timeEnd')
  }
  const span = (parseWireDate(timeEnd) - parseWireDate(timeStart)) / 3_600_000
  const hours = twoDecimals(hasEnd ? span - Number(hoursDeduct ?? 0) : Number(actualHours))
  if (hours < 0 || hours > 24) throw refuse('OutOfRange', 'actualHours must be between 0 and 24.', 'actualHours')
  const least = Number(member['minimumHours'] ?? 0)
  if (hours > 0 && hours < least) throw refuse('OutOfRange', `actualHours must be at least ${least}.`, 'actualHours')
  return hours
}

/** Hours as they are billed: the type's least and most, rounded up to its step. */
export function billedHours(hours: number, type: WireRecord): number {
  if (hours === 0) return 0
  const step = Number(type['roundBillHoursTo'] ?? 0)
  const atLeast = Math.max(hours, Number(type['hoursMin'] ?? 0))
  const rounded = step === 0 ? atLeast : Math.ceil(twoDecimals(atLeast / step)) * step
  const most = Number(type['hoursMax'] ?? 0)
  return twoDecimals(most > 0 ? Math.min(rounded, most) : rounded)
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100
}

/** A reference to the record with this id, if there is one. */
export function referenceById(database: Database, collection: Collection, id: number | undefined) {
  const record = database.get(collection, id)
  return record === undefined ? undefined : referenceTo(collection, record)
}

function refuse(code: string, message: string, field: string) {
  return invalidObject('timeEntry', { code, message, field })
}
