import type { CompanyState, ConnectWiseState, WireTicket } from '../oracle/connectwise/state.ts'
import { createRandom, type Random } from '../random.ts'
import { drawDetails, drawText } from './plan-texts.ts'
import type { Asker, FirePlan, Lane, Plant, PlannedChange, RecordChange, TenantDefaults } from './planned-change.ts'

/** The kinds of trouble that are planted, and on what share of the changes. */
const plantShare = 0.1

/**
 * Draws the changes: two tenants, tickets on every board and of projects, most tickets several times. `acme` sets a status
 * only when told, in a role that is not valid everywhere; `globex` sets its boards' default and knows who the operator is.
 */
export function planFire(state: ConnectWiseState, options: { seed: number; changes: number; asker: Asker }): FirePlan {
  const random = createRandom(options.seed)
  const tenants = { acme: defaultsOf(state['acme']!, null), globex: defaultsOf(state['globex']!, options.asker) }
  const records: RecordChange[] = []
  const lanes: Lane[] = []
  let count = 0
  while (count < options.changes) {
    const tenantId = random.pick(['acme', 'globex'] as const)
    const company = state[tenantId]!
    const ticket = random.pick([...company.tickets, ...company.tickets, ...company.projectTickets])
    if (lanes.some((lane) => lane.tenantId === tenantId && lane.ticketId === ticket.id)) continue
    const length = Math.min(options.changes - count, random.pick([1, 2, 4, 6, 10, 20]))
    const place = { tenantId, company, ticket, defaults: tenants[tenantId] }
    const lanePlant = plantOnTicket(random, place, records)
    const changes = Array.from({ length }, (_, nth) => planChange(random, place, count + nth, lanePlant))
    lanes.push({ tenantId, ticketId: ticket.id, changes })
    count += length
  }
  return { lanes, tenants, records }
}

interface Place {
  readonly tenantId: string
  readonly company: CompanyState
  readonly ticket: WireTicket
  readonly defaults: TenantDefaults
}

/** What is wrong with a whole ticket: it is deleted, or at the other location. Any other begins in a status that takes time. */
function plantOnTicket(random: Random, place: Place, records: RecordChange[]): Plant | null {
  const { tenantId, ticket } = place
  const isProject = ticket.recordType !== 'ServiceTicket'
  const collection = isProject ? 'projectTickets' : 'tickets'
  if (random.chance(plantShare / 2)) {
    records.push({ company: tenantId, collection, delete: ticket.id })
    return 'gone'
  }
  // `acme` works in a role that is valid at one location alone.
  const isWest = tenantId === 'acme' && random.chance(plantShare)
  records.push({
    company: tenantId,
    collection,
    upsert: {
      id: ticket.id,
      location: { name: isWest ? 'West' : 'Main' },
      status: { id: statusesFor(place)[0]! },
    },
  })
  return isWest ? 'role' : null
}

function planChange(random: Random, place: Place, number: number, lanePlant: Plant | null): PlannedChange {
  const { tenantId, ticket, defaults } = place
  const marker = `[fire-${String(number).padStart(5, '0')}]`
  const drawn = random.chance(0.5) ? drawText(random, marker) : drawDetails(random, marker)
  const minutes = random.pick([undefined, undefined, 0, 5, 7, 40, 44, 125])
  const kinds = ['board', 'member', ...(needsType(place) ? (['closing'] as const) : [])] as const
  const ownPlant = lanePlant ?? (random.chance(plantShare) ? random.pick(kinds) : null)
  const plant = ownPlant === 'role' && (minutes ?? defaults.defaultTimeMinutes) === 0 ? null : ownPlant
  const usual = random.chance(0.6) ? random.pick(statusesFor(place)) : undefined
  const given = plant === 'board' ? foreignStatus(place) : plant === 'closing' ? closingStatus(place) : usual
  const byDefault = defaults.autoUpdateStatus
    ? defaults.defaultStatuses.find(({ boardId }) => boardId === ticket.board.id)?.statusId
    : undefined
  const member =
    plant === 'member' ? 'nobody.here' : random.chance(0.2) ? random.pick(workers(place.company)) : undefined
  const mapped = defaults.memberMap[0]?.memberIdentifier ?? defaults.defaultMemberIdentifier
  return {
    marker,
    input: {
      tenantId,
      ticketId: ticket.id,
      idempotencyKey: `key of ${marker}`,
      ...drawn.input,
      ...(minutes !== undefined && { minutes }),
      ...(given !== undefined && { statusId: given }),
      ...(member !== undefined && { memberIdentifier: member }),
    },
    texts: [marker, ...drawn.texts],
    minutes: minutes ?? defaults.defaultTimeMinutes,
    statusId: given ?? byDefault ?? null,
    memberIdentifier: member ?? mapped,
    plant,
  }
}

/** Statuses that take time and can be set from any other; on boards with rules for closing none that closes. */
function statusesFor({ company, ticket }: Pick<Place, 'company' | 'ticket'>): number[] {
  const hasRule = company.closingRules.some(({ id }) => id === ticket.board.id)
  return company.statuses
    .filter((status) => status.board.id === ticket.board.id && !status.inactive && !status.timeEntryNotAllowed)
    .filter((status) => !status.closedStatus || !hasRule)
    .map(({ id }) => id)
}

/** A status that exists, of another board. */
function foreignStatus({ company, ticket }: Place): number {
  return company.statuses.find((status) => status.board.id !== ticket.board.id && !status.inactive)!.id
}

/** Whether the ticket cannot be closed, since its board wants a type first. */
const needsType = ({ company, ticket }: Place) =>
  ticket.type === undefined &&
  company.closingRules.some(({ id, requires }) => id === ticket.board.id && requires?.includes('type'))

function closingStatus({ company, ticket }: Place): number {
  return company.statuses.find(
    (status) => status.board.id === ticket.board.id && status.closedStatus && !status.inactive,
  )!.id
}

const workers = (company: CompanyState) =>
  company.members.filter((member) => member.licenseClass === 'F' && !member.inactiveFlag).map((row) => row.identifier)

function defaultsOf(company: CompanyState, asker: Asker | null): TenantDefaults {
  const defaultStatuses = company.boards.map((board) => {
    const statuses = company.statuses.filter((row) => row.board.id === board.id && !row.inactive && !row.closedStatus)
    return { boardId: board.id, statusId: statuses.toSorted((a, b) => a.sortOrder - b.sortOrder)[1]!.id }
  })
  return {
    defaultTimeMinutes: 15,
    autoUpdateStatus: asker !== null,
    defaultStatuses: asker === null ? [] : defaultStatuses,
    defaultMemberIdentifier: 'rocdesk',
    memberMap: asker === null ? [] : [{ email: asker.email, memberIdentifier: workers(company)[0]! }],
    workRole: asker === null ? 'Technician' : 'Engineer',
    workType: 'Remote',
  }
}
