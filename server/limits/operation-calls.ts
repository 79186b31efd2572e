import { setMaxListeners } from 'node:events'
import type { CallsLeft, OperationCalls } from '../telemetry/vendor-calls.ts'
import { inWords, QueryTooExpensiveError } from './query-too-expensive-error.ts'

/** What an operation costs in vendor calls, as `extensions.cost` shows it. */
export interface OperationCost {
  /** Calls that were expected before they were sent; those of further pages once a page named them. */
  readonly predictedVendorCalls: number
  /** Calls sent, retries included. */
  readonly vendorCalls: number
  /** Values that were there already, in cache or replica. */
  readonly cacheHits: number
}

/** The vendor calls of an operation that runs. */
export interface OperationCallLimit extends OperationCalls {
  cost(): OperationCost
  /** Resolves once the operation needs more calls than it may send. */
  readonly refused: Promise<QueryTooExpensiveError>
}

export interface OperationCallLimits {
  /** Maximum number of calls; Infinity: none are refused. */
  readonly limit: number
  /** How many calls the caller may still cause within the hour; Infinity without such a limit. */
  readonly remaining?: () => number
}

/** The most calls that a root field of the graph begins with: those of a page's sales activity, with its names. */
const callsPerField = 12

/** Of an account that has less left, so many calls are tried nevertheless: if they fail, each costs its own field. */
const callsToTry = 20

/** Turns of the event loop without a further load, after which a wave is complete: stores are read in one turn each. */
const quietTurns = 2

/**
 * Limits the vendor calls of one operation. Loads that begin at about the same time are one wave, which is sent as a
 * whole or not at all: so an operation that asks for too much at its root causes no call. Later waves follow from the
 * answers of earlier ones, and are added to them.
 *
 * @param rootFields how many fields the operation has at its root: with few of them, no first wave can be too large, and
 *   none waits to be complete
 */
export function createOperationCalls(
  rootFields: number,
  { limit, remaining }: OperationCallLimits,
): OperationCallLimit {
  const mayExceed = rootFields * callsPerField > limit
  const byField = new Map<string, number>()
  const byAccount = new Map<CallsLeft, number>()
  const { promise: refused, resolve: refuse } = Promise.withResolvers<QueryTooExpensiveError>()
  const abort = new AbortController()
  // Every load of the operation listens to it.
  setMaxListeners(0, abort.signal)
  let [predicted, charged, sent, hits] = [0, 0, 0, 0]
  let excess: QueryTooExpensiveError | null = null
  let wave: { hasGrown: boolean; readonly closed: Promise<void> } | null = null

  function check(): void {
    if (excess || limit === Infinity) return
    const allowed = Math.min(limit, Math.max(0, Math.floor(remaining?.() ?? Infinity)))
    if (charged > allowed) excess = tooManyCalls(predicted, allowed, byField)
    for (const [left, needed] of byAccount) {
      const most = Math.max(callsToTry, left())
      if (needed > most) excess ??= tooManyCalls(predicted, most, byField)
    }
    if (!excess) return
    refuse(excess)
    abort.abort(excess)
  }

  async function close(opened: { hasGrown: boolean }): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; quiet = opened.hasGrown ? 0 : quiet + 1) {
      opened.hasGrown = false
      await new Promise(setImmediate)
    }
    wave = null
    check()
  }

  function throwExcess(): undefined {
    if (excess) throw excess
  }

  function join(): Promise<void> {
    if (!wave) {
      const opened = { hasGrown: false }
      wave = Object.assign(opened, { closed: close(opened) })
    }
    wave.hasGrown = true
    return wave.closed
  }

  return {
    admit(calls, toCharge, field, left) {
      predicted += calls
      charged += toCharge
      if (field !== null) byField.set(field, (byField.get(field) ?? 0) + toCharge)
      if (left) byAccount.set(left, (byAccount.get(left) ?? 0) + toCharge)
      if (mayExceed) return join().then(throwExcess)
      check()
      return throwExcess()
    },
    sent() {
      sent += 1
      // A further page, which the one before has named.
      predicted = Math.max(predicted, sent)
    },
    hit() {
      hits += 1
    },
    signal: abort.signal,
    refused,
    cost: () => ({ predictedVendorCalls: predicted, vendorCalls: sent, cacheHits: hits }),
  }
}

function tooManyCalls(predicted: number, limit: number, byField: ReadonlyMap<string, number>): QueryTooExpensiveError {
  const [costliest] = [...byField].toSorted(([, a], [, b]) => b - a)
  const where = costliest ? ` Most of them are for ${costliest[0].slice(0, 40)}.` : ''
  const message =
    `The operation needs ${inWords(predicted)} calls of vendors; at most ${inWords(limit)} are allowed now. ` +
    `Nothing more was called. Ask for fewer days, records or fields, or in several operations.${where}`
  return new QueryTooExpensiveError({ measure: 'vendorCalls', asked: predicted, limit }, message, undefined, {
    predictedVendorCalls: predicted,
    ...(costliest && { costliest: [costliest[0]] }),
  })
}
