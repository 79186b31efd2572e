import { randomUUID } from 'node:crypto'
import { requireOperator } from '../auth/permissions.ts'
import type { Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import type {
  AddConnectWiseNoteInput,
  AddConnectWiseTimeEntryInput,
  CancelChangeInput,
  LogChangeInput,
  RetryChangeInput,
  UpdateConnectWiseStatusInput,
} from '../graphql/resolver-types.gen.ts'
import type { ChangeRecord } from './change-record.ts'
import type { ChangeRecords } from './change-records.ts'
import { checkInput, hasText, type WantedChange } from './check-input.ts'
import type { DeliveryRecords } from './delivery/delivery-records.ts'
import type { DeliveryWorker } from './delivery/delivery-worker.ts'
import type { GrantedAccess, TenantAccess } from '../tickets/tenant-access.ts'
import { refuse, type createChangeLog, type Logged, type Patience, type Plan } from './log-change.ts'
import { inputError, notFound, type UserError } from '../errors/user-error.ts'

export interface ChangeMutationOptions {
  readonly access: Pick<TenantAccess, 'require'>
  readonly records: Pick<ChangeRecords, 'find'>
  readonly delivery: Pick<DeliveryRecords, 'retry' | 'cancel'>
  /** For timestamps shown to people. */
  readonly clock: Clock
  readonly worker: Pick<DeliveryWorker, 'wakeUp'>
  readonly log: ReturnType<typeof createChangeLog>
  readonly tenantExists: (tenantId: string) => Promise<boolean>
}

/** The caller, and the signal that aborts when it disconnects. */
export interface Asking {
  readonly principal: Principal
  readonly signal?: AbortSignal
}

/** A plan with a verified tenant. */
type Planned = Omit<Plan, 'tenantId'>

/** Maximum length of a change id: a tenant id and a reference. */
const longestId = 100

/** Extracts the tenant from a change id, whether the change exists or not. */
const tenantOf = (changeId: string) => changeId.slice(0, Math.max(0, changeId.lastIndexOf(':')))

const nothing = { note: null, change: null, minutes: null, statusId: null, memberIdentifier: null } as const

/**
 * The room's mutations. Before anything is sent to ConnectWise, each checks in this order: permission, whether the
 * tenant exists, the feature flag, the credentials, and the input.
 *
 * @throws GatewayError `FORBIDDEN`, `FEATURE_DISABLED`; VendorError `VENDOR_NOT_CONFIGURED`; DatabaseUnavailableError
 */
export function createChangeMutations(options: ChangeMutationOptions) {
  const { access, records, delivery, worker, log, tenantExists, clock } = options

  async function open(tenantId: string, { principal }: Asking): Promise<GrantedAccess | null> {
    requireOperator(principal, tenantId)
    return (await tenantExists(tenantId)) ? access.require(tenantId) : null
  }

  /** @param read parses the plan and reports input errors; not called for an unauthorized caller */
  async function run(
    { tenantId, waitSeconds }: { readonly tenantId: string } & Waiting,
    asking: Asking,
    read: () => [Planned, UserError[]],
  ): Promise<Logged> {
    const opened = await open(tenantId, asking)
    if (!opened) return refuse(notFound(['tenantId'], 'There is no such tenant.'))
    const [plan, found] = read()
    const wrong = [...found, ...checkWait(waitSeconds)]
    if (wrong.length > 0) return refuse(...wrong)
    return log.log({ tenantId, ...plan }, asking.principal, opened, patienceOf(asking, waitSeconds))
  }

  return {
    logChange(input: LogChangeInput, asking: Asking): Promise<Logged> {
      return run(input, asking, () => {
        const note = hasText(input.note ?? null) ? (input.note ?? null) : null
        const wanted: WantedChange = {
          ticketId: input.ticketId,
          idempotencyKey: input.idempotencyKey,
          note,
          change: input.change ? { ...input.change, fields: input.change.fields ?? [] } : null,
          minutes: input.minutes ?? null,
          statusId: input.statusId ?? null,
          memberIdentifier: input.memberIdentifier ?? null,
        }
        const isEmpty = note === null && wanted.change === null
        const wrong = [
          ...checkInput(wanted),
          ...(isEmpty ? [inputError(['note'], 'Say what was done: a note, a change, or both.')] : []),
        ]
        return [{ wanted, mutation: 'logChange', internal: true, steps: ['NOTE', 'TIME', 'STATUS'] }, wrong]
      })
    },

    addNote(input: AddConnectWiseNoteInput, asking: Asking): Promise<Logged> {
      return run(input, asking, () => {
        const { ticketId, idempotencyKey, text, internal = true } = input
        const wanted = { ...nothing, ticketId, idempotencyKey, note: text }
        const wrong = [
          ...checkInput(wanted, { textField: 'text' }),
          ...(hasText(text) ? [] : [inputError(['text'], 'A note has a text.')]),
        ]
        return [{ wanted, mutation: 'addNote', internal, steps: ['NOTE'] }, wrong]
      })
    },

    addTimeEntry(input: AddConnectWiseTimeEntryInput, asking: Asking): Promise<Logged> {
      return run(input, asking, () => {
        const { ticketId, idempotencyKey, minutes, notes, memberIdentifier } = input
        const wanted = {
          ...nothing,
          ticketId,
          idempotencyKey,
          note: notes ?? null,
          minutes,
          memberIdentifier: memberIdentifier ?? null,
        }
        const wrong = checkInput(wanted, { textField: 'notes', minMinutes: 1 })
        return [{ wanted, mutation: 'addTimeEntry', internal: true, steps: ['TIME'] }, wrong]
      })
    },

    /**
     * A change like any other, so it is ordered after those logged before it. Without a key, each call is a new change.
     */
    updateStatus(input: UpdateConnectWiseStatusInput, asking: Asking): Promise<Logged> {
      return run(input, asking, () => {
        const { ticketId, statusId } = input
        const idempotencyKey = input.idempotencyKey ?? `status ${randomUUID()}`
        const wanted = { ...nothing, ticketId, statusId, idempotencyKey }
        return [{ wanted, mutation: 'updateStatus', internal: true, steps: ['STATUS'] }, checkInput(wanted)]
      })
    },

    async retryChange({ changeId: id, waitSeconds }: RetryChangeInput, asking: Asking): Promise<Logged> {
      const change = (await open(tenantOf(id), asking)) && (await find(id))
      if (!change) return refuse(noSuchChange)
      const wrong = checkWait(waitSeconds)
      if (wrong.length > 0) return refuse(...wrong)
      if (!(await delivery.retry(id))) {
        const { state } = (await records.find(id)) ?? change
        return refuse(inputError(['changeId'], `Only a change that is FAILED can be retried; this one is ${state}.`))
      }
      return continueDelivery(change, asking, waitSeconds)
    },

    /**
     * Idempotent: returns a change that is already cancelled, so that a lost response can be retried. Requires neither
     * feature nor credentials: their removal may be the very reason to cancel.
     */
    async cancelChange({ changeId: id, waitSeconds }: CancelChangeInput, asking: Asking): Promise<Logged> {
      const { principal } = asking
      requireOperator(principal, tenantOf(id))
      const change = await find(id)
      if (!change) return refuse(noSuchChange)
      const wrong = checkWait(waitSeconds)
      if (wrong.length > 0) return refuse(...wrong)
      const at = Math.max(clock(), change.createdAt)
      if (!(await delivery.cancel(id, { by: principal.name, at }))) {
        const now = (await records.find(id)) ?? change
        if (now.cancelRequestedAt === null) {
          const message = `Only a change that is PENDING can be cancelled; this one is ${now.state}.`
          return refuse(inputError(['changeId'], message))
        }
      }
      return continueDelivery(change, asking, waitSeconds)
    },

    /** Returns a change by its id to callers who may operate its tenant; null if there is none. */
    async change(id: string, { principal }: Asking): Promise<ChangeRecord | null> {
      requireOperator(principal, tenantOf(id))
      return find(id)
    },
  }

  async function find(id: string): Promise<ChangeRecord | null> {
    return id.length <= longestId ? records.find(id) : null
  }

  /** Wakes the worker and waits for the delivery. */
  async function continueDelivery(
    change: ChangeRecord,
    asking: Asking,
    waitSeconds: Waiting['waitSeconds'],
  ): Promise<Logged> {
    worker.wakeUp()
    return log.waitForDelivery((await records.find(change.id)) ?? change, patienceOf(asking, waitSeconds))
  }
}

interface Waiting {
  readonly waitSeconds?: number | null | undefined
}

const noSuchChange = notFound(['changeId'], 'There is no such change.')

const maxWaitSeconds = 8

const checkWait = (seconds: Waiting['waitSeconds']): UserError[] =>
  (seconds ?? 0) >= 0 && (seconds ?? 0) <= maxWaitSeconds
    ? []
    : [inputError(['waitSeconds'], `Seconds to wait are from 0 to ${maxWaitSeconds}.`)]

const patienceOf = ({ signal }: Asking, seconds: Waiting['waitSeconds']): Patience => ({
  signal,
  ...(seconds === null || seconds === undefined ? {} : { waitMs: seconds * 1_000 }),
})
