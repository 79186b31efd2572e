import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../telemetry/logger.ts'
import type { Clock } from '../../clock.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { tracedAlone } from '../../telemetry/spans.ts'
import type { Tracer } from '../../telemetry/tracer.ts'
import { runInBackground } from '../../telemetry/vendor-calls.ts'
import type { ChangeTimes } from '../change-times.ts'
import type { Delivery } from '../delivery.ts'
import { createActiveRuns } from './active-runs.ts'
import type { createDeliverer } from './deliver.ts'
import type { DueChange, DueChanges } from './due-changes.ts'
import { createOutcomeSignal } from './outcome-signal.ts'
import { createWakeUp, type WakeUp } from './wake-up.ts'

export interface DeliveryWorkerOptions {
  readonly due: DueChanges
  readonly deliverer: Pick<ReturnType<typeof createDeliverer>, 'run'>
  readonly times: Pick<ChangeTimes, 'pollMs' | 'parallel'>
  /**
   * For a worker that is not started, because this process is stopped between requests: it delivers when it is notified, and
   * begins nothing more so many milliseconds later.
   */
  readonly onDemandMs?: number | undefined
  readonly logger: Logger
  readonly tracer?: Tracer | null | undefined
  /** Clock of the times at which changes were logged. */
  readonly clock: Clock
  readonly metrics: Pick<Metrics, 'pendingChanges' | 'oldestChangeSeconds' | 'failedChanges'>
}

export interface DeliveryWorker extends Delivery {
  start(): void
  /**
   * Delivers what is due, until nothing is, and waits for that.
   *
   * @param ms after so many milliseconds nothing more is begun
   * @throws DatabaseUnavailableError
   */
  deliverDue(ms: number): Promise<void>
  /** Resolves once nothing is under way that was not asked for by `start`. */
  settled(): Promise<void>
  /**
   * Stops taking changes and lets in-flight calls finish for up to `graceMs`; the others' outcomes are determined
   * later.
   */
  close(graceMs: number): Promise<void>
}

/** Maximum backoff while the database is unavailable, in milliseconds. */
const longestAbsenceMs = 2_000

/**
 * Delivers due changes, in every replica: polls every `pollMs`, and immediately when notified. Works on several tickets
 * in parallel, at most half of them of one tenant, so that a slow ConnectWise does not block other tenants. Keeps
 * retrying while the database is unavailable; outcomes of in-flight calls are determined later. On demand, the same once
 * over, without polling.
 */
export function createDeliveryWorker(options: DeliveryWorkerOptions): DeliveryWorker {
  const { due, deliverer, logger, onDemandMs, tracer = null } = options
  const { pollMs, parallel } = options.times
  const runs = createActiveRuns({ perTenant: Math.max(1, Math.ceil(parallel / 2)) })
  const alarm = createWakeUp()
  const outcomes = createOutcomeSignal()
  const [end, closing] = [new AbortController(), new AbortController()]
  const isClosing = () => closing.signal.aborted
  let working: Promise<void> | null = null
  const passes = createPasses({ ...options, alarm, runs, startDue })
  const isOver = () => isClosing() || passes.isOver

  async function run(change: DueChange): Promise<void> {
    const { tenantId } = change
    try {
      const ended = await runInBackground('change', () =>
        tracedAlone(tracer, 'change delivery', () => deliverer.run(change, { isClosing: isOver, signal: end.signal })),
      )
      if (ended.kind === 'limited') runs.leaveAlone(tenantId, ended.waitMs)
      if (ended.kind !== 'denied') return
      runs.leaveAlone(tenantId, 2 * pollMs)
      await due.explain(tenantId, ended.reason)
    } catch (error) {
      logger.warn({ err: error, change: change.id }, 'delivery attempt failed')
      // Back off: the cause may persist.
      await sleep(Math.min(pollMs, longestAbsenceMs))
    }
  }

  async function startDue(): Promise<void> {
    while (!isOver() && runs.size < parallel) {
      // One per tenant and poll, so that the limit per tenant holds whichever has waited longest.
      const found = await due.find({ limit: parallel, exceptTenants: runs.busyTenants() })
      const next = found.find((change) => !runs.has(change))
      if (isOver() || !next) return
      const onEnd = () => {
        outcomes.tell()
        alarm.wakeUp()
      }
      runs.start(next, () => run(next), onEnd)
    }
  }

  return {
    start() {
      working ??= poll({ ...options, alarm, isClosing, startDue })
    },
    deliverDue: passes.deliverDue,
    settled: passes.settled,

    wakeUp() {
      alarm.wakeUp()
      if (onDemandMs === undefined || isClosing()) return
      passes.deliverDue(onDemandMs).catch((error: unknown) => logger.warn({ err: error }, 'cannot query due changes'))
    },

    async nextOutcome(ms, signal) {
      if (!isClosing() && !signal?.aborted) await outcomes.next(ms, signal)
    },

    get isClosing() {
      return isClosing()
    },

    async close(graceMs) {
      closing.abort()
      alarm.wakeUp()
      outcomes.tell()
      const all = Promise.all([working, passes.settled(), runs.ended()])
      const grace = new AbortController()
      await Promise.race([all, sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)])
      grace.abort()
      end.abort()
      await Promise.race([all, sleep(100)])
    },
  }
}

