import { randomUUID } from 'node:crypto'
import { startWorld, type Caller, type World, type WorldOptions } from '../../support/world.ts'
import type { CompanyState, WireStatus, WireTicket } from '../../support/connectwise-state.ts'
import { fastTimes, logChange, type LogChangeAnswer } from './change-world.ts'

/** What ConnectWise's simulator holds of acme, with what the tests of changes look at beyond the usual. */
export interface DeskState extends CompanyState {
  readonly notes: readonly HeldNote[]
  readonly timeEntries: readonly HeldTimeEntry[]
}

export type HeldNote = CompanyState['notes'][number] & {
  readonly internalAnalysisFlag: boolean
  readonly detailDescriptionFlag: boolean
  readonly member?: { readonly identifier: string }
}

export type HeldTimeEntry = CompanyState['timeEntries'][number] & {
  readonly notes?: string
  readonly timeEnd: string
  readonly member: { readonly identifier: string }
}

/** A world with fast deliveries, and acme's tickets at hand. */
export interface Desk {
  readonly world: World
  /** What ConnectWise holds of acme now. */
  state(): Promise<DeskState>
  /** An open ticket of a board, the first of them unless told which. */
  ticketOn(board: string, nth?: number): Promise<WireTicket>
  /** An open service ticket, on whatever board, that was not given out before. */
  freshTicket(): Promise<WireTicket>
  /** The statuses of the ticket's board that can be chosen, in the board's order. */
  statusesOf(ticket: Pick<WireTicket, 'board'>): Promise<WireStatus[]>
  /** `logChange` for acme, as an operator of all tenants unless told otherwise. */
  log(input: Record<string, unknown>, caller?: Caller): Promise<Partial<LogChangeAnswer['logChange']>>
  /** What ConnectWise has with the reference of a change. */
  delivered(changeId: string): Promise<{ notes: HeldNote[]; timeEntries: HeldTimeEntry[] }>
  /** Saves acme's credentials anew with these defaults. */
  save(defaults: Record<string, unknown>): Promise<void>
}

/** For tests in which ConnectWise is well: a machine that is busy for a moment must not look like one that does not answer. */
export const patientTimes = { timeoutMs: 5_000, leaseMs: 15_000, waitMs: 10_000 }

const saveCredentials = `mutation ($input: SaveConnectWiseCredentialsInput!) {
  saveConnectWiseCredentials(input: $input) { userErrors { field message } }
}`

/** Starts a desk. Close its world when done. */
export async function startDesk(options: WorldOptions = {}): Promise<Desk> {
  const world = await startWorld({
    tenants: true,
    scale: 0.1,
    ...options,
    changes: { ...fastTimes, ...options.changes },
  })
  const state = async () => (await world.connectWise.state())['acme'] as DeskState
  const givenOut = new Set<number>()

  return {
    world,
    state,

    async ticketOn(board, nth = 0) {
      const { tickets, projectTickets } = await state()
      const open = [...tickets, ...projectTickets].filter((row) => row.board.name === board && !row.closedFlag)
      const ticket = open[nth]
      if (!ticket) throw new Error(`The board ${board} has ${open.length} open tickets.`)
      return ticket
    },

    async freshTicket() {
      const { tickets } = await state()
      const ticket = tickets.find(({ id, closedFlag }) => !closedFlag && !givenOut.has(id))
      if (!ticket) throw new Error(`All ${givenOut.size} open tickets were given out.`)
      givenOut.add(ticket.id)
      return ticket
    },

    async statusesOf({ board }) {
      const { statuses } = await state()
      return statuses
        .filter((row) => row.board.id === board.id && !row.inactive)
        .toSorted((a, b) => a.sortOrder - b.sortOrder)
    },

    async log(input, caller = { role: 'operator' }) {
      const usual = { tenantId: 'acme', idempotencyKey: randomUUID(), note: 'Moved a desk phone.', minutes: 10 }
      const { body, text } = await world.query<LogChangeAnswer>(logChange, { input: { ...usual, ...input } }, caller)
      if (!body.data) throw new Error(`Nothing was logged: ${text.slice(0, 2_000)}`)
      return body.data.logChange
    },

    async delivered(changeId) {
      const reference = referenceOf(changeId)
      const { notes, timeEntries } = await state()
      return {
        notes: notes.filter(({ text }) => text.includes(reference)),
        timeEntries: timeEntries.filter((entry) => entry.notes?.includes(reference)),
      }
    },

    async save(defaults) {
      const input = { tenantId: 'acme', ...world.simulators.connectWise.credentials('acme'), ...defaults }
      const { text, body } = await world.query(saveCredentials, { input }, { role: 'admin' })
      const saved = body.data?.['saveConnectWiseCredentials'] as { userErrors: object[] } | undefined
      if (!saved || saved.userErrors.length > 0) throw new Error(`The credentials were not saved: ${text}`)
    },
  }
}

/** The reference of a change, which stands in its note and time entry. */
export const referenceOf = (changeId: string) => changeId.slice(changeId.lastIndexOf(':') + 1)

/** How each step ended, in order. */
export const endsOf = (change: { steps: { kind: string; state: string }[] } | null | undefined) =>
  change?.steps.map(({ kind, state }) => `${kind} ${state}`)
