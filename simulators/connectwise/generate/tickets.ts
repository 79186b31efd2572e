import type { Random } from '../../autotask/generate/random.ts'
import { apiMemberIdentifier } from '../companies.ts'
import { idOf, referenceTo } from '../references.ts'
import { formatWireDate } from '../wire-date.ts'
import type { WireRecord } from '../world.ts'
import { referenceByName } from './setup.ts'
import { dayMs, hourMs, info, minuteMs } from './stage.ts'
import type { Stage } from './stage.ts'
import { drawSummary } from './summaries.ts'

/** The first ids of every company are the same, so that a number alone never says whose ticket it is. */
const sharedIds = { from: 50_001, count: 10 }
const firstId = 1_204_000

/** Adds 400 service and 60 project tickets at scale 1, spread over the twelve months up to now, ids rising with time. */
export function addTickets(stage: Stage): void {
  const random = stage.stream('tickets')
  const services = Math.max(12, Math.round(400 * stage.scale))
  const projects = Math.max(3, Math.round(60 * stage.scale))
  const moments = Array.from({ length: services + projects }, () =>
    random.instant(stage.now - 365 * dayMs, stage.now - hourMs),
  )
  moments.sort((a, b) => a - b)
  // The shared ids are service tickets in every company.
  const kinds = moments.map((_, index) => index)
  const projectIndexes = new Set<number>()
  while (projectIndexes.size < projects) {
    const index = random.pick(kinds)
    if (index >= sharedIds.count) projectIndexes.add(index)
  }
  let id = firstId
  for (const [index, entered] of moments.entries()) {
    id += random.int(1, 3)
    const ownId = index < sharedIds.count ? sharedIds.from + index : id
    const isProject = projectIndexes.has(index)
    const collection = isProject ? 'projectTickets' : 'tickets'
    stage.world[collection].push(ticketRecord(stage, random, { id: ownId, entered, isProject }))
  }
}

function ticketRecord(
  stage: Stage,
  random: Random,
  plan: { id: number; entered: number; isProject: boolean },
): WireRecord {
  const { id, entered, isProject } = plan
  const { world, now } = stage
  const boards = world.boards.filter((board) => board['projectFlag'] === isProject)
  const board = isProject
    ? boards[0]!
    : random.weighted(boards.map((row, index) => [row, [6, 4, 2, 1][index] ?? 1] as const))
  const isOld = now - entered > 20 * dayMs
  const isClosed = random.chance(isOld ? 0.85 : 0.25)
  const statuses = world.statuses.filter(
    (status) =>
      idOf(status['board']) === board.id && status['inactive'] === false && status['closedStatus'] === isClosed,
  )
  const status = random.pick(statuses)
  const updated = random.instant(entered, Math.min(now, entered + 20 * dayMs))
  const company = random.pick(world.companies)
  const contacts = world.contacts.filter((contact) => idOf(contact['company']) === company.id)
  const owner = random.pick(
    world.members.filter((member) => member['licenseClass'] === 'F' && member['inactiveFlag'] === false),
  )
  const ownerIdentifier = String(owner['identifier'])
  return {
    id,
    summary: drawSummary(random),
    recordType: isProject ? 'ProjectTicket' : 'ServiceTicket',
    board: referenceTo('boards', board),
    status: referenceTo('statuses', status),
    company: referenceTo('companies', company),
    ...(contacts.length > 0 && random.chance(0.8) ? contactParts(random.pick(contacts)) : {}),
    ...(random.chance(0.6) ? { type: referenceTo('types', random.pick(world.types)) } : {}),
    ...(random.chance(0.7) ? { owner: referenceTo('members', owner), resources: ownerIdentifier } : {}),
    priority: referenceTo('priorities', random.pick(world.priorities)),
    source: referenceTo('sources', random.pick(world.sources)),
    // Some work is done elsewhere, where not every role is valid.
    location: referenceByName(stage, 'locations', random.chance(0.06) ? 'West' : 'Main'),
    department: referenceByName(stage, 'departments', isProject ? 'Projects' : 'Service'),
    severity: 'Medium',
    impact: 'Medium',
    allowAllClientsPortalView: false,
    customerUpdatedFlag: random.chance(0.1),
    automaticEmailContactFlag: false,
    automaticEmailResourceFlag: false,
    automaticEmailCcFlag: false,
    closedFlag: isClosed,
    ...(isClosed ? { closedDate: formatWireDate(updated), closedBy: ownerIdentifier } : {}),
    ...(random.chance(0.3) ? { requiredDate: formatWireDate(entered + 3 * dayMs) } : {}),
    actualHours: 0,
    approved: isClosed,
    hasChildTicket: false,
    hasMergedChildTicketFlag: false,
    billTime: 'NoDefault',
    billExpenses: 'NoDefault',
    billProducts: 'NoDefault',
    customFields: [
      {
        id: 7,
        caption: 'Room',
        type: 'Text',
        entryMethod: 'EntryField',
        numberOfDecimals: 0,
        ...(random.chance(0.4) ? { value: String(random.int(1, 40)) } : {}),
      },
    ],
    _info: info(
      isProject ? 'project/tickets' : 'service/tickets',
      id,
      entered,
      Math.max(updated, entered + minuteMs),
      random.chance(0.2) ? apiMemberIdentifier : ownerIdentifier,
    ),
  }
}

function contactParts(contact: WireRecord) {
  return {
    contact: referenceTo('contacts', contact),
    contactName: `${String(contact['firstName'])} ${String(contact['lastName'])}`.slice(0, 62),
  }
}
