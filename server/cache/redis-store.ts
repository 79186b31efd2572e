import { performance } from 'node:perf_hooks'
import KeyvRedis, { createClient } from '@keyv/redis'
import { Keyv } from 'keyv'
import { createCircuitBreaker } from '../circuit-breaker.ts'
import { readCheckedJson, writeCheckedJson } from './checked-json.ts'
import { createMemoryKeyv } from './memory-store.ts'
import type { OnCacheState, Store } from './store-types.ts'

/** How long a command may take, in milliseconds: a Redis that is well answers within one or two. */
const limitMs = 250
/** Reads that keep waiting for this long, in milliseconds, make a Redis that is no help. */
const slowMs = 100
/** So many of them in a row, that is. */
const slowInARow = 3
const probeEveryMs = 500
/** A connection on which nothing has come for this long, in milliseconds, is made anew; a ping a second keeps it busy. */
const silenceMs = 3_000
/** Where probes write. */
const probeKey = 'msp-graph:probe'

/** Redis takes reads and refuses writes: it is full, a replica, cannot save, or does not let us write. */
const isWriteRefusal = (error: unknown) => /^(OOM|READONLY|MISCONF|NOPERM|NOREPLICAS)\b/.test((error as Error).message)

/** When a value was made: cached values carry it, and the mark of a refresh is it. */
const madeAt = (value: unknown) => (typeof value === 'number' ? value : ((value as { asOf?: number }).asOf ?? 0))

/**
 * A Redis that several gateways share, behind a circuit breaker. While it is away this process goes on with what it read or
 * made last, in a bounded memory of its own; so an outage costs what the others had read, and no answer. It is probed in
 * the background and used again as soon as it answers.
 *
 * Two breakers, because a Redis that is full or read-only still serves what it has: then only writing stops.
 */
export function createRedisStore(url: string, onState: OnCacheState): Store {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // Redis before 7.2 does not know the command, and its refusal can come back as another command's after a reconnect.
    disableClientInfo: true,
    pingInterval: 1_000,
    socket: {
      connectTimeout: 1_000,
      socketTimeout: silenceMs,
      reconnectStrategy: (tries) => Math.min(tries * 100, 1_000),
    },
  })
  const adapter = new KeyvRedis(client, { throwOnConnectError: true, throwOnErrors: true })
  const shared = new Keyv({
    store: adapter,
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: writeCheckedJson,
    deserialize: (text) => readCheckedJson(text) as { value: never } | undefined,
  })
  const own = createMemoryKeyv()
  /** What this process has made and Redis may not have, each with the attempt to save it. */
  const unsaved = new Map<string, symbol>()

  const reads = createCircuitBreaker({
    limitMs,
    probe: async () => {
      const begun = performance.eventLoopUtilization()
      await client.get(probeKey)
      if (waitedMs(begun) > slowMs) throw new Error('Redis is slow.')
    },
    probeLimitMs: limitMs,
    probeEveryMs,
    onChange: (isOpen, reason) => onState({ isAvailable: !isOpen, reason }),
  })
  const writes = createCircuitBreaker({
    limitMs,
    probe: async () => {
      // As long as no value is: a Redis may take a few bytes more and still be full.
      await client.set(probeKey, 'x'.repeat(1_000), { PX: 60_000 })
    },
    probeLimitMs: limitMs,
    probeEveryMs,
    // When Redis is away as a whole, that has been said.
    onChange: (isOpen, reason) => reads.isOpen || onState({ isAvailable: !isOpen, reason }),
  })

  client.on('error', (error) => reads.open(error))
  // Connected here and not by the adapter at its first use, where a Redis that is away would hold up a request. What goes
  // wrong is told as an error of the client.
  client.connect().catch(() => undefined)
  shared.on('error', () => undefined)
  adapter.on('error', () => undefined)

  let slow = 0
  function watchSpeed(begun: ReturnType<typeof performance.eventLoopUtilization>): void {
    slow = waitedMs(begun) > slowMs ? slow + 1 : 0
    if (slow < slowInARow) return
    slow = 0
    reads.open(new Error(`Redis is slow: ${slowInARow} reads in a row took more than ${slowMs} ms.`))
  }

  async function readShared(keys: readonly string[]): Promise<unknown[] | null> {
    // Not yet connected is no fault: it may be there in a moment.
    if (!client.isReady) return null
    const begun = performance.eventLoopUtilization()
    try {
      const values = await reads.run(() => shared.getMany<unknown>([...keys]))
      watchSpeed(begun)
      return values
    } catch (error) {
      reads.open(error)
      return null
    }
  }

  return {
    async getMany(keys) {
      const values = await readShared(keys)
      if (values === null) return own.getMany<unknown>([...keys])
      return Promise.all(
        keys.map(async (key, index) => {
          const value = values[index]
          const mine = unsaved.has(key) ? await own.get<unknown>(key) : undefined
          if (mine !== undefined && (value === undefined || madeAt(mine) > madeAt(value))) return mine
          // Kept for the time when Redis is away.
          if (value !== undefined) await own.set(key, value)
          return value
        }),
      )
    },

    async set(key, value, ttlMs) {
      await own.set(key, value, ttlMs)
      const attempt = Symbol(key)
      unsaved.set(key, attempt)
      // Bounded as the memory is: what is forgotten here is asked for again.
      if (unsaved.size > 10_000) unsaved.delete(unsaved.keys().next().value ?? '')
      if (!client.isReady || reads.isOpen) return
      try {
        await writes.run(() => shared.set(key, value, ttlMs))
        if (unsaved.get(key) === attempt) unsaved.delete(key)
      } catch (error) {
        if (isWriteRefusal(error)) writes.open(error)
        else if (!writes.isOpen) reads.open(error)
      }
    },

    async close() {
      reads.close()
      writes.close()
      client.destroy()
    },
  }
}

/** How long this process has waited for something since then, in milliseconds: what it worked meanwhile is not Redis's doing. */
function waitedMs(since: ReturnType<typeof performance.eventLoopUtilization>): number {
  return performance.eventLoopUtilization(since).idle
}
