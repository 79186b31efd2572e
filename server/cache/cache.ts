import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import type { Aged } from './aged.ts'
import {
  createFlights,
  isTransient,
  toError,
  type Entry,
  type Flight,
  type Flights,
  type LoadMissing,
} from './flights.ts'
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

/** Maximum wait for a new value if a stale one is available, in milliseconds. */
const maxWaitForNewMs = 5_000
/** After a failed load, serve the stale value for this long before retrying, in milliseconds. */
const pauseAfterFailureMs = 10_000
const prefix = 'msp-graph:2:'
/** TTL of a refresh mark, in milliseconds: longer than any value may be served. */
const markMs = 30 * 24 * 3_600_000

/** State shared by all accounts. */
interface Shared {
  readonly store: Store
  readonly clock: Clock
  /** Prefix of value keys: code of another shape uses other keys. */
  readonly valuePrefix: string
  readonly flights: Flights
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
    flights: createFlights(store, clock),
    refreshedAt: new Map(),
  }
  return {
    of: (account) => createAccountCache(shared, account),
    close: () => store.close(),
  }
}

function createAccountCache(shared: Shared, account: string): AccountCache {
  const { store, clock, valuePrefix, flights, refreshedAt } = shared
  const keyOf = (key: string) => `${valuePrefix}${account}:${key}`
  const markOf = (scope: string) => `${prefix}refreshed:${account}:${scope}`

  async function fetchStored<T>(scope: string, keys: readonly string[]) {
    const marker = markOf(scope)
    const [mark, ...entries] = await store.getMany([marker, ...keys.map(keyOf)])
    // Another replica's mark arrives through the store; our own works even if the store is unavailable.
    const notBefore = Math.max(typeof mark === 'number' ? mark : 0, refreshedAt.get(marker) ?? 0)
    return { notBefore, entries: entries.map((entry) => (isEntry<T>(entry) ? entry : undefined)) }
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
    const before = new Map(unique.map((key) => [key, flights.find(keyOf(key))]))
    const { notBefore, entries } = await fetchStored<T>(policy.scope, unique)
    const now = clock()
    const results = new Map<string, Aged<T> | Error>()
    const waiting: { key: string; old: Entry<T> | undefined; flight: Flight | undefined }[] = []
    for (const [index, key] of unique.entries()) {
      const old = entries[index]
      const isPaused = now - flights.lastFailure(keyOf(key), notBefore) < pauseAfterFailureMs
      const usable = old && usableNow(policy, old, { now, notBefore, isPaused })
      if (usable) {
        results.set(key, usable)
        continue
      }
      const flight = flights.find(keyOf(key)) ?? before.get(key)
      const isOfUse = flight && flight.startedAt > notBefore && !flight.waiters.cancelled.aborted
      waiting.push({ key, old, flight: isOfUse ? flight : undefined })
    }
    const missing = waiting.filter(({ flight }) => !flight).map(({ key }) => key)
    const launched = missing.length > 0 ? flights.launch(policy, missing, keyOf, load) : undefined
    await Promise.all(
      waiting.map(async ({ key, old, flight = launched?.get(key) }) => {
        const removeWaiter = flight?.waiters.join(signal)
        results.set(key, flight ? await settle(policy, flight, old, clock) : new Error(`no flight for ${key}`))
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

/** The value if it needs no load: a fresh one, or a stale one while loads of its key are paused. */
function usableNow<T>(
  policy: CachePolicy,
  entry: Entry<T>,
  { now, notBefore, isPaused }: { now: number; notBefore: number; isPaused: boolean },
): Aged<T> | undefined {
  const ageMs = now - entry.asOf
  if (entry.asOf > notBefore && ageMs < policy.freshMs) return toAged(policy, entry, false)
  return isPaused && ageMs < policy.staleMs ? toAged(policy, entry, true) : undefined
}

/** Returns the flight's value, or the stale one if the flight fails or takes too long. */
async function settle<T>(
  policy: CachePolicy,
  flight: Flight,
  old: Entry<T> | undefined,
  clock: Clock,
): Promise<Aged<T> | Error> {
  const usable = old !== undefined && clock() - old.asOf < policy.staleMs ? old : undefined
  try {
    const entry = await (usable ? orNothingAfter(flight.entry, maxWaitForNewMs) : flight.entry)
    if (entry === undefined && usable) return toAged(policy, usable, true)
    return toAged(policy, entry as Entry<T>, false)
  } catch (error) {
    return usable && isTransient(error) ? toAged(policy, usable, true) : toError(error)
  }
}

function toAged<T>(policy: CachePolicy, { value, asOf }: Entry<T>, stale: boolean): Aged<T> {
  return { value, asOf, stale, maxAgeSeconds: policy.freshMs / 1_000 }
}

/** Whether the value is one of ours; a shared store can contain anything. */
function isEntry<T>(value: unknown): value is Entry<T> {
  return typeof value === 'object' && value !== null && 'value' in value && Number.isFinite((value as Entry<T>).asOf)
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
