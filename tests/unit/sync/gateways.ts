import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createReplica, type Replica, type ReplicaOptions } from '../../../server/sync/replica.ts'
import { createReplicaStore } from '../../../server/sync/replica-store.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createFakeVendor, middle, type FakeRecords, type FakeVendor } from './fake-vendor.ts'
import { createUnreliableStore, type UnreliableStore } from './unreliable-store.ts'

export const [secondMs, minuteMs, hourMs] = [1_000, 60_000, 3_600_000]

export const leaseMs = 8_000

/** The vendor refuses the gateway. */
export class RefusedError extends Error {}

export interface Gateway {
  readonly replica: Replica<FakeRecords>
  readonly store: UnreliableStore<FakeRecords>
}

export type GatewayOptions = Partial<ReplicaOptions<FakeRecords>> & {
  /** Its database is away from the start. */
  readonly isAway?: boolean
}

/** Gateways that share one vendor, one database and one clock. */
export interface Gateways {
  now: number
  readonly vendor: FakeVendor
  readonly database: Database
  /** Creates and starts a gateway; all of them are closed in the end. */
  start(options?: GatewayOptions): Gateway
  /** Starts one that has loaded everything. */
  startLoaded(options?: GatewayOptions): Promise<Gateway>
  close(): Promise<void>
}

export async function createGateways(): Promise<Gateways> {
  const database = await openDatabase('file::memory:')
  const started: Gateway[] = []
  const clock = () => gateways.now

  const gateways: Gateways = {
    now: middle + 30 * 24 * hourMs,
    vendor: createFakeVendor(clock),
    database,

    start({ isAway = false, ...options } = {}) {
      const { source } = gateways.vendor
      const { account, format } = options.source ?? source
      const store = createUnreliableStore<FakeRecords>(
        createReplicaStore({ database, account, format, wallClock: clock, leaseMs }),
      )
      store.isAway = isAway
      const replica = createReplica<FakeRecords>({
        source,
        store,
        clock,
        logger: createLogger({ level: 'silent' }),
        deltaMs: minuteMs,
        isShared: true,
        runAs: (_cause, work) => work(),
        isRefusal: (error) => error instanceof RefusedError,
        tickMs: 5,
        ...options,
      })
      replica.start()
      const gateway = { replica, store }
      started.push(gateway)
      return gateway
    },

    async startLoaded(options) {
      const gateway = gateways.start(options)
      await load(gateway.replica)
      return gateway
    },

    async close() {
      gateways.vendor.release()
      await Promise.all(started.map(({ replica }) => replica.close()))
      await database.destroy()
    },
  }
  return gateways
}

/** Asks until everything is loaded. */
export async function load(replica: Replica<FakeRecords>): Promise<void> {
  for (;;) {
    const read = await replica.read()
    if (read?.isLoaded()) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
