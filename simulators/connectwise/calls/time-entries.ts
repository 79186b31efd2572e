import { readRecordBody } from '../body.ts'
import type { Database } from '../database.ts'
import { timeEntryEntity } from '../fields/time-entry.ts'
import { requireRight, requireRightOverOthers } from '../permissions.ts'
import { idOf, referenceTo } from '../references.ts'
import { invalidObject, recordNotFound } from '../refusal.ts'
import { resolveReferences } from '../resolve-references.ts'
import { formatWireDate } from '../wire-date.ts'
import type { WireRecord } from '../world.ts'
import type { Answer, Call } from './call.ts'
import { readPatch } from './patch.ts'
import * as rules from './time-rules.ts'

/** `POST /time/entries`: 201 with the entry, its references expanded. */
export const createTimeEntry: Answer = ({ database, request, by }) => {
  requireRight(database.permissions(), { area: 'timeEntry', action: 'add' })
  const values = stored(resolveReferences(database, timeEntryEntity, readRecordBody(timeEntryEntity, request.body)))
  const entry = database.save('timeEntries', completeEntry(database, values, values, 'add', by), by)
  afterTime(database, entry, by)
  return { status: 201, body: entry }
}

/** `PATCH /time/entries/{id}`, and `PUT`, which blanks what is not sent. Both keep who entered it and when. */
export const changeTimeEntry: Answer = (call) => {
  const { database, request, by } = call
  requireRight(database.permissions(), { area: 'timeEntry', action: 'edit' })
  const before = requireOpenEntry(call)
  const isPatch = request.method === 'PATCH'
  const given = isPatch ? readPatch(timeEntryEntity, request.body) : readRecordBody(timeEntryEntity, request.body)
  const changes = stored(resolveReferences(database, timeEntryEntity, given))
  const kept = Object.fromEntries(
    Object.entries(before).filter(([name]) => isPatch || timeEntryEntity.fields[name]?.isReadOnly === true),
  )
  const whole = completeEntry(database, { ...kept, ...changes }, changes, 'edit', by)
  const entry = database.replace('timeEntries', { ...whole, id: before.id }, by)
  afterTime(database, entry, by)
  return { status: 200, body: entry }
}

/** `DELETE /time/entries/{id}`: 204; refused for billed entries. */
export const deleteTimeEntry: Answer = (call) => {
  const { database, by } = call
  requireRight(database.permissions(), { area: 'timeEntry', action: 'delete' })
  const entry = requireOpenEntry(call)
  database.remove('timeEntries', entry.id)
  afterTime(database, entry, by)
  return { status: 204 }
}

/** The entry with everything the vendor adds. Throws the refusal if it is invalid. */
function completeEntry(
  database: Database,
  entry: Record<string, unknown>,
  changes: Record<string, unknown>,
  action: 'add' | 'edit',
  by: string,
): Record<string, unknown> {
  const { timeStart } = entry
  if (typeof timeStart !== 'string') {
    throw invalidObject('timeEntry', {
      code: 'MissingRequiredField',
      message: 'The timeStart field is required.',
      field: 'timeStart',
    })
  }
  const charge = rules.findCharge(database, entry)
  const member = rules.requireActiveMember(database, entry, by)
  if (member['identifier'] !== by) requireRightOverOthers(database.permissions(), { area: 'timeEntry', action })
  const billable = (changes['billableOption'] ?? null) !== null
  if (billable) requireRight(database.permissions(), { area: 'billableOption', action })
  if (charge !== undefined) rules.requireTimeAllowed(database, charge)

  const locationId =
    idOf(entry['location']) ??
    (entry['locationId'] as number | undefined) ??
    idOf(charge?.ticket['location']) ??
    idOf(member['defaultLocation'])
  const workRole = rules.findWorkRole(database, entry, member, locationId)
  const workType = rules.findWorkType(database, entry, member)
  rules.requireOpenPeriod(database, timeStart)
  rules.requireWithinTolerance(database, member, timeStart)
  const actualHours = rules.hoursOf(entry, member)
  const billableOption = entry['billableOption'] ?? workType['billTime']
  const hoursBilled = rules.billedHours(actualHours, workType)

  return {
    chargeToType:
      charge === undefined ? 'Company' : charge.collection === 'tickets' ? 'ServiceTicket' : 'ProjectTicket',
    status: 'Open',
    enteredBy: by,
    dateEntered: formatWireDate(database.now()),
    hourlyCost: '0.00',
    invoiceFlag: false,
    timeSheet: timeSheetOf(member, timeStart),
    ...flags,
    ...entry,
    ...(charge === undefined ? {} : ticketParts(charge)),
    member: referenceTo('members', member),
    workRole: referenceTo('workRoles', workRole),
    workType: referenceTo('workTypes', workType),
    location: rules.referenceById(database, 'locations', locationId),
    locationId,
    actualHours,
    billableOption,
    hoursBilled,
    invoiceHours: billableOption === 'Billable' ? hoursBilled : 0,
  }
}

const flags = { addToDetailDescriptionFlag: false, addToInternalAnalysisFlag: false, addToResolutionFlag: false }

function ticketParts({ collection, ticket }: rules.Charge) {
  return {
    company: ticket['company'],
    department: ticket['department'],
    ticket: referenceTo(collection, ticket),
    ticketBoard: (ticket['board'] as { name?: string } | undefined)?.name,
    ticketStatus: (ticket['status'] as { name?: string } | undefined)?.name,
  }
}

function timeSheetOf(member: WireRecord, timeStart: string) {
  const day = timeStart.slice(0, 10)
  const week = Math.floor(Date.parse(day) / (7 * 86_400_000))
  return { id: (member.id % 1_000) * 10_000 + (week % 10_000), name: `${String(member['identifier'])} ${day}` }
}

/** A ticket's hours are those of its entries. */
export function afterTime(database: Database, entry: WireRecord, by: string): void {
  const id = entry['chargeToId']
  const collection = entry['chargeToType'] === 'ProjectTicket' ? 'projectTickets' : 'tickets'
  if (typeof id !== 'number' || database.get(collection, id) === undefined) return
  const entries = database.rows('timeEntries').filter((row) => row['chargeToId'] === id)
  const hours = entries.reduce((sum, row) => sum + Number(row['actualHours'] ?? 0), 0)
  database.save(collection, { id, actualHours: Math.round(hours * 100) / 100 }, by)
}

function requireOpenEntry({ database, params }: Call): WireRecord {
  const entry = database.get('timeEntries', Number(params['id']))
  if (entry === undefined) throw recordNotFound('TimeEntry', params['id'] ?? '')
  if (entry['status'] === 'Open' || entry['status'] === 'Rejected') return entry
  throw invalidObject('timeEntry', {
    code: 'InvalidField',
    message: `The time entry is ${String(entry['status'])} and cannot be changed.`,
    field: 'status',
  })
}

function stored(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => timeEntryEntity.fields[name]?.isWriteOnly !== true),
  )
}
