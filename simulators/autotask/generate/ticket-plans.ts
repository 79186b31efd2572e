import type { Company } from './companies.ts'
import { deletedContactID, type Contact } from './contacts.ts'
import type { Timeline } from './local-time.ts'
import type { Staff } from './people.ts'
import type { Random, Weighted } from './random.ts'
import type { WorkMoments } from './rhythm.ts'
import { completeStatus, openStatuses, otherQueueIDs, retiredStatus, rocQueueID } from './ticket-picklists.ts'
import { pinTickets, type TicketPin } from './ticket-pins.ts'
import { dayMs, hourMs } from './wire.ts'

/** The plans that tickets and their related records are generated from. */
export interface TicketSources {
  timeline: Timeline
  moments: WorkMoments
  scale: number
  staff: Staff
  companies: readonly Company[]
  contactsOf: ReadonlyMap<number, Contact[]>
  contractsOf: ReadonlyMap<number, number[]>
}

/** The data of a ticket that other records depend on: number, people, company, creation and completion. */
export interface TicketPlan {
  id: number
  number: string
  queueID: number
  created: number
  /** Null until it is complete. */
  completed: number | null
  status: number
  companyID: number
  contactID: number | null
  contractID: number | null
  assigneeID: number | null
}

const firstTicketID = 7_012
/** The most of the ROC queue that may be pinned, so that even a small world looks natural. */
const pinnedShare = 0.5

const otherQueues: readonly Weighted<number>[] = [
  [otherQueueIDs.monitoring, 5],
  [otherQueueIDs.clientPortal, 3],
  [otherQueueIDs.recurring, 3],
  [otherQueueIDs.projects, 2],
  [otherQueueIDs.postSale, 1],
]

/** Statuses of open tickets in their first two days. */
const statusesOfYoung: readonly Weighted<number>[] = [
  [1, 40],
  [8, 30],
  [7, 10],
  [10, 10],
  [11, 10],
]

/** Plans the tickets of all queues, oldest first; ids ascend with `created`. */
export function planTickets(random: Random, sources: TicketSources): TicketPlan[] {
  const { timeline, companies } = sources
  const arrivals = [...drawRocArrivals(random, sources), ...drawOtherArrivals(random, sources)]
  arrivals.sort((one, other) => one.created - other.created)

  const customers: Weighted<Company>[] = companies.flatMap((company) =>
    company.kind === 'customer' || company.kind === 'own' ? [[company, company.weight] as const] : [],
  )
  const former = companies.filter((company) => company.kind === 'former')
  const numbersOfDay = new Map<string, number>()
  let id = firstTicketID
  return arrivals.map((arrival) => {
    const { created, queueID } = arrival
    const isOld = created < timeline.now - 120 * dayMs
    const company = isOld && random.chance(0.06) ? random.pick(former) : random.weighted(customers)
    const { status, completed } = drawCourse(random, timeline, arrival)
    const day = timeline.dayOf(created).date.replaceAll('-', '')
    const numberOfDay = (numbersOfDay.get(day) ?? 0) + 1
    numbersOfDay.set(day, numberOfDay)
    // Deleted tickets leave gaps.
    id += random.chance(0.02) ? random.int(2, 5) : 1
    return {
      id,
      number: `T${day}.${String(numberOfDay).padStart(4, '0')}`,
      queueID,
      created,
      completed,
      status,
      companyID: company.id,
      contactID: arrival.contactIsGone === true ? deletedContactID : drawContact(random, sources, company),
      contractID: drawContract(random, sources, company),
      assigneeID: drawAssignee(random, sources.staff, status, isOld),
    }
  })
}

interface Arrival extends TicketPin {
  queueID: number
}

function drawRocArrivals(random: Random, { timeline, moments, scale }: TicketSources): Arrival[] {
  const { always, whenRoom } = pinTickets(random, timeline, scale)
  const count = Math.max(Math.round(1_200 * scale), always.length)
  const room = Math.max(0, Math.floor(count * pinnedShare) - always.length)
  const pins = [...always, ...whenRoom.slice(0, room)]
  const others = Array.from({ length: count - pins.length }, () => ({ created: moments.service(random) }))
  return [...pins, ...others].map((pin) => ({ ...pin, queueID: rocQueueID }))
}

function drawOtherArrivals(random: Random, { moments, scale }: TicketSources): Arrival[] {
  return Array.from({ length: Math.round(700 * scale) }, () => ({
    created: moments.service(random),
    queueID: random.weighted(otherQueues),
  }))
}

/** A ticket's current state. */
function drawCourse(random: Random, { now }: Timeline, pin: TicketPin): { status: number; completed: number | null } {
  if (pin.completed !== undefined) return { status: completeStatus, completed: pin.completed }
  if (pin.status !== undefined) return { status: pin.status, completed: null }
  const hours = random.weighted([
    [[0.2, 4], 44],
    [[4, 24], 24],
    [[24, 96], 18],
    [[96, 500], 9],
    [[500, 1_500], 2],
    // Never completed.
    [null, 3],
  ] as const)
  if (hours !== null) {
    const completed = random.instant(pin.created + hours[0] * hourMs, pin.created + hours[1] * hourMs)
    if (completed <= now) return { status: completeStatus, completed }
  }
  return { status: drawOpenStatus(random, now - pin.created), completed: null }
}

function drawOpenStatus(random: Random, age: number): number {
  if (age < 2 * dayMs) return random.weighted(statusesOfYoung)
  if (age > 200 * dayMs && random.chance(0.3)) return retiredStatus
  return random.pick(openStatuses)
}

function drawContact(random: Random, { contactsOf }: TicketSources, company: Company): number | null {
  const contacts = contactsOf.get(company.id) ?? []
  return contacts.length === 0 || random.chance(0.1) ? null : random.pick(contacts).id
}

function drawContract(random: Random, { contractsOf }: TicketSources, company: Company): number | null {
  const contracts = contractsOf.get(company.id) ?? []
  return contracts.length === 0 || random.chance(0.37) ? null : random.pick(contracts)
}

function drawAssignee(random: Random, staff: Staff, status: number, isOld: boolean): number | null {
  if (random.chance(status === 1 ? 0.6 : 0.09)) return null
  return isOld && random.chance(0.12) ? staff.formerID : random.pick(staff.technicianIDs)
}
