import { randomUUID } from 'node:crypto'
import { mayOperate, type Principal } from '../auth/principal.ts'
import { excerpt } from '../errors/excerpt.ts'
import { GatewayError } from '../errors/gateway-error.ts'
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
    if (!mayOperate(principal, tenantId)) throw mayNot(tenantId)
    return (await tenantExists(tenantId)) ? openGate(options, tenantId) : null
  }

  async function run(plan: Plan, asking: Asking, wrong: readonly UserError[]): Promise<Logged> {
    const gate = await open(plan.tenantId, asking)
    if (!gate) return refuse(notFound(['tenantId'], 'There is no such tenant.'))
    if (wrong.length > 0) return refuse(...wrong)
    return log.log(plan, asking.principal, gate, asking.signal)
  }

  return {
    logChange(input: LogChangeInput, asking: Asking): Promise<Logged> {
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
      const { tenantId } = input
      return run(
        { tenantId, wanted, mutation: 'logChange', internal: true, steps: ['NOTE', 'TIME', 'STATUS'] },
        asking,
        wrong,
      )
    },

    addNote(input: AddConnectWiseNoteInput, asking: Asking): Promise<Logged> {
      const { tenantId, ticketId, idempotencyKey, text, internal = true } = input
      const wanted = { ...nothing, ticketId, idempotencyKey, note: text }
      const wrong = [
        ...checkInput(wanted, { textField: 'text' }),
        ...(hasText(text) ? [] : [inputError(['text'], 'A note has a text.')]),
      ]
      return run({ tenantId, wanted, mutation: 'addNote', internal, steps: ['NOTE'] }, asking, wrong)
    },

    addTimeEntry(input: AddConnectWiseTimeEntryInput, asking: Asking): Promise<Logged> {
      const { tenantId, ticketId, idempotencyKey, minutes, notes, memberIdentifier } = input
      const wanted = {
        ...nothing,
        ticketId,
        idempotencyKey,
        note: notes ?? null,
        minutes,
        memberIdentifier: memberIdentifier ?? null,
      }
      const wrong = checkInput(wanted, { textField: 'notes', minMinutes: 1 })
      return run({ tenantId, wanted, mutation: 'addTimeEntry', internal: true, steps: ['TIME'] }, asking, wrong)
    },

    /** A change like any other, so that it comes after what was logged before it; without a key each is a new one. */
    updateStatus(input: UpdateConnectWiseStatusInput, asking: Asking): Promise<Logged> {
      const { tenantId, ticketId, statusId } = input
      const wanted = { ...nothing, ticketId, statusId, idempotencyKey: `status ${randomUUID()}` }
      const plan: Plan = { tenantId, wanted, mutation: 'updateStatus', internal: true, steps: ['STATUS'] }
      return run(plan, asking, checkInput(wanted))
    },

    async retryChange({ changeId: id }: RetryChangeInput, asking: Asking): Promise<Logged> {
      const gate = await open(id.slice(0, Math.max(0, id.lastIndexOf(':'))), asking)
      const change = gate && (await records.find(id))
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

/** An id that is too long for one is not repeated. */
const mayNot = (tenantId: string) =>
  new GatewayError(
    'FORBIDDEN',
    `This needs the role OPERATOR for the tenant ${excerpt(tenantId)}. Ask an administrator to give it to you.`,
  )
