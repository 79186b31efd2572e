import { systemClock, type Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { DatabaseKind } from '../database/database-kind.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { ConnectWise } from '../vendors/connectwise/index.ts'
import { createSqlNow } from './change-clock.ts'
import { createChangeMutations } from './change-mutations.ts'
import { createChangeRecords } from './change-records.ts'
import { createChangeResolvers } from './change-resolvers.ts'
import { usualChangeTimes, type ChangeTimes } from './change-times.ts'
import { createDeliverer } from './delivery/deliver.ts'
import { createDeliveryRecords } from './delivery/delivery-records.ts'
import { createDeliveryWorker } from './delivery/delivery-worker.ts'
import { createDueChanges } from './delivery/due-changes.ts'
import type { TenantAccess } from '../tickets/tenant-access.ts'
import { createChangeLog } from './log-change.ts'

export interface ChangesOptions {
  readonly database: Database
  readonly databaseKind: DatabaseKind
  readonly access: TenantAccess
  readonly connectWise: ConnectWise
  readonly tenantExists: (tenantId: string) => Promise<boolean>
  /** For timestamps shown to people. */
  readonly clock: Clock
  /** For leases and backoff, if the database has no clock of its own; tests may override it. */
  readonly deliveryClock?: Clock
  readonly times?: Partial<ChangeTimes> | undefined
  readonly logger: Logger
  readonly metrics: Metrics
}

/** Assembles the room: its resolvers, and the worker that delivers changes. */
export function createChanges(options: ChangesOptions) {
  const { database, databaseKind, connectWise, clock, deliveryClock = systemClock, logger, metrics } = options
  const times = { ...usualChangeTimes, ...options.times }
  const now = createSqlNow(databaseKind, deliveryClock)
  const records = createChangeRecords({ database, now })
  const delivery = createDeliveryRecords({ database, now, leaseMs: times.leaseMs })
  // No delay exceeds ten times the maximum backoff, or the settle time of a send.
  const longestWaitMs = 20 * Math.max(times.patienceMs, times.timeoutMs + times.lateStoreMs)
  const due = createDueChanges({ database, now, leaseMs: times.leaseMs, longestWaitMs })

  const deliverer = createDeliverer({
    records,
    delivery,
    access: options.access,
    writerOf: connectWise.writer,
    times,
    clock,
    takeSlot: (tenantId, signal) => connectWise.takeSlot(tenantId, times.timeoutMs, signal),
    onOutcome({ id, tenantId }, step, outcome) {
      metrics.deliveries.inc({ step, outcome })
      logger.info({ change: id, step, outcome }, 'change step finished')
      // Cached reads predate the write.
      if (outcome === 'stored' || outcome === 'found') connectWise.refresh([tenantId]).catch(() => undefined)
    },
  })
  const worker = createDeliveryWorker({ due, deliverer, times, logger, metrics })
  const log = createChangeLog({ records, worker, connectWise, times, clock })
  const mutations = createChangeMutations({ ...options, records, delivery, worker, log })
  return {
    resolvers: createChangeResolvers({ ...options, records, mutations }),
    /** Starts delivering due changes, including those logged before a restart. */
    start: worker.start,
    close: worker.close,
  }
}
