import { billedHours } from '../calls/time-rules.ts'
import { idOf, referenceTo } from '../references.ts'
import { formatWireDate, parseWireDate } from '../wire-date.ts'
import type { WireRecord } from '../world.ts'
import { hourMs, info, minuteMs } from './stage.ts'
import type { Stage } from './stage.ts'
import { drawOpening, drawWork } from './summaries.ts'

/** Adds what was written and worked on each ticket: a discussion to begin with, notes after it, up to three time entries. */
export function addWork(stage: Stage): void {
  const { world, now } = stage
  const random = stage.stream('work')
  const workers = world.members.filter((member) => member['licenseClass'] === 'F' && member['inactiveFlag'] === false)
  let noteId = random.int(200_000, 300_000)
  let entryId = random.int(80_000, 90_000)
  for (const ticket of [...world.tickets, ...world.projectTickets]) {
    const entered = parseWireDate((ticket['_info'] as Record<string, unknown>)['dateEntered'])
    const moment = () => random.instant(entered, now)
    for (let nth = 0, count = 1 + random.int(0, 4); nth < count; nth++) {
      noteId += random.int(1, 3)
      world.notes.push(
        noteRecord(
          noteId,
          ticket,
          random.pick(workers),
          nth === 0 ? entered : moment(),
          nth === 0 ? drawOpening(random) : drawWork(random),
          nth === 0
            ? 'detailDescriptionFlag'
            : random.pick(['internalAnalysisFlag', 'internalAnalysisFlag', 'resolutionFlag']),
        ),
      )
    }
    let hours = 0
    for (let nth = 0, count = random.int(0, 3); nth < count; nth++) {
      entryId += random.int(1, 3)
      const start = Math.floor(Math.min(moment(), now - 2 * hourMs) / minuteMs) * minuteMs
      const entry = entryRecord(
        stage,
        entryId,
        ticket,
        random.pick(workers),
        start,
        random.int(1, 24) * 5,
        drawWork(random),
      )
      hours += Number(entry['actualHours'])
      world.timeEntries.push(entry)
    }
    ticket['actualHours'] = Math.round(hours * 100) / 100
  }
}

function noteRecord(
  id: number,
  ticket: WireRecord,
  member: WireRecord,
  at: number,
  text: string,
  flag: string,
): WireRecord {
  const identifier = String(member['identifier'])
  return {
    id,
    ticketId: ticket.id,
    text,
    detailDescriptionFlag: flag === 'detailDescriptionFlag',
    internalAnalysisFlag: flag === 'internalAnalysisFlag',
    resolutionFlag: flag === 'resolutionFlag',
    issueFlag: false,
    member: referenceTo('members', member),
    dateCreated: formatWireDate(at),
    createdBy: identifier,
    customerUpdatedFlag: false,
    internalFlag: flag === 'internalAnalysisFlag',
    externalFlag: flag !== 'internalAnalysisFlag',
    _info: info('service/notes', id, at, at, identifier),
  }
}

function entryRecord(
  stage: Stage,
  id: number,
  ticket: WireRecord,
  member: WireRecord,
  start: number,
  minutes: number,
  notes: string,
): WireRecord {
  const { world } = stage
  const type = world.workTypes[minutes > 60 ? 1 : 0]!
  const identifier = String(member['identifier'])
  const actualHours = Math.round((minutes / 60) * 100) / 100
  const hoursBilled = billedHours(actualHours, type)
  const isBilled = stage.now - start > 90 * 24 * hourMs
  return {
    id,
    company: ticket['company'],
    chargeToId: ticket.id,
    chargeToType: ticket['recordType'],
    member: referenceTo('members', member),
    locationId: idOf(ticket['location']),
    location: ticket['location'],
    department: ticket['department'],
    workType: referenceTo('workTypes', type),
    workRole: referenceTo('workRoles', world.workRoles[0]!),
    timeStart: formatWireDate(start),
    timeEnd: formatWireDate(start + minutes * minuteMs),
    actualHours,
    billableOption: type['billTime'],
    notes,
    addToDetailDescriptionFlag: false,
    addToInternalAnalysisFlag: false,
    addToResolutionFlag: false,
    hoursBilled,
    invoiceHours: type['billTime'] === 'Billable' ? hoursBilled : 0,
    hourlyCost: '0.00',
    enteredBy: identifier,
    dateEntered: formatWireDate(start + minutes * minuteMs),
    status: isBilled ? 'Billed' : 'Open',
    ticket: referenceTo('tickets', ticket),
    ticketBoard: (ticket['board'] as { name?: string }).name,
    ticketStatus: (ticket['status'] as { name?: string }).name,
    invoiceFlag: isBilled,
    _info: info('time/entries', id, start + minutes * minuteMs, start + minutes * minuteMs, identifier),
  }
}
