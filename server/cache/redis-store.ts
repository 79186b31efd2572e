import { performance } from 'node:perf_hooks'
import KeyvRedis, { createClient } from '@keyv/redis'
import { Keyv } from 'keyv'
import { createCircuitBreaker } from '../circuit-breaker.ts'
import { readCheckedJson, writeCheckedJson } from './checked-json.ts'
import { createMemoryKeyv } from './memory-store.ts'
import type { OnCacheState, Store } from './store-types.ts'

/** Command timeout, in milliseconds: a healthy Redis responds within one or two. */
const limitMs = 250
/** Reads that take this long, in milliseconds, count as slow. */
const slowMs = 100
/** This many slow reads in a row open the breaker. */
const slowInARow = 3
const probeEveryMs = 500
/**
 * Reconnect if nothing was received for this long, in milliseconds; a ping per second keeps a healthy connection
 * active.
 */
const silenceMs = 3_000
/** Key written by probes. */
const probeKey = 'msp-graph:probe'

/** Redis accepts reads but refuses writes: out of memory, a replica, unable to persist, or without permission. */
const isWriteRefusal = (error: unknown) => /^(OOM|READONLY|MISCONF|NOPERM|NOREPLICAS)\b/.test((error as Error).message)

/** When a value was made: values carry it, and a refresh mark is itself a timestamp. */
const madeAt = (value: unknown) => (typeof value === 'number' ? value : ((value as { asOf?: number }).asOf ?? 0))

/**
 * A Redis shared by several gateways, behind a circuit breaker. While it is unavailable, this process falls back to
 * what it last read or made, in bounded memory: an outage loses other replicas' reads, but never a response. Redis is
 * probed in the background and used again as soon as it responds.
 *
 * There are two breakers, because a Redis that is full or read-only can still serve reads: then only writes stop.
 */
export function createRedisStore(url: string, onState: OnCacheState): Store {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    // Redis before 7.2 does not know the command, and after a reconnect its error can arrive as another command's.
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
  /** Values made here that Redis may not have, each with its save attempt. */
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
      // As long as a real value: a full Redis may still accept a few bytes.
      await client.set(probeKey, 'x'.repeat(1_000), { PX: 60_000 })
    },
    probeLimitMs: limitMs,
    probeEveryMs,
    // If Redis is unavailable as a whole, that has already been reported.
    onChange: (isOpen, reason) => reads.isOpen || onState({ isAvailable: !isOpen, reason }),
  })

  client.on('error', (error) => reads.open(error))
  // Connect here rather than on first use by the adapter, where an unavailable Redis would delay a request. Errors are
  // reported by the client's error event.
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
    // Not yet connected is not a failure: it may connect in a moment.
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
          // Keep a copy in case Redis becomes unavailable.
          if (value !== undefined) await own.set(key, value)
          return value
        }),
      )
    },

    async set(key, value, ttlMs) {
      await own.set(key, value, ttlMs)
      const attempt = Symbol(key)
      unsaved.set(key, attempt)
      // Bounded like the memory cache: a dropped entry is loaded again.
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

/** How long this process was idle since then, in milliseconds: time it spent working is not Redis's latency. */
function waitedMs(since: ReturnType<typeof performance.eventLoopUtilization>): number {
  return performance.eventLoopUtilization(since).idle
}
