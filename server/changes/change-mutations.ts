import { requireOperator } from '../auth/permissions.ts'
import type { Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import { inputError, notFound, type UserError } from '../errors/user-error.ts'
import type {
  AddConnectWiseNoteInput,
  AddConnectWiseTimeEntryInput,
  CancelChangeInput,
  LogChangeInput,
  RetryChangeInput,
  UpdateConnectWiseStatusInput,
} from '../graphql/resolver-types.gen.ts'
import type { GrantedAccess, TenantAccess } from '../tickets/tenant-access.ts'
import type { ChangeRecord } from './change-record.ts'
import type { ChangeRecords } from './change-records.ts'
import type { ChangeStates } from './change-states.ts'
import type { Delivery } from './delivery.ts'
import { refuse, type ChangeLog, type Logged } from './log-change.ts'
import { parseAddNote, parseAddTimeEntry, parseLogChange, parseUpdateStatus, type ParsedInput } from './parse-input.ts'
import type { Patience } from './wait-for-delivery.ts'

export interface ChangeMutationOptions {
  readonly access: Pick<TenantAccess, 'require'>
  readonly records: Pick<ChangeRecords, 'find'>
  readonly states: Pick<ChangeStates, 'retry' | 'cancel'>
  /** For timestamps shown to people. */
  readonly clock: Clock
  readonly delivery: Pick<Delivery, 'wakeUp'>
  readonly log: ChangeLog
  readonly tenantExists: (tenantId: string) => Promise<boolean>
}

/** The caller, and the signal that aborts when it disconnects. */
export interface Asking {
  readonly principal: Principal
  readonly signal?: AbortSignal
}

interface Waiting {
  readonly waitSeconds?: number | null | undefined
}

/** Maximum length of a change id: a tenant id and a reference. */
const longestId = 100

/** Extracts the tenant from a change id, whether the change exists or not. */
export const tenantOf = (changeId: string) => changeId.slice(0, Math.max(0, changeId.lastIndexOf(':')))

/**
 * The room's mutations. Before anything is sent to ConnectWise, each checks in this order: permission, whether the
 * tenant exists, the feature flag, the credentials, and the input.
 *
 * @throws GatewayError `FORBIDDEN`, `FEATURE_DISABLED`; VendorError `VENDOR_NOT_CONFIGURED`; DatabaseUnavailableError
 */
export function createChangeMutations(options: ChangeMutationOptions) {
  const { access, records, states, delivery, log, tenantExists, clock } = options

  const find = async (id: string): Promise<ChangeRecord | null> => (id.length <= longestId ? records.find(id) : null)

  async function open(tenantId: string, { principal }: Asking): Promise<GrantedAccess | null> {
    requireOperator(principal, tenantId)
    return (await tenantExists(tenantId)) ? access.require(tenantId) : null
  }

  /** @param parse reports input errors; not called for an unauthorized caller */
  async function run<Input extends { readonly tenantId: string } & Waiting>(
    input: Input,
    asking: Asking,
    parse: (input: Input) => ParsedInput,
  ): Promise<Logged> {
    const opened = await open(input.tenantId, asking)
    if (!opened) return refuse(notFound(['tenantId'], 'There is no such tenant.'))
    const [wanted, found] = parse(input)
    const wrong = [...found, ...checkWait(input)]
    if (wrong.length > 0) return refuse(...wrong)
    return log.log(wanted, asking.principal, opened, patienceOf(asking, input))
  }

  /** Wakes the worker and waits for the delivery. */
  async function continueDelivery(change: ChangeRecord, asking: Asking, waiting: Waiting): Promise<Logged> {
    delivery.wakeUp()
    return log.waitForDelivery((await records.find(change.id)) ?? change, patienceOf(asking, waiting))
  }

  return {
    logChange: (input: LogChangeInput, asking: Asking) => run(input, asking, parseLogChange),
    addNote: (input: AddConnectWiseNoteInput, asking: Asking) => run(input, asking, parseAddNote),
    addTimeEntry: (input: AddConnectWiseTimeEntryInput, asking: Asking) => run(input, asking, parseAddTimeEntry),
    updateStatus: (input: UpdateConnectWiseStatusInput, asking: Asking) => run(input, asking, parseUpdateStatus),

    async retryChange(input: RetryChangeInput, asking: Asking): Promise<Logged> {
      const id = input.changeId
      const change = (await open(tenantOf(id), asking)) && (await find(id))
      if (!change) return refuse(noSuchChange)
      const wrong = checkWait(input)
      if (wrong.length > 0) return refuse(...wrong)
      if (await states.retry(id)) return continueDelivery(change, asking, input)
      const { state } = (await records.find(id)) ?? change
      return refuse(inputError(['changeId'], `Only a change that is FAILED can be retried; this one is ${state}.`))
    },

    /**
     * Idempotent: returns a change that is already cancelled, so that a lost response can be retried. Requires neither
     * feature nor credentials: their removal may be the very reason to cancel.
     */
    async cancelChange(input: CancelChangeInput, asking: Asking): Promise<Logged> {
      const { principal } = asking
      const id = input.changeId
      requireOperator(principal, tenantOf(id))
      const change = await find(id)
      if (!change) return refuse(noSuchChange)
      const wrong = checkWait(input)
      if (wrong.length > 0) return refuse(...wrong)
      const at = Math.max(clock(), change.createdAt)
      if (await states.cancel(id, { by: principal.name, at })) return continueDelivery(change, asking, input)
      const now = (await records.find(id)) ?? change
      if (now.cancelRequestedAt !== null) return continueDelivery(change, asking, input)
      const message = `Only a change that is PENDING can be cancelled; this one is ${now.state}.`
      return refuse(inputError(['changeId'], message))
    },

    /** Returns a change by its id to callers who may operate its tenant; null if there is none. */
    async change(id: string, { principal }: Asking): Promise<ChangeRecord | null> {
      requireOperator(principal, tenantOf(id))
      return find(id)
    },
  }
}

const noSuchChange = notFound(['changeId'], 'There is no such change.')

const maxWaitSeconds = 8

const checkWait = ({ waitSeconds }: Waiting): UserError[] =>
  (waitSeconds ?? 0) >= 0 && (waitSeconds ?? 0) <= maxWaitSeconds
    ? []
    : [inputError(['waitSeconds'], `Seconds to wait are from 0 to ${maxWaitSeconds}.`)]

const patienceOf = ({ signal }: Asking, { waitSeconds }: Waiting): Patience => ({
  signal,
  ...(waitSeconds === null || waitSeconds === undefined ? {} : { waitMs: waitSeconds * 1_000 }),
})
