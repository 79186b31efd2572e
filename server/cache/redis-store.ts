import { performance } from 'node:perf_hooks'
import KeyvRedis, { createClient } from '@keyv/redis'
import { Keyv } from 'keyv'
import { createCircuitBreaker, TimeLimitError } from '../circuit-breaker.ts'
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

/** When a value was made: cached values carry it, and the mark of a refresh is it. */
const madeAt = (value: unknown) => (typeof value === 'number' ? value : ((value as { asOf?: number }).asOf ?? 0))

/**
 * A Redis shared by several gateways, behind a circuit breaker. While it is unavailable, this process falls back to
 * what it last read or made, in bounded memory: an outage loses other replicas' reads, but never a response. Redis is
 * probed in the background and used again as soon as it responds.
 *
 * Two breakers, because a Redis that is full or read-only still serves what it has: then only writing stops. Two connections,
 * because on one a read waits for the megabytes that are being written before it.
 */
export function createRedisStore(url: string, onState: OnCacheState): Store {
  const reader = connect(url, (error) => reads.open(error))
  const writer = connect(url, (error) => writes.open(error))
  const own = createMemoryKeyv()
  /** Values made here that Redis may not have, each with its save attempt. */
  const unsaved = new Map<string, symbol>()

  const { reads, writes } = createBreakers({
    probeReads: () => probeReading(reader.client),
    probeWrites: () => probeWriting(writer.client),
    onState,
  })
  const watchSpeed = createSpeedWatch((error) => reads.open(error))

  async function readShared(keys: readonly string[]): Promise<unknown[] | null> {
    // Not yet connected is no fault: it may be there in a moment.
    if (!reader.client.isReady) return null
    const begun = performance.eventLoopUtilization()
    try {
      const values = await reads.run(() => reader.keyv.getMany<unknown>([...keys]))
      watchSpeed(begun)
      return values
    } catch (error) {
      reads.open(error)
      return null
    }
  }

  return {
    async getMany(keys) {
      // Asked before the read too: a value that reaches Redis behind this read is in neither answer.
      const wasUnsaved = new Set(keys.filter((key) => unsaved.has(key)))
      const values = await readShared(keys)
      if (values === null) return own.getMany<unknown>([...keys])
      return Promise.all(
        keys.map(async (key, index) => {
          const value = values[index]
          const mine = wasUnsaved.has(key) || unsaved.has(key) ? await own.get<unknown>(key) : undefined
          if (mine !== undefined && (value === undefined || madeAt(mine) > madeAt(value))) return mine
          // Keep a copy in case Redis becomes unavailable.
          if (value !== undefined) await own.set(key, value)
          return value
        }),
      )
    },

    async set(key, value, ttlMs) {
      const attempt = Symbol(key)
      // Before the first await, so that a read that begins from now on knows of it.
      unsaved.set(key, attempt)
      await own.set(key, value, ttlMs)
      // Bounded like the memory cache: a dropped entry is loaded again.
      if (unsaved.size > 10_000) unsaved.delete(unsaved.keys().next().value ?? '')
      if (!writer.client.isReady || reads.isOpen) return
      try {
        await writes.run(() => writer.keyv.set(key, value, ttlMs))
        if (unsaved.get(key) === attempt) unsaved.delete(key)
      } catch (error) {
        if (!(error instanceof TimeLimitError)) return writes.open(error)
        // A large value may just take its time. Whether Redis is there, and takes anything, is for small ones to find out.
        void reads.suspect(error)
        void writes.suspect(error)
      }
    },

    async close() {
      reads.close()
      writes.close()
      reader.client.destroy()
      writer.client.destroy()
    },
  }
}

/** Breakers of reading and writing. A Redis that gives and does not take, or the other way round, is not available. */
function createBreakers({
  probeReads,
  probeWrites,
  onState,
}: {
  readonly probeReads: () => Promise<void>
  readonly probeWrites: () => Promise<void>
  readonly onState: OnCacheState
}) {
  const times = { limitMs, probeLimitMs: limitMs, probeEveryMs }
  const reads = createCircuitBreaker({ ...times, probe: probeReads, onChange: (_, reason) => tellState(reason) })
  const writes = createCircuitBreaker({ ...times, probe: probeWrites, onChange: (_, reason) => tellState(reason) })

  let wasAvailable = true
  function tellState(reason: unknown): void {
    const isAvailable = !reads.isOpen && !writes.isOpen
    if (isAvailable === wasAvailable) return
    wasAvailable = isAvailable
    onState({ isAvailable, reason })
  }
  return { reads, writes }
}

type Client = ReturnType<typeof connect>['client']

async function probeReading(client: Client): Promise<void> {
  const begun = performance.eventLoopUtilization()
  await client.get(probeKey)
  if (waitedMs(begun) > slowMs) throw new Error('Redis is slow.')
}

async function probeWriting(client: Client): Promise<void> {
  // As long as no value is: a Redis may take a few bytes more and still be full.
  await client.set(probeKey, 'x'.repeat(1_000), { PX: 60_000 })
}

/** Watches reads by when they began. @param onSlow called after several slow ones in a row */
function createSpeedWatch(onSlow: (error: Error) => void) {
  let slow = 0
  return (begun: ReturnType<typeof performance.eventLoopUtilization>): void => {
    slow = waitedMs(begun) > slowMs ? slow + 1 : 0
    if (slow < slowInARow) return
    slow = 0
    onSlow(new Error(`Redis is slow: ${slowInARow} reads in a row took more than ${slowMs} ms.`))
  }
}

/** A connection, made in the background and again whenever it is lost. @param onError is told why there is none */
function connect(url: string, onError: (error: unknown) => void) {
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
  client.on('error', onError)
  // Connected here and not by the adapter at its first use, where a Redis that is away would hold up a request. What goes
  // wrong is told as an error of the client.
  client.connect().catch(() => undefined)
  const adapter = new KeyvRedis(client, { throwOnConnectError: true, throwOnErrors: true })
  adapter.on('error', () => undefined)
  const keyv = new Keyv({
    store: adapter,
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: writeCheckedJson,
    deserialize: (text) => readCheckedJson(text) as { value: never } | undefined,
  })
  keyv.on('error', () => undefined)
  return { client, keyv }
}

/** How long this process has waited for something since then, in milliseconds: what it worked meanwhile is not Redis's doing. */
function waitedMs(since: ReturnType<typeof performance.eventLoopUtilization>): number {
  return performance.eventLoopUtilization(since).idle
}
