import type { Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import type { UserError } from '../errors/user-error.ts'
import type { GrantedAccess } from '../tickets/tenant-access.ts'
import type { ConnectWise } from '../vendors/connectwise/index.ts'
import type { ChangeRecord } from './change-record.ts'
import type { ChangeRecords } from './change-records.ts'
import type { ChangeTimes } from './change-times.ts'
import { checkTicket } from './check-ticket.ts'
import type { Delivery } from './delivery.ts'
import { hashOf, newChange } from './new-change.ts'
import { startWait, waitForDelivery, type Deadline, type Patience } from './wait-for-delivery.ts'
import type { WantedChange } from './wanted-change.ts'

/** The result of a mutation. */
export interface Logged {
  readonly change: ChangeRecord | null
  readonly userErrors: readonly UserError[]
  /** The change that the key belongs to, if the input was rejected for that. */
  readonly loggedBefore?: ChangeRecord
}

export interface LogChangeOptions {
  readonly records: Pick<ChangeRecords, 'insert' | 'find' | 'findByKey' | 'referenceFor'>
  readonly delivery: Delivery
  readonly connectWise: Pick<ConnectWise, 'writer' | 'refresh'>
  readonly times: ChangeTimes
  readonly clock: Clock
}

export const refuse = (...userErrors: readonly UserError[]): Logged => ({ change: null, userErrors })

/**
 * Time limit for asking ConnectWise whether the ticket and its status exist, as shares of the call timeout and of the
 * caller's total wait, which must also cover storing the change.
 */
const askingShares = { ofTimeout: 0.4, ofWait: 0.75 }
/** Its minimum, in milliseconds, however short the caller's wait. */
const leastAskingMs = 1_000

export type ChangeLog = ReturnType<typeof createChangeLog>

/** Logs changes: validates, stores, notifies delivery and waits for it for a while. */
export function createChangeLog({ records, delivery, connectWise, times, clock }: LogChangeOptions) {
  async function answer(change: ChangeRecord, deadline: Deadline): Promise<Logged> {
    const delivered = await waitForDelivery({ records, delivery, times }, change, deadline)
    // Cached reads of this tenant predate the write.
    await connectWise.refresh([change.tenantId]).catch(() => undefined)
    return { change: delivered, userErrors: [] }
  }

  /** Returns the result of the same key before; null if the key is new. */
  async function logged(wanted: WantedChange, deadline: Deadline): Promise<Logged | null> {
    const earlier = await records.findByKey(wanted.tenantId, wanted.idempotencyKey)
    return earlier && (refuseOther(wanted, earlier) ?? answer(earlier, deadline))
  }

  /** A signal that ends the questions to ConnectWise that a caller waits for. */
  function askingSignal({ signal, waitMs }: Deadline): AbortSignal {
    const askingMs = Math.min(
      times.timeoutMs * askingShares.ofTimeout,
      Math.max(waitMs * askingShares.ofWait, leastAskingMs),
    )
    const timeout = AbortSignal.timeout(askingMs)
    return signal ? AbortSignal.any([signal, timeout]) : timeout
  }

  return {
    waitForDelivery: (change: ChangeRecord, patience: Patience) => answer(change, startWait(patience, times.waitMs)),

    /**
     * Logs a change, or returns the one already logged with its key.
     *
     * @throws DatabaseUnavailableError; safe to retry with the same key: the change is logged once, whatever happened
     * before
     */
    async log(wanted: WantedChange, principal: Principal, access: GrantedAccess, patience: Patience): Promise<Logged> {
      const deadline = startWait(patience, times.waitMs)
      const earlier = await logged(wanted, deadline)
      if (earlier) return earlier
      const asked = await checkTicket(wanted, connectWise.writer(access.account), askingSignal(deadline))
      // Meanwhile the same request may have been stored via a path that could not ask ConnectWise.
      if ('wrong' in asked) return (await logged(wanted, deadline)) ?? refuse(asked.wrong)
      const createdAt = clock()
      const { ticket } = asked
      const reference = await records.referenceFor(wanted.tenantId, wanted.idempotencyKey)
      const complete = newChange(wanted, principal, access, { ticket, createdAt, reference })
      const { change, isNew } = await records.insert(complete, createdAt)
      const refused = isNew ? null : refuseOther(wanted, change)
      if (refused) return refused
      delivery.wakeUp()
      return answer(change, deadline)
    },
  }
}

/** Refuses a key that belongs to a change with another content. @returns null if the content is the same */
function refuseOther(wanted: WantedChange, change: ChangeRecord): Logged | null {
  if (change.contentHash === hashOf(wanted)) return null
  const message = `This key belongs to the change ${change.id}, which says something else. Take a new one for each change.`
  return {
    ...refuse({ field: ['idempotencyKey'], message, code: 'IDEMPOTENCY_KEY_REUSED' }),
    loggedBefore: change,
  }
}
