import type { LogChangeInput } from '../../../server/graphql/resolver-types.gen.ts'
import type { ConnectWiseDefaults } from '../../../server/vendors/connectwise/types.ts'
import { defaultMemberIdentifier, defaultWorkRole, defaultWorkType } from '../../../simulators/connectwise/companies.ts'
import type { ConnectWiseWorld, WireRecord } from '../../../simulators/connectwise/world.ts'
import type { Random } from '../random.ts'
import type { Asked } from '../oracle/delivery/history.ts'

/** A change that is asked for at a moment, and what its caller does beside. */
export interface PlannedChange {
  readonly asked: Asked
  readonly input: LogChangeInput
  readonly isInternal: boolean
  readonly atMs: number
  /** Requests at the same time. */
  readonly requests: number
  /** Asks again, this long after the answer. */
  readonly againAfterMs: number | null
  readonly cancelAfterMs: number | null
  readonly retryAfterMs: number | null
}

export const tenantId = 'acme'

const idOf = (reference: unknown) => (reference as { id: number }).id

/** Plans changes on a few tickets, of which some fail for good. */
export function planChanges(world: ConnectWiseWorld, random: Random, count: number): PlannedChange[] {
  const company = world['acme']!
  const all = [...random.shuffle(company.tickets), ...company.projectTickets.slice(0, 1)]
  const tickets = all.slice(-Math.max(2, Math.ceil(count / 12)))
  const statusesOf = (ticket: WireRecord) =>
    company.statuses.filter((status) => idOf(status['board']) === idOf(ticket['board']) && status['inactive'] !== true)
  const spanMs = count * 1_500

  return Array.from({ length: count }, (_, n) => {
    const ticket = random.pick(tickets)
    const marker = `m${n}x`
    const note = `${marker} ${random.pick(['Port moved', 'DID added', 'Voicemail reset'])}`
    const statuses = statusesOf(ticket).slice(0, 4)
    const input: LogChangeInput = {
      tenantId,
      ticketId: ticket.id,
      idempotencyKey: `key ${n}`,
      note,
      minutes: random.pick([null, 0, 5, 15]),
      statusId: random.chance(0.5) && statuses.length > 0 ? random.pick(statuses).id : null,
      // There is no such member: ConnectWise rejects the note or the time entry for good.
      memberIdentifier: random.chance(0.05) ? 'left' : null,
      waitSeconds: random.pick([0, 0, 1, 8]),
    }
    const isInternal = random.chance(0.85)
    const later = (share: number, most: number) => (random.chance(share) ? random.below(most) : null)
    return {
      asked: { key: input.idempotencyKey, marker, note, isInternal },
      input,
      isInternal,
      atMs: random.below(spanMs),
      requests: random.chance(0.15) ? 2 : 1,
      againAfterMs: later(0.15, 60_000),
      cancelAfterMs: later(0.2, random.pick([500, 5_000, 60_000])),
      retryAfterMs: later(0.5, 60_000),
    }
  })
}

/** Defaults of a tenant: some boards have a default status. */
export function planDefaults(world: ConnectWiseWorld, random: Random): ConnectWiseDefaults {
  const company = world['acme']!
  const defaultStatuses = company.boards.slice(0, 3).flatMap((board) => {
    const status = company.statuses.find((one) => idOf(one['board']) === board.id && one['sortOrder'] === 2)
    return status ? [{ boardId: board.id, statusId: status.id }] : []
  })
  return {
    defaultTimeMinutes: 15,
    autoUpdateStatus: random.chance(0.3),
    defaultStatuses,
    defaultMemberIdentifier,
    memberMap: [],
    workRole: defaultWorkRole,
    workType: defaultWorkType,
  }
}
