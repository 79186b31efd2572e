import { randomUUID } from 'node:crypto'
import { createCircuitBreaker, TimeLimitError } from '../circuit-breaker.ts'
import { isIntact, readCheckedJson, tagOf, writeCheckedJson } from './checked-json.ts'
import { estimateSize } from './estimate-size.ts'
import { createMemoryValues, type MemoryValues } from './memory-values.ts'
import { unchanged, type BackendTrouble, type SharedBackend } from './shared-backend.ts'
import { createSpeedWatch } from './speed-watch.ts'
import { claimMs, type Claims, type OnCacheState, type Store } from './store-types.ts'

const probeEveryMs = 500
/**
 * Larger values stay with the gateway that made them, in bytes of JSON: reading one holds up this process for some 20 ms, and
 * takes a network of 1 Gbit/s 34 ms of the 250.
 */
const maxSharedBytes = 4 * 1_048_576

/** Overrides what a backend is given before it counts as away. */
export interface StoreTimes {
  /** Timeout of a command, in milliseconds. */
  readonly limitMs?: number
  /** Reads that take longer, in milliseconds, count as slow. */
  readonly slowMs?: number
}

/** A value that this process made or read. */
interface Own {
  readonly value: unknown
  /** First letters of its text; undefined while it was not written as text. */
  readonly tag: string | undefined
}

/** When a value was made: cached values carry it, and the mark of a refresh is it. */
const madeAt = (value: unknown) => (typeof value === 'number' ? value : ((value as { asOf?: number }).asOf ?? 0))

/**
 * A store shared by several gateways, behind a circuit breaker. While it is unavailable, this process falls back to
 * what it last read or made, in bounded memory: an outage loses other replicas' reads, but never a response. The store is
 * probed in the background and used again as soon as it responds.
 *
 * Two breakers, because a store that is full or read-only still serves what it has: then only writing stops.
 *
 * @param connect connects to the backend in the background
 */
export function createSharedStore(
  connect: (trouble: BackendTrouble) => SharedBackend,
  onState: OnCacheState,
  times: StoreTimes = {},
): Store {
  const backend = connect({
    onReadTrouble: (error) => reads.open(error),
    onWriteTrouble: (error) => writes.open(error),
  })
  const own = createMemoryValues<Own>()
  /** Values made here that the backend may not have, each with its save attempt. */
  const unsaved = new Map<string, symbol>()
  const inOrder = createOrder()
  const { reads, writes } = createBreakers(backend, times.limitMs ?? backend.limitMs, onState)
  const watchSpeed = createSpeedWatch(backend.name, (error) => reads.open(error), times.slowMs)
  const mayWrite = () => backend.isReady().toWrite && !reads.isOpen

  async function readShared(keys: readonly string[], known: readonly (Own | undefined)[]) {
    if (!backend.isReady().toRead) return null
    const tags = known.map((mine) => mine?.tag)
    try {
      return await watchSpeed(() => reads.run(() => backend.read(keys, tags)))
    } catch (error) {
      reads.open(error)
      return null
    }
  }

  return {
    async getMany(keys) {
      // Asked before the read too: a value that reaches the backend behind this read is in neither answer.
      const wasUnsaved = new Set(keys.filter((key) => unsaved.has(key)))
      const known = keys.map((key) => own.get(key))
      const texts = await readShared(keys, known)
      if (texts === null) return keys.map((key) => own.get(key)?.value)
      return keys.map((key, index) => {
        const text = texts[index] ?? null
        const value = text === null ? undefined : text === unchanged ? known[index]?.value : accept(own, key, text)
        const mine = wasUnsaved.has(key) || unsaved.has(key) ? own.get(key)?.value : undefined
        return mine !== undefined && (value === undefined || madeAt(mine) > madeAt(value)) ? mine : value
      })
    },

    async set(key, value, ttlMs = 0) {
      const attempt = Symbol(key)
      // Before the first await, so that a read that begins from now on knows of it.
      unsaved.set(key, attempt)
      const estimated = estimateSize(value)
      const text = estimated > 2 * maxSharedBytes ? null : writeCheckedJson(value)
      own.set(key, { value, tag: text === null ? undefined : tagOf(text) }, text?.length ?? estimated)
      // Bounded like the memory cache: a dropped entry is loaded again.
      if (unsaved.size > 10_000) unsaved.delete(unsaved.keys().next().value ?? '')
      if (text === null || text.length > maxSharedBytes || !mayWrite()) return false
      try {
        await inOrder(key, () => writes.run(() => backend.write(key, text, ttlMs)))
        if (unsaved.get(key) === attempt) unsaved.delete(key)
        return true
      } catch (error) {
        // A large value may just take its time. Whether the backend is there, and takes anything, is for small ones to find out.
        if (error instanceof TimeLimitError) {
          void reads.suspect(error)
          void writes.suspect(error)
        } else writes.open(error)
        return false
      }
    },

    claims: createClaims(backend, { mayWrite, writes }),

    async close() {
      reads.close()
      writes.close()
      await backend.close()
    },
  }
}

