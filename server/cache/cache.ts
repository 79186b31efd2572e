import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { createCrowd, type Crowd } from './crowd.ts'
import type { Dated } from './dated.ts'
import type { Store } from './store.ts'

/** How long a kind of answer counts, and which refresh makes it old at once. */
export interface CachePolicy {
  /** For so long it is served without asking, in milliseconds. */
  readonly freshMs: number
  /** For so long after it was read it may stand in for a vendor that cannot be asked, in milliseconds. */
  readonly staleMs: number
  /** The word that `refresh` names. */
  readonly scope: string
}

/**
 * Loads what is missing. What it does not answer for is an error; a failed part is an Error as the value. The signal says
 * when nobody waits for any of it any more.
 */
export type LoadMissing<T> = (
  keys: readonly string[],
  abandoned: AbortSignal,
) => Promise<ReadonlyMap<string, T | Error>>

/** Who waits for a value. */
export interface Waiter {
  /** Says when the waiter has gone; one without it stays to the end. */
  readonly signal?: AbortSignal | undefined
}

/**
 * What was read for one account. Accounts never meet, neither in their keys nor in their refreshes, however many gateways
 * with other settings share the store.
 */
export interface AccountCache {
  /** One value: fresh from the store, or loaded once however many ask at the same time. */
  read<T>(
    policy: CachePolicy,
    key: string,
    load: (abandoned: AbortSignal) => Promise<T>,
    waiter?: Waiter,
  ): Promise<Dated<T>>
  /** Many values, of which only the missing ones are loaded, together. One failed key does not hurt the others. */
  readMany<T>(
    policy: CachePolicy,
    keys: readonly string[],
    load: LoadMissing<T>,
    waiter?: Waiter,
  ): Promise<ReadonlyMap<string, Dated<T> | Error>>
  /** From now on nothing of the scope that was read before counts as fresh, and a vendor left alone is asked again. */
  refresh(scope: string): Promise<void>
}

/** Answers of vendors. There is no way to a value but by an account, so none can be kept without one. */
export interface Cache {
  /**
   * The answers for one account.
   *
   * @param account tells it from all others of the vendor: `autotask:4f6c…`
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
  readonly crowd: Crowd
}

/** With an old value in hand nobody waits longer than this for a new one, in milliseconds. */
const patienceMs = 5_000
/** After a failed load the old value is served for this long before the vendor is asked again, in milliseconds. */
const pauseAfterFailureMs = 10_000
const prefix = 'msp-graph:2:'
/** So long the mark of a refresh is kept, in milliseconds: longer than any value may be served. */
const markMs = 30 * 24 * 3_600_000

/** Faults of the moment, behind which an old value is better than none. A refusal (rights, settings) is not one. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false
  return ['VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_BAD_RESPONSE'].includes(error.code)
}

/** What a cache goes by, for all accounts. */
interface Shared {
  readonly store: Store
  readonly clock: Clock
  /** Before the keys of values: code of another shape reads and writes under other keys. */
  readonly valuePrefix: string
  readonly flights: Map<string, Flight>
  readonly failedAt: LRUCache<string, number>
  readonly refreshedAt: Map<string, number>
}

/**
 * Answers of vendors, shared by all callers: fresh for a while, loaded once at a time per key, and served past their
 * time when the vendor cannot be asked (stale-if-error).
 *
 * @param store where values are kept; it never fails and hardly ever makes anything wait
 * @param clock decides what is fresh; the store's own expiry only clears up
 * @param codeVersion names the code that gives values their shape: gateways with other code share nothing
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
    // The mark of another replica arrives through the store, our own also when the store is away.
    const notBefore = Math.max(typeof mark === 'number' ? mark : 0, refreshedAt.get(marker) ?? 0)
    return { notBefore, entries: entries.map((entry) => (isEntry<T>(entry) ? entry : undefined)) }
  }

  /**
   * Starts one load for all `keys`; every key gets a flight that others can join until its value is stored, or until all
   * who waited for any of the keys are gone.
   */
  function launch<T>(policy: CachePolicy, keys: readonly string[], load: LoadMissing<T>) {
    const startedAt = clock()
    const launched = new Map<string, Flight>()
    const crowd = createCrowd(() => {
      for (const [key, flight] of launched) if (flights.get(keyOf(key)) === flight) flights.delete(keyOf(key))
    })
    const loaded = Promise.resolve()
      .then(() => load(keys, crowd.abandoned))
      .catch((error: unknown) => new Map(keys.map((key) => [key, toError(error)])))
    for (const key of keys) {
      const entry = loaded.then((values): Entry<unknown> => {
        const value = values.has(key) ? values.get(key) : new Error(`nothing was loaded for ${key}`)
        if (value instanceof Error) {
          // Behind the pause the old value is served, and that must not hide a refusal.
          if (!crowd.abandoned.aborted && isPassing(value)) failedAt.set(keyOf(key), clock())
          throw value
        }
        failedAt.delete(keyOf(key))
        const made = { value, asOf: startedAt }
        // Nothing waits for it: the store has it at once as far as this process is concerned.
        void store.set(keyOf(key), made, Math.max(policy.staleMs, policy.freshMs))
        return made
      })
      const flight: Flight = { startedAt, entry, crowd }
      launched.set(key, flight)
      flights.set(keyOf(key), flight)
      const land = () => {
        if (flights.get(keyOf(key)) === flight) flights.delete(keyOf(key))
      }
      entry.then(land, land)
    }
    return launched
  }

