import type { ConnectWiseState } from '../oracle/connectwise/state.ts'
import type { GraphChange } from '../fire/evidence.ts'
import type { DrillChange } from './plan-drill.ts'

export interface DrillCounts {
  /** Markers of notes and time entries that ConnectWise has more than once, and less than once. */
  readonly doubled: readonly string[]
  readonly lost: readonly string[]
  /** Tickets whose last change with a status did not set it. */
  readonly wrongStatuses: readonly number[]
  /** Changes that are listed and not DONE. */
  readonly unfinished: readonly string[]
  /** How many changes are listed. */
  readonly listed: number
  /** Of how many changes ConnectWise has at least a note. */
  readonly delivered: number
}

/** Counts from ConnectWise's own records. */
export function checkDrill(
  plan: readonly DrillChange[],
  state: ConnectWiseState,
  listed: readonly GraphChange[],
): DrillCounts {
  const [doubled, lost] = [[] as string[], [] as string[]]
  let delivered = 0
  for (const { marker, input } of plan) {
    const { notes, timeEntries } = state[input.tenantId]!
    const found = notes.filter(({ text, ticketId }) => text?.includes(marker) && ticketId === input.ticketId).length
    const times = timeEntries.filter((entry) => (entry as { notes?: string }).notes?.includes(marker)).length
    if (found > 0) delivered += 1
    const wantedTimes = input.minutes > 0 ? 1 : 0
    if (found > 1) doubled.push(`note ${marker}`)
    if (times > wantedTimes) doubled.push(`time ${marker}`)
    if (found < 1) lost.push(`note ${marker}`)
    if (times < wantedTimes) lost.push(`time ${marker}`)
  }
  const wanted = new Map(
    plan.flatMap(({ input: { tenantId, ticketId, statusId } }) =>
      statusId === undefined ? [] : [[`${tenantId} ${ticketId}`, { tenantId, ticketId, statusId }] as const],
    ),
  )
  const wrongStatuses = [...wanted.values()]
    .filter(({ tenantId, ticketId, statusId }) => {
      const ticket = state[tenantId]!.tickets.find(({ id }) => id === ticketId)
      return ticket?.status.id !== statusId
    })
    .map(({ ticketId }) => ticketId)
  return {
    doubled,
    lost,
    wrongStatuses,
    unfinished: listed.filter((change) => change.state !== 'DONE').map(({ id }) => id),
    listed: listed.length,
    delivered,
  }
}
