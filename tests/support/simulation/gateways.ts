import { usualChangeTimes } from '../../../server/changes/change-times.ts'
import { assembleChanges, createChangeStore, type ChangeStore } from '../../../server/changes/changes.ts'
import type { Database } from '../../../server/database/create-database.ts'
import type { Logger } from '../../../server/telemetry/logger.ts'
import type { Metrics } from '../../../server/telemetry/metrics.ts'
import { createTenantAccess, type TenantAccessOptions } from '../../../server/tickets/tenant-access.ts'
import { createConnectWiseClient } from '../../../server/vendors/connectwise/client.ts'
import { callsPerSecond } from '../../../server/vendors/connectwise/config.ts'
import { createConnectWiseWriter } from '../../../server/vendors/connectwise/writer.ts'
import { newPlanner, slotTaker } from '../planners.ts'
import type { Random } from '../random.ts'
import type { Plant } from './plants.ts'
import { databaseAway, wayToDatabase } from './simulated-database.ts'
import type { createSimulatedVendor } from './simulated-vendor.ts'
import type { Life, VirtualTime } from './virtual-time.ts'

export interface GatewayOptions extends TenantAccessOptions {
  readonly time: VirtualTime
  readonly random: Random
  readonly db: Database
  readonly vendor: ReturnType<typeof createSimulatedVendor>
  readonly plant: Plant
  readonly log: (who: string, what: string) => void
  /** How bad things are. */
  readonly trouble: Trouble
}

/** How often something goes wrong, from 0 to 1; changes during a run. */
export interface Trouble {
  reads: number
  writes: number
  slowDatabase: number
  slowSend: number
  databaseAway: number
  kill: number
  /** Kills that are left. */
  kills: number
}

export type Gateway = ReturnType<typeof startGateway>

/** A gateway that can be killed at anything it waits for: the shipped code above a simulated database and network. */
export function startGateway(name: string, options: GatewayOptions, onKilled: () => void) {
  const { time, random, db, vendor, plant, log, trouble } = options
  const life: Life = { name, isOver: false }

  function kill(): void {
    if (life.isOver) return
    life.isOver = true
    trouble.kills -= 1
    log(name, 'killed')
    time.within(null, onKilled)
  }

  /** The gateway waits for the database: it may be killed, and it may take long. */
  async function wait(): Promise<void> {
    if (!life.isOver && trouble.kills > 0 && random.chance(trouble.kill)) kill()
    if (life.isOver) await new Promise(() => undefined)
    await time.sleep(drawDelay(random, trouble.slowDatabase))
    if (random.chance(trouble.databaseAway)) throw databaseAway()
  }

  const times = plant.times?.(usualChangeTimes) ?? usualChangeTimes
  const own = createChangeStore(
    {
      database: wayToDatabase(db, { before: wait, after: wait }),
      databaseKind: 'sqlite',
      deliveryClock: time.wallClock,
    },
    times,
  )
  const held: ChangeStore = {
    ...own,
    deliveries: {
      ...own.deliveries,
      async beginSend(...given) {
        const sentAt = await own.deliveries.beginSend(...given)
        // A send that is held up for almost as long as it may be leaves the least time for what comes after it.
        if (random.chance(trouble.slowSend)) await time.sleep(1_000 - random.below(30))
        return sentAt
      },
    },
  }
  const store = plant.store?.(held, { name, db, now: time.wallClock }) ?? held
  const planner = newPlanner({ account: [{ calls: callsPerSecond, windowMs: 1_000 }] })
  const client = createConnectWiseClient(vendor.http(name, planner))
  const access = createTenantAccess({
    async accountOf(tenantId) {
      await wait()
      return options.accountOf(tenantId)
    },
    isFeatureOn: options.isFeatureOn,
  })
  const changes = time.within(life, () => {
    const assembled = assembleChanges(
      {
        access,
        connectWise: {
          writer: (account) => createConnectWiseWriter(client, account),
          takeSlot: slotTaker(planner),
          refresh: async () => undefined,
          forRequest: () => {
            throw new Error('Nothing is read through the cache here.')
          },
        },
        tenantExists: async () => true,
        clock: time.wallClock,
        logger: loggerTo((line) => log(name, line)),
        metrics: noMetrics,
      },
      times,
      store,
    )
    assembled.start()
    return assembled
  })
  log(name, 'started')
  return {
    name,
    kill,
    get isOver() {
      return life.isOver
    },
    /** Ends it without a word. */
    end() {
      life.isOver = true
    },
    /** Asks something of it; there is no answer once it is killed. */
    ask: <T>(question: (mutations: typeof changes.mutations) => Promise<T>): Promise<T> =>
      time.within(life, () => question(changes.mutations)),
  }
}

/** Usually next to nothing; sometimes about as long as a send may be held up, or longer than a lease. */
function drawDelay(random: Random, slow: number): number {
  if (!random.chance(slow)) return random.below(3)
  return random.pick([random.below(100), random.below(900), 1_000 - random.below(20), random.below(45_000)])
}

const loggerTo = (write: (line: string) => void) => {
  const line = ({ change, step, outcome, err }: Record<string, unknown>, message: string) =>
    write([message, change, step, outcome, err instanceof Error ? err.message : undefined].filter(Boolean).join(' '))
  return { info: line, warn: line } as unknown as Logger
}

const noMetrics = {
  deliveries: { inc: () => undefined },
  pendingChanges: { set: () => undefined },
  oldestChangeSeconds: { set: () => undefined },
  failedChanges: { set: () => undefined },
} as unknown as Pick<Metrics, 'deliveries' | 'pendingChanges' | 'oldestChangeSeconds' | 'failedChanges'>