interface PassOptions extends DeliveryWorkerOptions {
  readonly alarm: WakeUp
  readonly runs: Pick<ReturnType<typeof createActiveRuns>, 'size'>
  readonly startDue: () => Promise<void>
}

/** Deliveries on demand: of what is due, until nothing is. */
function createPasses(options: PassOptions) {
  const { times, alarm, runs, startDue } = options
  let passing: Promise<void> | null = null
  let endsAt = Infinity

  async function pass(): Promise<void> {
    do {
      alarm.reset()
      await startDue()
      // The end of a run wakes it.
      if (runs.size > 0) await alarm.sleep(times.pollMs)
    } while (runs.size > 0 || alarm.isWoken)
    await count(options)
  }

  return {
    /** Whether the time of the last one is over. */
    get isOver() {
      return performance.now() >= endsAt
    },
    deliverDue(ms: number): Promise<void> {
      const until = performance.now() + ms
      endsAt = passing ? Math.max(endsAt, until) : until
      return (passing ??= pass().finally(() => (passing = null)))
    },
    async settled(): Promise<void> {
      await passing?.catch(() => undefined)
    },
  }
}

/** Starts what is due, again and again, and counts what is pending. */
async function poll(options: PollOptions): Promise<void> {
  const { times, logger, alarm, isClosing, startDue } = options
  const { pollMs } = times
  let absences = 0
  let countAt = -Infinity
  while (!isClosing()) {
    alarm.reset()
    try {
      await startDue()
      if (performance.now() >= countAt) {
        await count(options)
        countAt = performance.now() + pollMs
      }
      absences = 0
      await alarm.sleep(pollMs)
    } catch (error) {
      absences++
      // Log once: a long outage would flood the log.
      if (absences === 1) logger.warn({ err: error }, 'cannot query due changes')
      await alarm.sleep(Math.min(pollMs * absences, longestAbsenceMs))
    }
  }
}

/** How long a change that failed is shown as failed, in milliseconds: what is not retried by then will not be. */
const failedShownMs = 24 * 3_600_000

async function count({ due, clock, metrics }: DeliveryWorkerOptions): Promise<void> {
  const { pending, oldestPendingAt, failed } = await due.count(clock() - failedShownMs)
  metrics.pendingChanges.set(pending)
  metrics.oldestChangeSeconds.set({}, () =>
    oldestPendingAt === null ? 0 : Math.max(0, clock() - oldestPendingAt) / 1_000,
  )
  metrics.failedChanges.set(failed)
}

interface PollOptions extends DeliveryWorkerOptions {
  readonly alarm: WakeUp
  readonly isClosing: () => boolean
  readonly startDue: () => Promise<void>
}
