import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { tracedAlone } from '../telemetry/spans.ts'
import type { Tracer } from '../telemetry/tracer.ts'
import { runInBackground } from '../telemetry/vendor-calls.ts'
import type { WorkTime } from '../work-time.ts'
import { createReplica, type Replica } from './replica.ts'
import { createReplicaStore } from './replica-store.ts'
import type { CollectionDescription, RecordTypes, SyncRecord } from './records.ts'
import { storedKey } from './stored-key.ts'
import type { SyncSource } from './source.ts'

/** What replicas need of the gateway. */
export interface SyncOptions {
  readonly database: Database
  /** The keys of this gateway's stored replicas, to which each adds its own. */
  readonly keys: Set<string>
  /** Whether other gateways may use the same database. */
  readonly isShared: boolean
  /** How many months before the current one replicas reach back. */
  readonly months: number
  /** Minimum time between two deltas, in seconds. */
  readonly seconds: number
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Pick<Metrics, 'syncRecords' | 'syncLagSeconds' | 'syncOverdueSeconds'>
  readonly tracer?: Tracer | null
  /** Where this process is stopped between requests: the time there is for work. Absent: it is done in the background. */
  readonly workTime?: WorkTime | undefined
  /** Clock of leases. */
  readonly wallClock?: Clock
}

/** How long the lease of a gateway that was killed keeps the others from taking over, in milliseconds. */
const leaseMs = 8_000

/** How long a shared database may be away before each gateway reads for itself, in milliseconds: longer than a lease. */
const aloneAfterMs = 10_000

/** Opens the replica of an account over the gateway's database. */
export function openReplica<C extends RecordTypes>(
  source: SyncSource<C>,
  options: SyncOptions,
  isRefusal: (error: unknown) => boolean,
): Replica<C> {
  const { database, keys, isShared, seconds, clock, logger, metrics, workTime, wallClock = () => Date.now() } = options
  const { tracer = null } = options
  const { account, format } = source
  keys.add(storedKey(source))
  const descriptions = Object.values(source.collections) as readonly CollectionDescription<SyncRecord>[]
  const metricNames = new Map(descriptions.map(({ name, metricName }) => [name, metricName]))
  const replica: Replica<C> = createReplica({
    source,
    store: createReplicaStore({ database, account, format, wallClock, leaseMs }),
    clock,
    logger,
    deltaMs: seconds * 1_000,
    isShared,
    workTime,
    aloneAfterMs: isShared ? aloneAfterMs : 0,
    runAs: (cause, work, awaited) => runInBackground(cause, () => tracedAlone(tracer, `sync ${cause}`, work), awaited),
    isRefusal,
    onChange(collections, asOf) {
      for (const { name, records } of collections) {
        const collection = metricNames.get(name) ?? name
        metrics.syncRecords.set({ collection }, records)
        metrics.syncLagSeconds.set({ collection }, () => Math.max(0, clock() - asOf) / 1_000)
        metrics.syncOverdueSeconds.set({ collection }, () => replica.overdueMs() / 1_000)
      }
    },
  })
  return replica
}
