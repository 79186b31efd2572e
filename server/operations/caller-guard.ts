import { GatewayError } from '../errors/gateway-error.ts'
import type { Principal } from '../auth/principal.ts'
import { addressKey } from '../limits/address-key.ts'
import type { CallerLimits } from '../limits/caller-limits.ts'
import type { LimitState } from '../limits/limit-state.ts'
import { TooManyRequestsError } from '../limits/too-many-requests-error.ts'

/** What an operation was, once it is over. */
export interface Used {
  readonly vendorCalls: number
  /** Bytes of the answer, before compression. */
  readonly answerBytes: number
}

/** From where an operation comes, before it is known of whom. */
export interface Caller {
  /** Null where it is not known: limits on addresses do not apply then. */
  readonly address: string | null
  /** Told how the caller's limits stand. */
  readonly onLimits: (states: readonly LimitState[]) => void
  /** The trace that the caller says it is part of, as W3C Trace Context has it. */
  readonly traceparent?: string | undefined
  /** Told the id of the operation's trace. */
  readonly onTrace?: (traceId: string) => void
}

/** Applies the limits on callers to operations. */
export interface CallerGuard {
  /**
   * Authenticates a caller whose address has not been refused too often.
   *
   * @param isKnown whether the caller's credentials were accepted before: these go on being checked, so that others at
   * the same address can go on working
   * @throws TooManyRequestsError, without looking at the credentials; what `authenticate` throws
   */
  authenticate(caller: Caller, check: CallerCheck): Promise<Principal>
  /** Admits an operation, and tells what is left. @throws TooManyRequestsError */
  admit(caller: Caller, principal: Principal): Promise<void>
  /**
   * Admits an operation of a principal whose credentials were accepted before, if that can be decided without waiting.
   *
   * @returns false if it cannot, or if it is to be refused: nothing was counted then, and `admit` is to be asked
   */
  admitNow(caller: Caller, principal: Principal): boolean
  /** How many vendor calls the principal's operations may still make within the hour. */
  remainingVendorCalls(principal: Principal): number
  /** Charges an operation that is over. */
  settle(principal: Principal, used: Used): void
}

export interface CallerCheck {
  readonly isKnown: () => boolean
  /** Whether the call carries credentials at all: nothing is refused to those who show none. */
  readonly hasCredentials: () => boolean
  /** @throws GatewayError `UNAUTHENTICATED` for credentials that are refused */
  readonly authenticate: () => Promise<Principal>
}

const words = {
  refusals: 'Too many access tokens or sessions of your address were refused.',
  operations: 'You have sent too many operations in a short time.',
  addressOperations: 'Too many operations were sent from your address in a short time.',
  answerBytes: 'Your answers of the last minute were very large.',
  vendorCalls: 'Your operations have made as many vendor calls as they may in an hour.',
}

export function createCallerGuard(limits: CallerLimits): CallerGuard {
  const { refusals, operations, addressOperations, answerBytes, vendorCalls } = limits

  return {
    async authenticate({ address, onLimits }, { isKnown, hasCredentials, authenticate }) {
      if (address === null) return authenticate()
      const key = addressKey(address)
      const state = refusals.known(key)
      if (state.remaining === 0 && hasCredentials() && !isKnown()) {
        onLimits([state])
        throw new TooManyRequestsError(state, words.refusals)
      }
      try {
        return await authenticate()
      } catch (error) {
        const isRefused = error instanceof GatewayError && error.code === 'UNAUTHENTICATED'
        if (isRefused && hasCredentials()) refusals.charge(key, 1)
        throw error
      }
    },
    async admit({ address, onLimits }, { id }) {
      const refuseIfSpent = (state: LimitState, what: string) => {
        if (state.remaining > 0) return
        onLimits([state])
        throw new TooManyRequestsError(state, what)
      }
      const [calls, own] = await Promise.all([vendorCalls.read(id), operations.take(id)])
      onLimits([own.state, calls])
      if (!own.isAllowed) throw new TooManyRequestsError(own.state, words.operations)
      refuseIfSpent(answerBytes.known(id), words.answerBytes)
      refuseIfSpent(calls, words.vendorCalls)
      if (address === null) return
      // Last: what one principal sends in vain uses up nothing of the others at the address.
      const all = await addressOperations.take(addressKey(address))
      if (all.isAllowed) return
      onLimits([all.state])
      throw new TooManyRequestsError(all.state, words.addressOperations)
    },
    admitNow({ address, onLimits }, { id }) {
      const calls = vendorCalls.readNow(id)
      if (!calls || calls.remaining === 0 || answerBytes.known(id).remaining === 0) return false
      const place = address === null ? null : addressKey(address)
      if (!operations.canTakeNow(id) || (place !== null && !addressOperations.canTakeNow(place))) return false
      if (place !== null) addressOperations.takeNow(place)
      onLimits([operations.takeNow(id), calls])
      return true
    },
    remainingVendorCalls: ({ id }) => vendorCalls.known(id).remaining,
    settle({ id }, used) {
      vendorCalls.charge(id, used.vendorCalls)
      answerBytes.charge(id, used.answerBytes)
    },
  }
}
