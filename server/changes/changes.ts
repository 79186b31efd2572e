import { systemClock, type Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { DatabaseKind } from '../database/database-kind.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Tracer } from '../telemetry/tracer.ts'
import type { TenantAccess } from '../tickets/tenant-access.ts'
import type { ConnectWise } from '../vendors/connectwise/index.ts'
import { createSqlNow } from './change-clock.ts'
import { createChangeMutations } from './change-mutations.ts'
import { createChangeRecords } from './change-records.ts'
import { createChangeRetention } from './change-retention.ts'
import { createChangeResolvers } from './change-resolvers.ts'
import { createChangeStates } from './change-states.ts'
import { usualChangeTimes, type ChangeTimes } from './change-times.ts'
import { createDeliverer } from './delivery/deliver.ts'
import { createDeliveryRecords } from './delivery/delivery-records.ts'
import { createDeliveryWorker } from './delivery/delivery-worker.ts'
import { createDueChanges } from './delivery/due-changes.ts'
import { createChangeLog } from './log-change.ts'
import { createChangeReferences } from './references.ts'

export interface ChangesOptions {
  readonly database: Database
  readonly databaseKind: DatabaseKind
  /** For leases and backoff, if the database has no clock of its own; tests may override it. */
  readonly deliveryClock?: Clock
  readonly access: TenantAccess
  readonly connectWise: Pick<ConnectWise, 'writer' | 'takeSlot' | 'refresh' | 'forRequest'>
  readonly tenantExists: (tenantId: string) => Promise<boolean>
  /** For timestamps shown to people. */
  readonly clock: Clock
  readonly times?: Partial<ChangeTimes> | undefined
  /** How many days changes are kept after they ended; 0: for ever. */
  readonly retentionDays: number
  /** Whether changes are delivered when they are logged or it is asked for, in place of all the time. */
  readonly isOnDemand?: boolean
  readonly logger: Logger
  readonly tracer?: Tracer | null
  readonly metrics: Pick<Metrics, 'deliveries' | 'pendingChanges' | 'oldestChangeSeconds' | 'failedChanges'>
}

/** Where the room keeps what it knows. */
export type ChangeStore = ReturnType<typeof createChangeStore>

export function createChangeStore(
  {
    database,
    databaseKind,
    deliveryClock = systemClock,
  }: Pick<ChangesOptions, 'database' | 'databaseKind' | 'deliveryClock'>,
  times: ChangeTimes,
) {
  const { leaseMs } = times
  const now = createSqlNow(databaseKind, deliveryClock)
  // No delay exceeds ten times the maximum backoff, or the settle time of a send.
  const longestWaitMs = 20 * Math.max(times.patienceMs, times.timeoutMs + times.lateStoreMs)
  return {
    records: createChangeRecords({ database, now }),
    states: createChangeStates({ database, now }),
    deliveries: createDeliveryRecords({ database, now, leaseMs }),
    due: createDueChanges({ database, now, leaseMs, longestWaitMs }),
  }
}

/** Assembles the room: its resolvers and references, and the worker that delivers changes. */
export function createChanges(options: ChangesOptions) {
  const times = { ...usualChangeTimes, ...options.times }
  const room = assembleChanges(options, times, createChangeStore(options, times))
  const retention = createChangeRetention({ ...options, days: options.retentionDays })
  return {
    ...room,
    /** Deletes changes that ended long ago, once. */
    deleteOld: retention.run,
    start() {
      room.start()
      retention.start()
    },
    async close(graceMs: number) {
      await Promise.all([room.close(graceMs), retention.close()])
    },
  }
}

/** Like `createChanges`, on a given store. */
export function assembleChanges(
  options: Omit<ChangesOptions, 'database' | 'databaseKind' | 'deliveryClock' | 'times' | 'retentionDays'>,
  times: ChangeTimes,
  { records, states, deliveries, due }: ChangeStore,
) {
  const { access, connectWise, clock, isOnDemand = false, logger, metrics } = options
  const deliverer = createDeliverer({
    records,
    delivery: deliveries,
    access,
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
  const onDemandMs = isOnDemand ? times.waitMs : undefined
  const worker = createDeliveryWorker({
    due,
    deliverer,
    times,
    onDemandMs,
    clock,
    logger,
    metrics,
    tracer: options.tracer,
  })
  const log = createChangeLog({ records, delivery: worker, connectWise, times, clock })
  const { tenantExists } = options
  const mutations = createChangeMutations({ access, records, states, delivery: worker, log, tenantExists, clock })
  return {
    resolvers: createChangeResolvers({ access, records, mutations, connectWise }),
    references: createChangeReferences(records),
    mutations,
    /** When the change of a tenant's key was logged, in epoch milliseconds; null if there is none. */
    createdAtOf: records.createdAtOf,
    /** Starts delivering due changes, including those logged before a restart. */
    start: worker.start,
    deliverDue: worker.deliverDue,
    settled: worker.settled,
    close: worker.close,
  }
}
