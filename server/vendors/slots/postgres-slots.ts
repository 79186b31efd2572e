import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { within } from '../../circuit-breaker.ts'
import { createDatabase, type Database } from '../../database/create-database.ts'
import type { DatabaseSource } from '../../database/database-kind.ts'
import { usualProbeTimes, type ProbeTimes } from '../../database/postgres-pool.ts'
import { slotLeaseMs, type SlotRequest, type SlotStore } from '../kit/slot-store.ts'
import { toCount, toDuration } from './durations.ts'
import { usageParts, type SharedSlots } from './shared-slots.ts'

export interface PostgresSlotsOptions {
  /** A database with all migrations. */
  readonly source: DatabaseSource
  /** How long the server may take before it counts as unavailable. */
  readonly probeTimes?: Partial<ProbeTimes> | undefined
}

/** Connections for slots alone: a slow statement of the gateway never holds up a vendor call, nor the other way round. */
const poolSize = 4
/** How often what unused accounts have left is deleted, in milliseconds, and how old it is then. */
const forgetEveryMs = 3_600_000
const unusedMs = 24 * 3_600_000

/** Deletes what accounts have left that were not used for a day. */
export async function forgetUnusedSlots(db: Database): Promise<void> {
  await sql`select forget_unused_vendor_slots(${unusedMs})`.execute(db)
}

/** Slots shared by all gateways on one PostgreSQL: each operation is one round trip to a function of the database. */
export function createPostgresSlots({ source, probeTimes }: PostgresSlotsOptions): SharedSlots {
  const { suspectAfterMs, probeLimitMs } = { ...usualProbeTimes, ...probeTimes }
  // As long as it takes to tell that the server is away.
  const limitMs = suspectAfterMs + probeLimitMs
  const db = createDatabase(source, { poolSize, statementTimeoutMs: limitMs, connectTimeoutMs: limitMs, probeTimes })
  const run: Run = (statement) => within(limitMs, async () => (await statement.execute(db)).rows)
  // Waiting for a slot, gateways take turns.
  const owner = randomUUID()
  const forgetting = setInterval(() => {
    // What fails is tried again an hour later, by this gateway or another one.
    run(sql`select forget_unused_vendor_slots(${unusedMs})`).catch(() => undefined)
  }, forgetEveryMs)
  forgetting.unref()

  return {
    limitMs,
    of: (account, usageWindowMs) =>
      createAccountSlots({ run, owner, account, partMs: toDuration(usageWindowMs) / usageParts }),
    async probe() {
      // A function of this store: one that is missing is as bad as a server that is away.
      await run(sql`select vendor_slots_now()`)
    },
    async close() {
      clearInterval(forgetting)
      await db.destroy()
    },
  }
}

type Run = <Row>(statement: { execute(db: Database): Promise<{ rows: Row[] }> }) => Promise<Row[]>

interface AccountSlotsOptions {
  readonly run: Run
  /** Unique for each gateway. */
  readonly owner: string
  readonly account: string
  /** Length of a part of the usage window, in milliseconds. */
  readonly partMs: number
}

function createAccountSlots(options: AccountSlotsOptions): SlotStore {
  const { run, account, partMs } = options
  return {
    isShared: true,
    async take(request) {
      const [row] = await run(takeStatement(options, request))
      if (row === undefined) throw new Error('PostgreSQL gave no row.')
      const { free_in_ms: freeInMs, closed, probes } = row
      return freeInMs === null ? { id: request.id, probes } : { freeInMs, closed }
    },
    async renew(ids) {
      await run(sql`select renew_vendor_slots(${account}, ${[...ids]}, ${slotLeaseMs})`)
    },
    async release(id, { isUnused = false, holdMs = 0, closes = [], opens = [] }) {
      const gates = closes.map(({ gate }) => gate)
      const times = closes.map(({ forMs }) => toDuration(forMs))
      await run(sql`select release_vendor_slots(
        ${account}, ${id}, ${isUnused}, ${toDuration(holdMs)}, ${gates}, ${times}, ${[...opens]}, ${partMs})`)
    },
    async usage() {
      const [row] = await run(sql<UsageRow>`select * from read_vendor_usage(${account}, ${partMs})`)
      if (row === undefined) throw new Error('PostgreSQL gave no row.')
      const { calls, max_calls: limit, used, ago_ms: agoMs, calls_since: callsSince } = row
      return { calls, observed: limit === null ? null : { limit, used, agoMs, callsSince } }
    },
    async observe({ limit, used }) {
      await run(sql`select observe_vendor_budget(${account}, ${limit}, ${used}, ${partMs})`)
    },
  }
}

interface TakeRow {
  /** Null: the slot is taken. */
  free_in_ms: number | null
  closed: string | null
  probes: string[]
}

interface UsageRow {
  calls: number
  /** Null: nothing was observed, and the next three say nothing. */
  max_calls: number | null
  used: number
  ago_ms: number
  calls_since: number
}

function takeStatement({ account, owner, partMs }: AccountSlotsOptions, request: SlotRequest) {
  const { id, windows, gates, probeMs, isForced = false } = request
  // A call without a window is counted and known too.
  const names = windows.length === 0 ? [''] : windows.map(({ name }) => name)
  const lengths = windows.length === 0 ? [0] : windows.map(({ windowMs }) => toDuration(windowMs))
  const most = windows.length === 0 ? [toCount(Infinity)] : windows.map((window) => toCount(window.most))
  return sql<TakeRow>`select * from take_vendor_slots(${account}, ${owner}, ${id}, ${names}, ${lengths}, ${most}, ${[...gates]},
    ${toDuration(probeMs)}, ${slotLeaseMs}, ${isForced}, ${partMs})`
}
