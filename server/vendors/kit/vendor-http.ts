import { setTimeout as sleep } from 'node:timers/promises'
import type { VendorError } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { currentSpan, vendorCallCause } from '../../telemetry/vendor-calls.ts'
import { whileUnderWay } from '../../under-way.ts'
import { createAttempts, type AttemptOptions, type GoodAnswer } from './attempt.ts'
import { alive } from './attempt-outcome.ts'
import type { CallPlanner } from './call-planner.ts'
import type { Turn } from './fair-order.ts'
import { createHeldBackErrors } from './held-back-errors.ts'
import { outcomeOf } from './outcome-of.ts'
import { nextAttemptInMs } from './retry-rule.ts'
import type { Slot } from './slot.ts'
import type { Classification, VendorCall } from './vendor-call.ts'
import type { VendorErrors } from './vendor-errors.ts'

export interface VendorHttpOptions extends AttemptOptions {
  /** Plans the calls to an account, whichever the call is for; closed with this. */
  readonly plannerOf: (call: VendorCall) => CallPlanner
  /** @throws VendorError where calls are held back for a reason of the vendor's own, before and after they wait */
  readonly check?: () => void
  /** Called with each good answer. */
  readonly onAnswer?: (answer: GoodAnswer) => void
  /** Timeout of one call, from its first attempt to the last byte, retries included, in milliseconds. */
  readonly timeoutMs: number
  readonly logger: Logger
  readonly metrics: Metrics
  /** Source of jitter, from 0 to 1. */
  readonly random?: () => number
}

/** HTTP access to a vendor. */
export interface VendorHttp {
  /**
   * Calls the vendor and returns the parsed JSON of its response.
   *
   * @throws VendorError once no retries are left: one error object per call, shared by everything that depends on it
   */
  call(call: VendorCall): Promise<unknown>
  /** Like `call`, with the response headers. */
  ask(call: VendorCall): Promise<GoodAnswer>
  close(): void
}

/** Sends calls to one vendor: limits, deadline, retries, and translation of every failure in this one place. */
export function createVendorHttp(options: VendorHttpOptions): VendorHttp {
  const { errors, plannerOf, check, onAnswer, timeoutMs, random = Math.random } = options
  const attempts = createAttempts(options)
  const report = createReporter(options)
  const heldBack = createHeldBackErrors(errors)
  const beginSpan = createAttemptSpans(errors)
  let isClosed = false

  /** Waits for the slot of one attempt; a write may come with its own. @throws VendorError */
  async function takeSlot(call: VendorCall, planner: CallPlanner, wait: WaitForSlot): Promise<Slot> {
    check?.()
    if (call.slot) return call.slot
    const { entity, part = '', queue = entity, signal } = call
    const slot = await planner.take({ queue, entity: `${entity}${part}`, signal, ...wait })
    if ('refused' in slot) {
      if (slot.refused === 'aborted') throw attempts.cancelled()
      // If a retry gets no slot, report the error of the previous attempt.
      if (wait.lastError) throw wait.lastError
      throw slot.refused === 'late' ? attempts.timedOut() : heldBack.error(planner, slot.refused, slot.retryAfterMs)
    }
    try {
      check?.()
      // The signal may have fired just after the slot was given.
      if (signal?.aborted) throw attempts.cancelled()
    } catch (error) {
      slot.giveBack()
      throw error
    }
    return slot
  }

  async function attemptAll(call: VendorCall): Promise<GoodAnswer> {
    const planner = plannerOf(call)
    let deadline = Infinity
    let wait: WaitForSlot = { maxWaitMs: timeoutMs, turn: undefined, lastError: null }
    for (let made = 1; ; made++) {
      const asked = performance.now()
      // It was queued, or backing off before a retry: what is cancelled takes no slot from others.
      if (call.signal?.aborted) throw attempts.cancelled()
      const slot = await takeSlot(call, planner, wait)
      const begun = performance.now()
      // The deadline starts when the first attempt may be sent: queueing is our own doing, not the vendor's.
      deadline = Math.min(deadline, begun + timeoutMs)
      const span = beginSpan(call, made, begun - asked)
      const outcome = await slot.use(
        () => attempts.make(call, deadline - begun),
        (made) => ('json' in made ? alive : outcomeOf(made.classification)),
      )
      const seconds = (performance.now() - begun) / 1_000
      span?.end('json' in outcome ? {} : { error: outcome.classification.reason })
      if ('json' in outcome) {
        report.success(call, seconds)
        onAnswer?.(outcome)
        return outcome
      }
      const { classification } = outcome
      heldBack.note(planner, classification)
      const isWrite = call.isWrite ?? false
      const remainingMs = deadline - performance.now()
      const waitMs = nextAttemptInMs({ classification, isWrite, attempts: made, remainingMs, random: random() })
      report.failure(call, seconds, classification, { attempt: made, waitMs })
      if (waitMs === null || isClosed) throw classification.error
      await sleep(waitMs)
      const maxWaitMs = Math.min(timeoutMs, deadline - performance.now())
      wait = { maxWaitMs, turn: slot.turn, lastError: classification.error }
    }
  }

  return {
    ask: (call) => whileUnderWay(() => attemptAll(call)),
    call: async (call) => (await whileUnderWay(() => attemptAll(call))).json,
    close() {
      // Closing a connection looks like an interrupted one, which would be retried: no more retries from here on.
      isClosed = true
      attempts.close()
    },
  }
}

/** Traces attempts: what is called and why, never where or with what. */
function createAttemptSpans({ vendor }: VendorErrors) {
  return ({ entity, isWrite = false }: VendorCall, attempt: number, waitedMs: number) =>
    currentSpan()?.child(`${vendor} ${entity}`, 'client', {
      'peer.service': vendor,
      'gateway.entity': entity,
      'gateway.cause': vendorCallCause(),
      'gateway.attempt': attempt,
      'gateway.waited_ms': Math.round(waitedMs),
      'gateway.is_write': isWrite,
    })
}

interface WaitForSlot {
  readonly maxWaitMs: number
  readonly turn: Turn | undefined
  /** Of the attempt before. */
  readonly lastError: VendorError | null
}

/** Counts every attempt, and logs those that failed. */
function createReporter({ errors: { vendor }, logger, metrics }: VendorHttpOptions) {
  function count({ entity }: VendorCall, seconds: number, outcome: string): void {
    metrics.vendorSeconds.observe({ vendor, entity }, seconds)
    metrics.vendorCalls.inc({ vendor, entity, outcome, cause: vendorCallCause() })
  }
  return {
    success: (call: VendorCall, seconds: number) => count(call, seconds, 'ok'),
    failure(
      call: VendorCall,
      seconds: number,
      { error, reason, said }: Classification,
      next: { readonly attempt: number; readonly waitMs: number | null },
    ) {
      count(call, seconds, reason)
      const { entity } = call
      logger.warn(
        { vendor, entity, reason, code: error.code, ...next, ...(said !== undefined && { said }) },
        'vendor call failed',
      )
    },
  }
}
