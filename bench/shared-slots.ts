import { randomUUID } from 'node:crypto'
import { openDatabase } from '../server/database/create-database.ts'
import { createProcessSlots } from '../server/vendors/kit/process-slots.ts'
import type { SlotStore, SlotStores } from '../server/vendors/kit/slot-store.ts'
import { createPostgresSlots } from '../server/vendors/slots/postgres-slots.ts'
import { createRedisSlots } from '../server/vendors/slots/redis-slots.ts'
import { startDatabases } from '../tests/integration/database/databases.ts'
import { redisServerPath, startRedisServer } from '../tests/support/redis-server.ts'

/** Where slots are kept, as several gateways see it. */
interface Place {
  readonly name: string
  readonly gateways: readonly SlotStores[]
  close(): Promise<void>
}

const rounds = 4
const callsPerRound = 500
/** Of a call that holds its slot, in milliseconds. */
const callMs = 2

const windows = [
  { name: 'at a time', calls: 50, windowMs: 0, most: 50 },
  { name: 'ten seconds', calls: 100_000, windowMs: 100, most: 100_000 },
]

/**
 * What it costs a vendor call to take a slot: in this process, in a Redis and in a PostgreSQL on this machine, by one
 * gateway and by three at a time; and what a bare round trip costs. All take turns in one run.
 */
export async function measureSharedSlots(): Promise<void> {
  const places = [openProcess(), ...(redisServerPath === null ? [] : [await openRedis()]), await openPostgres()]
  try {
    const times = new Map<string, { take: number[]; release: number[]; trip: number[] }>()
    // The first round runs code that is not compiled yet.
    for (let round = 0; round <= rounds; round++) {
      for (const { name, gateways } of places) {
        for (const count of [1, 3]) {
          const key = `${name}, ${count === 1 ? 'one gateway' : 'three gateways'}`
          const measured = times.get(key) ?? { take: [], release: [], trip: [] }
          if (round > 0) times.set(key, measured)
          await Promise.all(gateways.slice(0, count).map((stores) => callAgainAndAgain(stores, measured)))
        }
      }
    }
    const base = middleOf(times.get('in this process, one gateway')?.take ?? [], 0.5)
    for (const [key, { take, release, trip }] of times) {
      const cost = middleOf(take, 0.5)
      console.log(
        `  ${key.padEnd(32)} take ${show(take)}; release ${show(release)}; bare round trip ${show(trip)}; take ${(cost / base).toFixed(0)} of process, ${(cost / middleOf(trip, 0.5)).toFixed(1)} of a round trip`,
      )
    }
  } finally {
    for (const place of places) await place.close()
  }
}

const middleOf = (values: readonly number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
const show = (values: readonly number[]) =>
  `p50 ${middleOf(values, 0.5).toFixed(3)} p95 ${middleOf(values, 0.95).toFixed(3)} ms`

async function callAgainAndAgain(
  stores: SlotStores,
  { take, release, trip }: { take: number[]; release: number[]; trip: number[] },
): Promise<void> {
  const account: SlotStore = stores.of('autotask:bench', 3_600_000)
  for (let call = 0; call < callsPerRound; call++) {
    const id = randomUUID()
    take.push(await timed(() => account.take({ id, windows, gates: ['limit', 'trouble'], probeMs: 5_000 })))
    if (call % 50 === 0) await new Promise((resolve) => setTimeout(resolve, callMs))
    release.push(await timed(() => account.release(id, {})))
    trip.push(await timed(() => stores.probe()))
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

function openProcess(): Place {
  const stores = createProcessSlots()
  return { name: 'in this process', gateways: [stores, stores, stores], close: async () => undefined }
}

async function openRedis(): Promise<Place> {
  const redis = await startRedisServer()
  const gateways = [1, 2, 3].map(() => createRedisSlots({ url: redis.url }))
  for (const stores of gateways)
    while (!(await isThere(stores))) await new Promise((resolve) => setTimeout(resolve, 20))
  return {
    name: 'Redis',
    gateways,
    async close() {
      await Promise.all(gateways.map((stores) => stores.close()))
      await redis.close()
    },
  }
}

const isThere = (stores: SlotStores) =>
  stores.probe().then(
    () => true,
    () => false,
  )

async function openPostgres(): Promise<Place> {
  const databases = await startDatabases('postgres')
  const url = await databases.create()
  await (await openDatabase(url)).destroy()
  const gateways = [1, 2, 3].map(() => createPostgresSlots({ source: url }))
  return {
    name: 'PostgreSQL',
    gateways,
    async close() {
      await Promise.all(gateways.map((stores) => stores.close()))
      await databases.close()
    },
  }
}
