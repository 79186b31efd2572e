import type { Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { ConnectWise } from '../vendors/connectwise/index.ts'
import type { ConnectWiseDefaults, Ticket } from '../vendors/connectwise/types.ts'
import type { ChangeRecord, ChangeStepKind, StatusMode } from './change-record.ts'
import type { ChangeRecords } from './change-records.ts'
import type { ChangeTimes } from './change-times.ts'
import type { WantedChange } from './check-input.ts'
import { composeNote, composeTimeNotes } from './compose-note.ts'
import { contentHash, type Content } from './content-hash.ts'
import type { DeliveryWorker } from './delivery-worker.ts'
import type { OpenGate } from './gate.ts'
import { placeOf } from './place.ts'
import { createReference } from './reference.ts'
import { listStatuses } from './step-calls.ts'
import { inputError, notFound, type UserError } from './user-error.ts'

/** What a mutation did. */
export interface Logged {
  readonly change: ChangeRecord | null
  readonly userErrors: readonly UserError[]
  /** The change that the key belongs to, where the input was refused for that. */
  readonly loggedBefore?: ChangeRecord
}

/** Until when a caller waits for an answer. */
export interface Patience {
  readonly signal?: AbortSignal | undefined
  /** How long to wait for the delivery; as long as usual unless given. */
  readonly waitMs?: number | undefined
}

export interface LogChangeOptions {
  readonly records: ChangeRecords
  readonly worker: Pick<DeliveryWorker, 'nudge' | 'nextTurn' | 'isClosing'>
  readonly connectWise: Pick<ConnectWise, 'writer' | 'refresh'>
  readonly times: ChangeTimes
  readonly clock: Clock
}

/** What is to be logged, checked as far as it can be without ConnectWise. */
export interface Plan {
  readonly tenantId: string
  readonly wanted: WantedChange
  /** Which mutation it is: the same key for another one is another content. */
  readonly mutation: string
  readonly internal: boolean
  /** The steps that the mutation is about; of these a time of 0 minutes and a status that stays are left out. */
  readonly steps: readonly ChangeStepKind[]
}

export const refuse = (...userErrors: readonly UserError[]): Logged => ({ change: null, userErrors })

/**
 * How long ConnectWise may take to say whether the ticket and its status are there, as shares of the time-out and of what
 * the caller waits in all, in which the change has to be kept too.
 */
const askingShares = { ofTimeout: 0.4, ofWait: 0.75 }
/** The least it gets, in milliseconds, however little the caller waits. */
const leastAskingMs = 1_000

/** Logs changes: checks, keeps, wakes the worker and waits a while for it. */
export function createChangeLog({ records, worker, connectWise, times, clock }: LogChangeOptions) {
  /** The ticket; undefined when ConnectWise cannot say at the moment, in which case delivery finds out. */
  async function readTicket(ticketId: number, { account }: OpenGate, signal: AbortSignal) {
    try {
      return await connectWise.writer(account).readTicket(ticketId, { signal })
    } catch {
      return undefined
    }
  }

  /** What is wrong with the ticket and the status, as far as ConnectWise says so now. */
  async function checkTicket(
    { ticketId, statusId }: WantedChange,
    gate: OpenGate,
    ticket: Ticket | null | undefined,
    signal: AbortSignal,
  ) {
    if (ticket === null) {
      const message = `There is no ticket ${ticketId} in ConnectWise, or its API member may not see it.`
      return notFound(['ticketId'], message)
    }
    if (!ticket || statusId === null) return null
    try {
      const statuses = await connectWise.writer(gate.account).statuses(ticket.board.id, { signal })
      if (statuses.some(({ id }) => id === statusId)) return null
      return inputError(
        ['statusId'],
        `The ticket cannot have the status ${statusId}. ${listStatuses(ticket, statuses)}`,
      )
    } catch {
      return null
    }
  }

  /** Waits until the change is not PENDING any more, or nothing more is to be expected of waiting. */
  async function settled(change: ChangeRecord, { signal, until }: Deadline): Promise<ChangeRecord> {
    let now = change
    for (;;) {
      if (now.state !== 'PENDING' || worker.isClosing || signal?.aborted) break
      const leftMs = until - performance.now()
      if (leftMs <= 0) break
      // Another replica may be the one that delivers, so it is looked up too.
      await worker.nextTurn(Math.min(leftMs, times.pollMs / 4), signal)
      try {
        now = (await records.find(change.id)) ?? now
      } catch (error) {
        // It is logged: that the database is away by now must not look as if it was not.
        if (error instanceof DatabaseUnavailableError) break
        throw error
      }
    }
    return now
  }

  function deadlineOf({ signal, waitMs = times.waitMs }: Patience): Deadline {
    return { signal, waitMs, until: performance.now() + waitMs }
  }

  async function answer(change: ChangeRecord, deadline: Deadline): Promise<Logged> {
    const logged = await settled(change, deadline)
    // What was read of this tenant before does not have it yet.
    await connectWise.refresh([change.tenantId]).catch(() => undefined)
    return { change: logged, userErrors: [] }
  }

  async function keep(plan: Plan, principal: Principal, gate: OpenGate, ticket: Ticket | undefined) {
    const { tenantId, wanted, internal } = plan
    const { defaults, account } = gate
    const createdAt = clock()
    const { mode, minutes } = resolve(plan, defaults)
    const reference = createReference()
    const story = { change: wanted.change, text: wanted.note, operator: principal.name, minutes, reference }
    const toDo = plan.steps.filter((step) => (step === 'TIME' ? minutes > 0 : step !== 'STATUS' || mode !== 'none'))
    return records.insert(
      {
        tenantId,
        ticketId: wanted.ticketId,
        idempotencyKey: wanted.idempotencyKey,
        contentHash: hashOf(plan),
        reference,
        ...placeOf(account),
        isProject: ticket ? ticket.kind === 'project' : null,
        kind: wanted.change?.kind ?? null,
        note: composeNote(story),
        isInternal: internal,
        timeNotes: composeTimeNotes(story),
        minutes,
        // The work is done: it ends now. The whole second is what ConnectWise keeps.
        startedAt: Math.floor((createdAt - minutes * 60_000) / 1_000) * 1_000,
        statusMode: mode,
        statusId: wanted.statusId,
        memberIdentifier: memberOf(wanted, principal, defaults),
        operatorId: principal.id,
        operatorName: principal.name,
        toDo,
      },
      createdAt,
    )
  }

  /** What was logged with the key before, if its content is the same. */
  function repeated(plan: Plan, change: ChangeRecord): Logged {
    if (change.contentHash === hashOf(plan)) return { change, userErrors: [] }
    const message = `This key belongs to the change ${change.id}, which says something else. Take a new one for each change.`
    return { ...refuse(inputError(['idempotencyKey'], message)), loggedBefore: change }
  }

  /** What came of the same key before; null when it is new. */
  async function logged(plan: Plan, deadline: Deadline): Promise<Logged | null> {
    const earlier = await records.findByKey(plan.tenantId, plan.wanted.idempotencyKey)
    if (!earlier) return null
    const same = repeated(plan, earlier)
    return same.change ? answer(same.change, deadline) : same
  }

  return {
    settled: (change: ChangeRecord, patience: Patience) => answer(change, deadlineOf(patience)),

    /**
     * Logs a change, or gives the one that was logged with its key.
     *
     * @throws DatabaseUnavailableError; repeated with the same key, the change is logged once whatever came of it before
     */
    async log(plan: Plan, principal: Principal, gate: OpenGate, givenPatience: Patience = {}): Promise<Logged> {
      const { wanted } = plan
      const deadline = deadlineOf(givenPatience)
      const { signal, waitMs } = deadline
      const earlier = await logged(plan, deadline)
      if (earlier) return earlier
      const askingMs = Math.min(
        times.timeoutMs * askingShares.ofTimeout,
        Math.max(waitMs * askingShares.ofWait, leastAskingMs),
      )
      const patience = AbortSignal.timeout(askingMs)
      const asking = signal ? AbortSignal.any([signal, patience]) : patience
      const ticket = await readTicket(wanted.ticketId, gate, asking)
      const wrong = await checkTicket(wanted, gate, ticket, asking)
      // Meanwhile the same request may have come by another way that could not ask ConnectWise, and was kept.
      if (wrong) return (await logged(plan, deadline)) ?? refuse(wrong)
      const { change, isNew } = await keep(plan, principal, gate, ticket ?? undefined)
      if (!isNew) {
        const same = repeated(plan, change)
        if (!same.change) return same
      }
      worker.nudge()
      return answer(change, deadline)
    },
  }
}

/** A patience that has begun. */
interface Deadline {
  readonly signal: AbortSignal | undefined
  readonly waitMs: number
  /** By `performance.now()`. */
  readonly until: number
}

function resolve({ wanted, steps }: Plan, defaults: ConnectWiseDefaults): { mode: StatusMode; minutes: number } {
  const minutes = steps.includes('TIME') ? (wanted.minutes ?? defaults.defaultTimeMinutes) : 0
  if (wanted.statusId !== null) return { mode: 'given', minutes }
  return { mode: steps.includes('STATUS') && defaults.autoUpdateStatus ? 'default' : 'none', minutes }
}

/** Whose it is: as given, else the operator's in the tenant's map, else the tenant's default. */
function memberOf(
  { memberIdentifier }: WantedChange,
  { email }: Principal,
  defaults: ConnectWiseDefaults,
): string | null {
  if (memberIdentifier !== null) return memberIdentifier
  const own = email?.trim().toLowerCase()
  const mapped = defaults.memberMap.find((entry) => entry.email.toLowerCase() === own)
  return mapped?.memberIdentifier ?? defaults.defaultMemberIdentifier
}

function hashOf({ mutation, internal, wanted }: Plan): string {
  const { ticketId, note, change, minutes, statusId, memberIdentifier } = wanted
  const details: Content = change && [
    change.kind,
    change.subject,
    change.fields.map(({ name, before, after }) => [name, before, after]),
  ]
  return contentHash(mutation, ticketId, internal, note, details, minutes, statusId, memberIdentifier)
}
