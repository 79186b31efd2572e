import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import { createCallPlanner, type CallPlanner, type CallStatus, type PlannerEvents } from './call-planner.ts'
import type { SlotStores } from './slot-store.ts'
import type { VendorErrors } from './vendor-errors.ts'
import type { VendorLimits } from './vendor-limits.ts'

export interface AccountPlannerOptions {
  readonly errors: Pick<VendorErrors, 'vendor'>
  /** Unique among the accounts of all vendors. */
  readonly account: string
  /** Names the account in the log, where a vendor has several. */
  readonly tenant?: string
  readonly limits: VendorLimits
  readonly slots: SlotStores
  readonly readBudget?: () => Promise<unknown>
  readonly logger: Logger
  readonly metrics: Metrics
}

/** How long calls are counted where the vendor has no budget, in milliseconds. */
const usualUsageMs = 3_600_000

/** Plans the calls to one account of a vendor, and reports how it stands to log and metrics. */
export function createAccountPlanner(options: AccountPlannerOptions): CallPlanner {
  const { account, limits, slots, readBudget } = options
  return createCallPlanner({
    limits,
    store: slots.of(account, limits.budget?.windowMs ?? usualUsageMs),
    readBudget,
    events: createReporter(options),
  })
}

/** How many calls the account has left in its hour or day; Infinity if that is not known. */
export function callsLeft(planner: CallPlanner): number {
  const { budget } = planner.status()
  return budget ? Math.max(0, budget.limit - budget.used) : Infinity
}

function createReporter({ errors: { vendor }, tenant, logger, metrics }: AccountPlannerOptions): PlannerEvents {
  const subject = { vendor, ...(tenant !== undefined && { tenant }) }
  let breaker: CallStatus['breaker'] = 'CLOSED'
  let isPaused = false

  function onBreaker(next: CallStatus['breaker']): void {
    if (next === 'CLOSED') logger.info(subject, 'vendor answers again')
    else if (breaker === 'CLOSED') logger.warn(subject, 'vendor does not answer: calls are held back')
    metrics.breakersOpen.inc({ vendor }, Number(next !== 'CLOSED') - Number(breaker !== 'CLOSED'))
    breaker = next
  }

  function onPaused({ pausedMs }: CallStatus): void {
    isPaused = pausedMs > 0
    metrics.accountsPaused.inc({ vendor }, isPaused ? 1 : -1)
    if (isPaused) logger.warn({ ...subject, pausedMs: Math.round(pausedMs) }, 'vendor limits calls: they are held back')
    else logger.info(subject, 'vendor takes calls again')
  }

  return {
    onWaiting: (priority, change) => metrics.callsWaiting.inc({ vendor, priority }, change),
    onGranted: (priority, waitSeconds) => metrics.callWaitSeconds.observe({ vendor, priority }, waitSeconds),
    onChange(status) {
      if (status.breaker !== breaker) onBreaker(status.breaker)
      if (status.pausedMs > 0 !== isPaused) onPaused(status)
      metrics.limitsShared.set({ vendor }, Number(status.isShared))
      if (!status.budget) return
      metrics.budgetUsed.set({ vendor }, status.budget.used)
      metrics.budgetLimit.set({ vendor }, status.budget.limit)
    },
  }
}
