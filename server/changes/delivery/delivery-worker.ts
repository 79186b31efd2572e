import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import type { ChangeTimes } from '../change-times.ts'
import type { createDeliverer } from './deliver.ts'
import type { DueChange, DueChanges } from './due-changes.ts'

export interface DeliveryWorkerOptions {
  readonly due: DueChanges
  readonly deliverer: Pick<ReturnType<typeof createDeliverer>, 'run'>
  readonly times: ChangeTimes
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'pendingChanges'>
}

export type DeliveryWorker = ReturnType<typeof createDeliveryWorker>

/** Maximum backoff while the database is unavailable, in milliseconds. */
const longestAbsenceMs = 2_000

/**
 * Delivers due changes, in every replica: polls every `pollMs`, and immediately when notified. Works on several tickets
 * in parallel, at most half of them of one tenant, so that a slow ConnectWise does not block other tenants. Keeps
 * retrying while the database is unavailable; outcomes of in-flight calls are determined later.
 */
export function createDeliveryWorker({ due, deliverer, times, logger, metrics }: DeliveryWorkerOptions) {
  const { pollMs, parallel } = times
  const perTenant = Math.max(1, Math.ceil(parallel / 2))
  const underWay = new Map<string, { tenantId: string; running: Promise<void> }>()
  const leftAlone = new Map<string, number>()
  const listeners = new Set<() => void>()
  const end = new AbortController()
  const closing = new AbortController()
  const isClosing = () => closing.signal.aborted
  let wake: () => void = () => undefined
  let isWoken = false

  function wakeUp() {
    isWoken = true
    wake()
  }

  async function sleepUntilWoken(ms: number) {
    if (isWoken) return
    const over = new AbortController()
    wake = () => over.abort()
    await sleep(ms, undefined, { signal: over.signal }).catch(() => undefined)
    wake = () => undefined
  }

  async function run(change: DueChange): Promise<void> {
    const { tenantId } = change
    try {
      const ended = await deliverer.run(change, { isClosing, signal: end.signal })
      if (ended.kind === 'closed') {
        leftAlone.set(tenantId, performance.now() + 2 * pollMs)
        await due.explain(tenantId, ended.reason)
      }
      if (ended.kind === 'limited') leftAlone.set(tenantId, performance.now() + ended.waitMs)
    } catch (error) {
      logger.warn({ err: error, change: change.id }, 'delivery attempt failed')
      // Back off: the cause may persist.
      await sleep(Math.min(pollMs, longestAbsenceMs))
    }
  }

  function start(change: DueChange) {
    const key = `${change.tenantId}:${change.ticketId}`
    if (underWay.has(key)) return
    const running = run(change).finally(() => {
      underWay.delete(key)
      for (const listener of listeners) listener()
      wakeUp()
    })
    underWay.set(key, { tenantId: change.tenantId, running })
  }

  function busyTenants(): string[] {
    const now = performance.now()
    for (const [tenantId, until] of leftAlone) if (until <= now) leftAlone.delete(tenantId)
    const counts = Map.groupBy(underWay.values(), ({ tenantId }) => tenantId)
    const full = [...counts].filter(([, running]) => running.length >= perTenant).map(([tenantId]) => tenantId)
    return [...new Set([...leftAlone.keys(), ...full])]
  }

  async function round(): Promise<void> {
    while (!isClosing() && underWay.size < parallel) {
      // One per tenant and poll, so that the limit per tenant holds whichever has waited longest.
      const found = await due.find({ limit: parallel, exceptTenants: busyTenants() })
      const fresh = found.filter(({ tenantId, ticketId }) => !underWay.has(`${tenantId}:${ticketId}`))
      const [next] = fresh
      if (isClosing() || !next) return
      start(next)
    }
  }

  async function work(): Promise<void> {
    let absences = 0
    let countAt = -Infinity
    while (!isClosing()) {
      isWoken = false
      try {
        await round()
        if (performance.now() >= countAt) {
          metrics.pendingChanges.set(await due.count())
          countAt = performance.now() + pollMs
        }
        absences = 0
        await sleepUntilWoken(pollMs)
      } catch (error) {
        absences++
        // Log once: a long outage would flood the log.
        if (absences === 1) logger.warn({ err: error }, 'cannot query due changes')
        await sleepUntilWoken(Math.min(pollMs * absences, longestAbsenceMs))
      }
    }
  }

  let working: Promise<void> | null = null

  return {
    start() {
      working ??= work()
    },

    /** Notifies the worker that a change may be due. */
    wakeUp,

    /** Resolves at the end of the next run, after `ms`, or when the worker closes. */
    async nextOutcome(ms: number, signal?: AbortSignal): Promise<void> {
      if (isClosing() || signal?.aborted) return
      const over = new AbortController()
      const stop = () => over.abort()
      listeners.add(stop)
      signal?.addEventListener('abort', stop, { once: true })
      await sleep(Math.max(0, ms), undefined, { signal: over.signal }).catch(() => undefined)
      listeners.delete(stop)
      signal?.removeEventListener('abort', stop)
    },

    get isClosing() {
      return isClosing()
    },

    /**
     * Stops taking changes and lets in-flight calls finish for up to `graceMs`; the others' outcomes are determined
     * later.
     */
    async close(graceMs: number): Promise<void> {
      closing.abort()
      wakeUp()
      for (const listener of listeners) listener()
      const all = Promise.all([working, ...[...underWay.values()].map(({ running }) => running)])
      const grace = new AbortController()
      await Promise.race([all, sleep(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)])
      grace.abort()
      end.abort()
      await Promise.race([all, sleep(100)])
    },
  }
}
