import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { createLoadWaiters, type LoadWaiters } from './load-waiters.ts'
import type { Aged } from './aged.ts'
import type { Store } from './store.ts'

/** How long values of a kind stay fresh, and which refresh invalidates them. */
export interface CachePolicy {
  /** Served from cache without a request for this long, in milliseconds. */
  readonly freshMs: number
  /** Served for this long after being read if the vendor is unavailable, in milliseconds. */
  readonly staleMs: number
  /** The scope named in `refresh`. */
  readonly scope: string
}

/**
 * Loads missing keys. A key missing from the result is an error; a failed key has an Error as its value. The signal
 * aborts once every waiter has gone.
 */
export type LoadMissing<T> = (
  keys: readonly string[],
  cancelled: AbortSignal,
) => Promise<ReadonlyMap<string, T | Error>>

/** A caller waiting for a value. */
export interface Waiter {
  /** Aborts when the caller disconnects. Without a signal, the caller waits to the end. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Cached values of one account. Accounts share neither keys nor refreshes, however many gateways with other settings
 * share the store.
 */
export interface AccountCache {
  /** Reads one value: fresh from the store, or loaded once for all concurrent callers. */
  read<T>(
    policy: CachePolicy,
    key: string,
    load: (cancelled: AbortSignal) => Promise<T>,
    waiter?: Waiter,
  ): Promise<Aged<T>>
  /** Reads many values and loads only the missing ones, in one batch. A failed key does not affect the others. */
  readMany<T>(
    policy: CachePolicy,
    keys: readonly string[],
    load: LoadMissing<T>,
    waiter?: Waiter,
  ): Promise<ReadonlyMap<string, Aged<T> | Error>>
  /** Invalidates everything read in this scope so far, and ends the pause after a failed load. */
  refresh(scope: string): Promise<void>
}

/** Cache of vendor responses. Values are only accessible per account, so none can be stored without one. */
export interface Cache {
  /**
   * Returns the cache of one account.
   *
   * @param account unique among the vendor's accounts: `autotask:4f6c…`
   */
  of(account: string): AccountCache
  close(): Promise<void>
}

interface Entry<T> {
  readonly value: T
  readonly asOf: number
}

interface Flight {
  readonly startedAt: number
  readonly entry: Promise<Entry<unknown>>
  readonly waiters: LoadWaiters
}

/** Maximum wait for a new value if a stale one is available, in milliseconds. */
const maxWaitForNewMs = 5_000
/** After a failed load, serve the stale value for this long before retrying, in milliseconds. */
const pauseAfterFailureMs = 10_000
const prefix = 'msp-graph:2:'
/** TTL of a refresh mark, in milliseconds: longer than any value may be served. */
const markMs = 30 * 24 * 3_600_000

/** Transient errors, for which a stale value is served. Not for refusals (permissions, settings). */
function isTransient(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false
  return ['VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_BAD_RESPONSE'].includes(error.code)
}

/** State shared by all accounts. */
interface Shared {
  readonly store: Store
  readonly clock: Clock
  /** Prefix of value keys: code of another shape uses other keys. */
  readonly valuePrefix: string
  readonly flights: Map<string, Flight>
  readonly failedAt: LRUCache<string, number>
  readonly refreshedAt: Map<string, number>
}

/**
 * A cache of vendor responses shared by all callers: fresh for a while, loaded once at a time per key, and served stale
 * when the vendor is unavailable (stale-if-error).
 *
 * @param store where values are stored; never fails and barely delays
 * @param clock decides freshness; the store's TTL only cleans up
 * @param codeVersion version of the code that shapes values: gateways with other code share nothing
 */
export function createCache({
  store,
  clock,
  codeVersion = '',
}: {
  store: Store
  clock: Clock
  codeVersion?: string
}): Cache {
  const shared: Shared = {
    store,
    clock,
    valuePrefix: `${prefix}${codeVersion}:`,
    flights: new Map(),
    failedAt: new LRUCache({ max: 10_000 }),
    refreshedAt: new Map(),
  }
  return {
    of: (account) => createAccountCache(shared, account),
    close: () => store.close(),
  }
}

function createAccountCache(shared: Shared, account: string): AccountCache {
  const { store, clock, valuePrefix, flights, failedAt, refreshedAt } = shared
  const keyOf = (key: string) => `${valuePrefix}${account}:${key}`
  const markOf = (scope: string) => `${prefix}refreshed:${account}:${scope}`

  async function fetchStored<T>(scope: string, keys: readonly string[]) {
    const marker = markOf(scope)
    const [mark, ...entries] = await store.getMany([marker, ...keys.map(keyOf)])
    // Another replica's mark arrives through the store; our own works even if the store is unavailable.
    const notBefore = Math.max(typeof mark === 'number' ? mark : 0, refreshedAt.get(marker) ?? 0)
    return { notBefore, entries: entries.map((entry) => (isEntry<T>(entry) ? entry : undefined)) }
  }

  /**
   * Starts one load for all `keys`. Other callers can join each key's flight until its value is stored, or until every
   * waiter for any of the keys has gone.
   */
  function launch<T>(policy: CachePolicy, keys: readonly string[], load: LoadMissing<T>) {
    const startedAt = clock()
    const launched = new Map<string, Flight>()
    const waiters = createLoadWaiters(() => {
      for (const [key, flight] of launched) if (flights.get(keyOf(key)) === flight) flights.delete(keyOf(key))
    })
    const loaded = Promise.resolve()
      .then(() => load(keys, waiters.cancelled))
      .catch((error: unknown) => new Map(keys.map((key) => [key, toError(error)])))
    for (const key of keys) {
      const entry = loaded.then((values): Entry<unknown> => {
        const value = values.has(key) ? values.get(key) : new Error(`nothing was loaded for ${key}`)
        if (value instanceof Error) {
          // During the pause the stale value is served, which must not hide a refusal.
          if (!waiters.cancelled.aborted && isTransient(value)) failedAt.set(keyOf(key), clock())
          throw value
        }
        failedAt.delete(keyOf(key))
        const made = { value, asOf: startedAt }
        // Not awaited: within this process the store has the value immediately.
        void store.set(keyOf(key), made, Math.max(policy.staleMs, policy.freshMs))
        return made
      })
      const flight: Flight = { startedAt, entry, waiters }
      launched.set(key, flight)
      flights.set(keyOf(key), flight)
      const remove = () => {
        if (flights.get(keyOf(key)) === flight) flights.delete(keyOf(key))
      }
      entry.then(remove, remove)
    }
    return launched
  }

  /** Returns the flight's value, or the stale one if the flight fails or takes too long. */
  async function settle<T>(policy: CachePolicy, flight: Flight, old: Entry<T> | undefined): Promise<Aged<T> | Error> {
    const usable = old !== undefined && clock() - old.asOf < policy.staleMs ? old : undefined
    try {
      const entry = await (usable ? orNothingAfter(flight.entry, maxWaitForNewMs) : flight.entry)
      if (entry === undefined && usable) return { ...usable, stale: true }
      return { ...(entry as Entry<T>), stale: false }
    } catch (error) {
      return usable && isTransient(error) ? { ...usable, stale: true } : toError(error)
    }
  }

  async function readMany<T>(
    policy: CachePolicy,
    keys: readonly string[],
    load: LoadMissing<T>,
    { signal }: Waiter = {},
  ) {
    const unique = [...new Set(keys)]
    // Check for a flight before reading the store: a flight seen here may settle in between, and this order leaves no
    // gap.
    const before = new Map(unique.map((key) => [key, flights.get(keyOf(key))]))
    const { notBefore, entries } = await fetchStored<T>(policy.scope, unique)
    const now = clock()
    /** A refresh ends the pauses of its own scope, on whichever replica it was requested. */
    const isPaused = (key: string) => {
      const failed = failedAt.get(keyOf(key)) ?? -Infinity
      return failed > notBefore && now - failed < pauseAfterFailureMs
    }
    const results = new Map<string, Aged<T> | Error>()
    const waiting: { key: string; old: Entry<T> | undefined; flight: Flight | undefined }[] = []
    for (const [index, key] of unique.entries()) {
      const old = entries[index]
      if (old && old.asOf > notBefore && now - old.asOf < policy.freshMs) {
        results.set(key, { ...old, stale: false })
        continue
      }
      if (old && isPaused(key) && now - old.asOf < policy.staleMs) {
        results.set(key, { ...old, stale: true })
        continue
      }
      const flight = flights.get(keyOf(key)) ?? before.get(key)
      const isOfUse = flight && flight.startedAt > notBefore && !flight.waiters.cancelled.aborted
      waiting.push({ key, old, flight: isOfUse ? flight : undefined })
    }
    const missing = waiting.filter(({ flight }) => !flight).map(({ key }) => key)
    const launched = missing.length > 0 ? launch(policy, missing, load) : undefined
    await Promise.all(
      waiting.map(async ({ key, old, flight = launched?.get(key) }) => {
        const removeWaiter = flight?.waiters.join(signal)
        results.set(key, flight ? await settle(policy, flight, old) : new Error(`no flight for ${key}`))
        removeWaiter?.()
      }),
    )
    return results
  }

  return {
    readMany,
    async read<T>(policy: CachePolicy, key: string, load: (cancelled: AbortSignal) => Promise<T>, waiter?: Waiter) {
      const loadOne: LoadMissing<T> = async (_, cancelled) => new Map([[key, await load(cancelled)]])
      const results = await readMany<T>(policy, [key], loadOne, waiter)
      const result = results.get(key)
      if (result instanceof Error || result === undefined) throw result ?? new Error(`nothing for ${key}`)
      return result
    },
    async refresh(scope) {
      const now = clock()
      refreshedAt.set(markOf(scope), now)
      await store.set(markOf(scope), now, markMs)
      // A value read in the same millisecond as the mark counts as stale: let that millisecond pass.
      await sleep(2)
    },
  }
}

/** Whether the value is one of ours; a shared store can contain anything. */
function isEntry<T>(value: unknown): value is Entry<T> {
  return typeof value === 'object' && value !== null && 'value' in value && Number.isFinite((value as Entry<T>).asOf)
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** Returns the promise's value, or undefined if it is pending after `ms`. */
async function orNothingAfter<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), ms)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
