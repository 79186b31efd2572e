import { randomUUID } from 'node:crypto'
import { requireOperator } from '../auth/permissions.ts'
import type { Principal } from '../auth/principal.ts'
import type {
  AddConnectWiseNoteInput,
  AddConnectWiseTimeEntryInput,
  LogChangeInput,
  RetryChangeInput,
  UpdateConnectWiseStatusInput,
} from '../graphql/resolver-types.gen.ts'
import type { ChangeRecords } from './change-records.ts'
import { checkInput, hasText, type WantedChange } from './check-input.ts'
import type { DeliveryRecords } from './delivery-records.ts'
import type { DeliveryWorker } from './delivery-worker.ts'
import { openGate, type GateOptions, type OpenGate } from './gate.ts'
import { refuse, type createChangeLog, type Logged, type Plan } from './log-change.ts'
import { inputError, notFound, type UserError } from './user-error.ts'

export interface ChangeMutationOptions extends GateOptions {
  readonly records: Pick<ChangeRecords, 'find'>
  readonly delivery: Pick<DeliveryRecords, 'retry'>
  readonly worker: Pick<DeliveryWorker, 'nudge'>
  readonly log: ReturnType<typeof createChangeLog>
  readonly tenantExists: (tenantId: string) => Promise<boolean>
}

/** Who asks, and until when somebody waits for the answer. */
export interface Asking {
  readonly principal: Principal
  readonly signal?: AbortSignal
}

/** A plan whose tenant is known. */
type Planned = Omit<Plan, 'tenantId'>

/** The longest id of a change there can be: a tenant's id and a reference. */
const longestId = 100

/** The tenant that the id of a change names, whether there is such a change or not. */
const tenantOf = (changeId: string) => changeId.slice(0, Math.max(0, changeId.lastIndexOf(':')))

const nothing = { note: null, change: null, minutes: null, statusId: null, memberIdentifier: null } as const

/**
 * The mutations of the room. Each asks in this order, and nothing leaves for ConnectWise before all are answered: whether
 * the caller may, whether the tenant is there, whether the feature is on, whether there are credentials, and whether the
 * input makes sense.
 *
 * @throws GatewayError `FORBIDDEN`, `FEATURE_DISABLED`; VendorError `VENDOR_NOT_CONFIGURED`; DatabaseUnavailableError
 */
export function createChangeMutations(options: ChangeMutationOptions) {
  const { records, delivery, worker, log, tenantExists } = options

  async function open(tenantId: string, { principal }: Asking): Promise<OpenGate | null> {
    requireOperator(principal, tenantId)
    return (await tenantExists(tenantId)) ? openGate(options, tenantId) : null
  }

  /** @param read makes the plan and says what is wrong with it; not called for a caller who may not ask */
  async function run(tenantId: string, asking: Asking, read: () => [Planned, UserError[]]): Promise<Logged> {
    const gate = await open(tenantId, asking)
    if (!gate) return refuse(notFound(['tenantId'], 'There is no such tenant.'))
    const [plan, wrong] = read()
    if (wrong.length > 0) return refuse(...wrong)
    return log.log({ tenantId, ...plan }, asking.principal, gate, asking.signal)
  }

  return {
    logChange(input: LogChangeInput, asking: Asking): Promise<Logged> {
      return run(input.tenantId, asking, () => {
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
      return run(input.tenantId, asking, () => {
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
      return run(input.tenantId, asking, () => {
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

    /** A change like any other, so that it comes after what was logged before it; without a key each is a new one. */
    updateStatus(input: UpdateConnectWiseStatusInput, asking: Asking): Promise<Logged> {
      return run(input.tenantId, asking, () => {
        const { ticketId, statusId } = input
        const wanted = { ...nothing, ticketId, statusId, idempotencyKey: `status ${randomUUID()}` }
        return [{ wanted, mutation: 'updateStatus', internal: true, steps: ['STATUS'] }, checkInput(wanted)]
      })
    },

    async retryChange({ changeId: id }: RetryChangeInput, asking: Asking): Promise<Logged> {
      const gate = await open(tenantOf(id), asking)
      const change = gate && id.length <= longestId ? await records.find(id) : null
      if (!change) return refuse(notFound(['changeId'], 'There is no such change.'))
      if (!(await delivery.retry(id))) {
        const { state } = (await records.find(id)) ?? change
        return refuse(inputError(['changeId'], `Only a change that is FAILED can be retried; this one is ${state}.`))
      }
      worker.nudge()
      return log.settled((await records.find(id)) ?? change, asking.signal)
    },
  }
}
