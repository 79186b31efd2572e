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
import type { DeliveryWorker } from './delivery/delivery-worker.ts'
import type { GrantedAccess } from '../tickets/tenant-access.ts'
import { createReference } from './reference.ts'
import { listStatuses } from './delivery/step-calls.ts'
import { inputError, notFound, type UserError } from '../errors/user-error.ts'

/** The result of a mutation. */
export interface Logged {
  readonly change: ChangeRecord | null
  readonly userErrors: readonly UserError[]
  /** The change that the key belongs to, if the input was rejected for that. */
  readonly loggedBefore?: ChangeRecord
}

/** How long a caller waits for a response. */
export interface Patience {
  readonly signal?: AbortSignal | undefined
  /** How long to wait for the delivery; the default unless given. */
  readonly waitMs?: number | undefined
}

export interface LogChangeOptions {
  readonly records: ChangeRecords
  readonly worker: Pick<DeliveryWorker, 'wakeUp' | 'nextOutcome' | 'isClosing'>
  readonly connectWise: Pick<ConnectWise, 'writer' | 'refresh'>
  readonly times: ChangeTimes
  readonly clock: Clock
}

/** A change to log, validated as far as possible without ConnectWise. */
export interface Plan {
  readonly tenantId: string
  readonly wanted: WantedChange
  /** The mutation's name: the same key used with another mutation counts as different content. */
  readonly mutation: string
  readonly internal: boolean
  /** The steps of the mutation, before dropping a time of 0 minutes and an unchanged status. */
  readonly steps: readonly ChangeStepKind[]
}

export const refuse = (...userErrors: readonly UserError[]): Logged => ({ change: null, userErrors })

/**
 * Time limit for asking ConnectWise whether the ticket and its status exist, as shares of the call timeout and of the
 * caller's total wait, which must also cover storing the change.
 */
const askingShares = { ofTimeout: 0.4, ofWait: 0.75 }
/** Its minimum, in milliseconds, however short the caller's wait. */
const leastAskingMs = 1_000

/** Logs changes: validates, stores, notifies the worker and waits for the delivery for a while. */
export function createChangeLog({ records, worker, connectWise, times, clock }: LogChangeOptions) {
  /** Returns the ticket; undefined if ConnectWise is unavailable, in which case delivery reads it. */
  async function readTicket(ticketId: number, { account }: GrantedAccess, signal: AbortSignal) {
    try {
      return await connectWise.writer(account).readTicket(ticketId, { signal })
    } catch {
      return undefined
    }
  }

  /** Validates the ticket and the status, as far as ConnectWise responds now. */
  async function checkTicket(
    { ticketId, statusId }: WantedChange,
    access: GrantedAccess,
    ticket: Ticket | null | undefined,
    signal: AbortSignal,
  ) {
    if (ticket === null) {
      const message = `There is no ticket ${ticketId} in ConnectWise, or its API member may not see it.`
      return notFound(['ticketId'], message)
    }
    if (!ticket || statusId === null) return null
    try {
      const statuses = await connectWise.writer(access.account).statuses(ticket.board.id, { signal })
      if (statuses.some(({ id }) => id === statusId)) return null
      return inputError(
        ['statusId'],
        `The ticket cannot have the status ${statusId}. ${listStatuses(ticket, statuses)}`,
      )
    } catch {
      return null
    }
  }

  /** Waits until the change is no longer PENDING, or further waiting is pointless. */
  async function waitForDelivery(change: ChangeRecord, { signal, until }: Deadline): Promise<ChangeRecord> {
    let now = change
    for (;;) {
      if (now.state !== 'PENDING' || worker.isClosing || signal?.aborted) break
      const leftMs = until - performance.now()
      if (leftMs <= 0) break
      // Another replica may be delivering it, so query the database as well.
      await worker.nextOutcome(Math.min(leftMs, times.pollMs / 4), signal)
      try {
        now = (await records.find(change.id)) ?? now
      } catch (error) {
        // The change is stored: do not let a database that is unavailable by now suggest otherwise.
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
    const logged = await waitForDelivery(change, deadline)
    // Cached reads of this tenant predate the write.
    await connectWise.refresh([change.tenantId]).catch(() => undefined)
    return { change: logged, userErrors: [] }
  }

  async function persist(plan: Plan, principal: Principal, access: GrantedAccess, ticket: Ticket | undefined) {
    const { tenantId, wanted, internal } = plan
    const { defaults, system } = access
    const createdAt = clock()
    const { mode, minutes } = resolve(plan, defaults)
    const reference = createReference()
    const noteInput = { change: wanted.change, text: wanted.note, operator: principal.name, minutes, reference }
    const plannedSteps = plan.steps.filter((step) =>
      step === 'TIME' ? minutes > 0 : step !== 'STATUS' || mode !== 'none',
    )
    return records.insert(
      {
        tenantId,
        ticketId: wanted.ticketId,
        idempotencyKey: wanted.idempotencyKey,
        contentHash: hashOf(plan),
        reference,
        ...system,
        isProject: ticket ? ticket.kind === 'project' : null,
        kind: wanted.change?.kind ?? null,
        note: composeNote(noteInput),
        isInternal: internal,
        timeNotes: composeTimeNotes(noteInput),
        minutes,
        // The work has been done: it ends now. ConnectWise stores whole seconds.
        startedAt: Math.floor((createdAt - minutes * 60_000) / 1_000) * 1_000,
        statusMode: mode,
        statusId: wanted.statusId,
        memberIdentifier: memberOf(wanted, principal, defaults),
        operatorId: principal.id,
        operatorName: principal.name,
        plannedSteps,
      },
      createdAt,
    )
  }

  /** Returns the change logged with the key before, if its content is the same. */
  function repeated(plan: Plan, change: ChangeRecord): Logged {
    if (change.contentHash === hashOf(plan)) return { change, userErrors: [] }
    const message = `This key belongs to the change ${change.id}, which says something else. Take a new one for each change.`
    return { ...refuse(inputError(['idempotencyKey'], message)), loggedBefore: change }
  }

  /** Returns the result of the same key before; null if the key is new. */
  async function logged(plan: Plan, deadline: Deadline): Promise<Logged | null> {
    const earlier = await records.findByKey(plan.tenantId, plan.wanted.idempotencyKey)
    if (!earlier) return null
    const same = repeated(plan, earlier)
    return same.change ? answer(same.change, deadline) : same
  }

  return {
    waitForDelivery: (change: ChangeRecord, patience: Patience) => answer(change, deadlineOf(patience)),

    /**
     * Logs a change, or returns the one already logged with its key.
     *
     * @throws DatabaseUnavailableError; safe to retry with the same key: the change is logged once, whatever happened
     * before
     */
    async log(plan: Plan, principal: Principal, access: GrantedAccess, givenPatience: Patience = {}): Promise<Logged> {
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
      const ticket = await readTicket(wanted.ticketId, access, asking)
      const wrong = await checkTicket(wanted, access, ticket, asking)
      // Meanwhile the same request may have been stored via a path that could not ask ConnectWise.
      if (wrong) return (await logged(plan, deadline)) ?? refuse(wrong)
      const { change, isNew } = await persist(plan, principal, access, ticket ?? undefined)
      if (!isNew) {
        const same = repeated(plan, change)
        if (!same.change) return same
      }
      worker.wakeUp()
      return answer(change, deadline)
    },
  }
}

/** A started wait. */
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

/** Member of the note and time entry: as given, else the operator's in the tenant's map, else the tenant's default. */
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