/** Runs work of the same key one after the other: of two writes under way, the older one could arrive last, and stay. */
function createOrder() {
  const last = new Map<string, Promise<void>>()
  return async (key: string, work: () => Promise<void>): Promise<void> => {
    const before = last.get(key)
    const running = before ? before.then(work, work) : work()
    last.set(key, running)
    try {
      await running
    } finally {
      if (last.get(key) === running) last.delete(key)
    }
  }
}

/** The value of a text that was read; a copy is kept in case the backend becomes unavailable. */
function accept(own: MemoryValues<Own>, key: string, text: string): unknown {
  if (!isIntact(text)) return undefined
  const tag = tagOf(text)
  const mine = own.get(key)
  // Not read anew, which would take long for large values.
  if (mine?.tag === tag) return mine.value
  const value = readCheckedJson(text)
  // One that was made while this was read stays.
  const isOlder = mine !== undefined && madeAt(mine.value) > madeAt(value)
  if (value !== undefined && !isOlder) own.set(key, { value, tag }, text.length)
  return value
}

type Breaker = ReturnType<typeof createCircuitBreaker>

function createClaims(
  backend: SharedBackend,
  { mayWrite, writes }: { readonly mayWrite: () => boolean; readonly writes: Breaker },
): Claims {
  const holder = randomUUID()

  async function send<T>(command: () => Promise<T>): Promise<T | null> {
    if (!mayWrite()) return null
    try {
      return await writes.run(command)
    } catch (error) {
      // One that was late on a busy machine says little: a probe decides.
      if (error instanceof TimeLimitError) void writes.suspect(error)
      else writes.open(error)
      return null
    }
  }

  return {
    async take(keys) {
      const taken = await send(() => backend.take(keys, holder, claimMs))
      return taken && new Set(taken)
    },
    async release(keys) {
      await send(() => backend.release(keys, holder))
    },
  }
}

/** Breakers of reading and writing. A backend that gives and does not take, or the other way round, is not available. */
function createBreakers(backend: SharedBackend, limitMs: number, onState: OnCacheState) {
  const times = { limitMs, probeLimitMs: limitMs, probeEveryMs }
  const reads = createCircuitBreaker({
    ...times,
    probe: () => backend.probeReading(),
    onChange: (_, reason) => tellState(reason),
  })
  const writes = createCircuitBreaker({
    ...times,
    probe: () => backend.probeWriting(),
    onChange: (_, reason) => tellState(reason),
  })

  let wasAvailable = true
  function tellState(reason: unknown): void {
    const isAvailable = !reads.isOpen && !writes.isOpen
    if (isAvailable === wasAvailable) return
    wasAvailable = isAvailable
    onState({ isAvailable, reason })
  }
  return { reads, writes }
}
