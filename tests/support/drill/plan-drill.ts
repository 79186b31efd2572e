import type { ConnectWiseState } from '../oracle/connectwise/state.ts'

/** A change that a caller asks for, perhaps twice, with one key. */
export interface DrillChange {
  /** In its note and its time entry, and in no other's. */
  readonly marker: string
  readonly input: {
    readonly tenantId: string
    readonly ticketId: number
    readonly idempotencyKey: string
    readonly note: string
    readonly minutes: number
    readonly statusId?: number
  }
}

/** Changes on 24 tickets of two tenants; each third without a time entry, each fifth with a status. */
export function planDrill(state: ConnectWiseState, count: number): DrillChange[] {
  const lanes = ['acme', 'globex'].flatMap((tenantId) => {
    const { tickets, statuses } = state[tenantId]!
    return tickets
      .filter(({ closedFlag }) => !closedFlag)
      .slice(0, 12)
      .map((ticket) => ({
        tenantId,
        ticketId: ticket.id,
        statusIds: statuses
          .filter(({ board, closedStatus, inactive }) => board.id === ticket.board.id && !closedStatus && !inactive)
          .map(({ id }) => id),
      }))
  })
  return Array.from({ length: count }, (_, nth) => {
    const { statusIds, ...lane } = lanes[nth % lanes.length]!
    const marker = `drill-${nth}-`
    const statusId = nth % 5 === 0 ? statusIds[nth % statusIds.length] : undefined
    return {
      marker,
      input: {
        ...lane,
        idempotencyKey: `drill key ${nth}`,
        note: `Restored ${marker} and all.`,
        minutes: nth % 3 === 0 ? 0 : 5 + (nth % 40),
        ...(statusId !== undefined && { statusId }),
      },
    }
  })
}