  /** The flight's value, or the old one when the flight fails or takes too long. */
  async function settle<T>(policy: CachePolicy, flight: Flight, old: Entry<T> | undefined): Promise<Dated<T> | Error> {
    const usable = old !== undefined && clock() - old.asOf < policy.staleMs ? old : undefined
    try {
      const entry = await (usable ? orNothingAfter(flight.entry, patienceMs) : flight.entry)
      if (entry === undefined && usable) return { ...usable, stale: true }
      return { ...(entry as Entry<T>), stale: false }
    } catch (error) {
      return usable && isPassing(error) ? { ...usable, stale: true } : toError(error)
    }
  }

  async function readMany<T>(
    policy: CachePolicy,
    keys: readonly string[],
    load: LoadMissing<T>,
    { signal }: Waiter = {},
  ) {
    const unique = [...new Set(keys)]
    // A flight seen before the store is read may have landed after: asking it first leaves no gap between the two.
    const before = new Map(unique.map((key) => [key, flights.get(keyOf(key))]))
    const { notBefore, entries } = await fetchStored<T>(policy.scope, unique)
    const now = clock()
    /** A refresh ends the pauses of its own scope, in whichever replica it was asked for. */
    const isLeftAlone = (key: string) => {
      const failed = failedAt.get(keyOf(key)) ?? -Infinity
      return failed > notBefore && now - failed < pauseAfterFailureMs
    }
    const results = new Map<string, Dated<T> | Error>()
    const waiting: { key: string; old: Entry<T> | undefined; flight: Flight | undefined }[] = []
    for (const [index, key] of unique.entries()) {
      const old = entries[index]
      if (old && old.asOf > notBefore && now - old.asOf < policy.freshMs) {
        results.set(key, { ...old, stale: false })
        continue
      }
      if (old && isLeftAlone(key) && now - old.asOf < policy.staleMs) {
        results.set(key, { ...old, stale: true })
        continue
      }
      const flight = flights.get(keyOf(key)) ?? before.get(key)
      const isOfUse = flight && flight.startedAt > notBefore && !flight.crowd.abandoned.aborted
      waiting.push({ key, old, flight: isOfUse ? flight : undefined })
    }
    const missing = waiting.filter(({ flight }) => !flight).map(({ key }) => key)
    const launched = missing.length > 0 ? launch(policy, missing, load) : undefined
    await Promise.all(
      waiting.map(async ({ key, old, flight = launched?.get(key) }) => {
        const leave = flight?.crowd.join(signal)
        results.set(key, flight ? await settle(policy, flight, old) : new Error(`no flight for ${key}`))
        leave?.()
      }),
    )
    return results
  }

  return {
    readMany,
    async read<T>(policy: CachePolicy, key: string, load: (abandoned: AbortSignal) => Promise<T>, waiter?: Waiter) {
      const loadOne: LoadMissing<T> = async (_, abandoned) => new Map([[key, await load(abandoned)]])
      const results = await readMany<T>(policy, [key], loadOne, waiter)
      const result = results.get(key)
      if (result instanceof Error || result === undefined) throw result ?? new Error(`nothing for ${key}`)
      return result
    },
    async refresh(scope) {
      const now = clock()
      refreshedAt.set(markOf(scope), now)
      await store.set(markOf(scope), now, markMs)
      // What is read in the same millisecond as the mark counts as old: let that millisecond pass.
      await sleep(2)
    },
  }
}

/** Whether it is what this module stores; a shared store can hold anything. */
function isEntry<T>(value: unknown): value is Entry<T> {
  return typeof value === 'object' && value !== null && 'value' in value && Number.isFinite((value as Entry<T>).asOf)
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** The promise's value, or undefined when it is still open after `ms`. */
async function orNothingAfter<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), ms)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
