import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import {
  admitVendorCalls,
  currentSpan,
  recordHit,
  recordRead,
  runInBackground,
  runInSpan,
  vendorCallScope,
  type CallsLeft,
  type OperationRead,
} from '../telemetry/vendor-calls.ts'
import { traced } from '../telemetry/spans.ts'
import type { Aged } from './aged.ts'
import type { CacheObserver, ReadResult } from './cache-observer.ts'
import { isEntry, type Entry } from './entry.ts'
import { isTransient } from './failures.ts'
import type { FirstSeen } from './first-seen.ts'
import { toError, type Flights, type LoadMissing } from './flights.ts'
import { judge, mayStandIn, toAged, type CachePolicy, type Circumstances } from './freshness.ts'
import type { Flight } from './landing.ts'
import type { Store } from './store-types.ts'

/** A caller waiting for a value. */
export interface Waiter {
  /** Aborts when the caller disconnects. Without a signal, the caller waits to the end. */
  readonly signal?: AbortSignal | undefined
  /** How many vendor calls a load needs; one for each key by default. */
  readonly cost?: LoadCost
}

/** How many vendor calls a load needs. */
export interface LoadCost {
  /**
   * @param keys what is loaded
   * @param old the values there were, however old
   */
  readonly calls: (keys: readonly string[], old: (key: string) => unknown) => number
  /** Whether all callers share the value, so that it counts as a single call where an operation's calls are limited. */
  readonly isCommon?: boolean
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

/** Maximum wait for a new value if an older one is available, in milliseconds. */
const maxWaitForNewMs = 2_000
/** The same after a refresh: the caller has asked for new values. */
const maxWaitAfterRefreshMs = 5_000
/** After a failed load, serve the stale value for this long before retrying, in milliseconds. */
const pauseAfterFailureMs = 10_000
/** Of all keys; its number is that of the format of stored values. */
export const keyPrefix = 'msp-graph:3:'
/** TTL of a refresh mark, in milliseconds: longer than any value may be served. */
const markMs = 30 * 24 * 3_600_000

/** State shared by all accounts. */
export interface Shared {
  readonly store: Store
  readonly clock: Clock
  /** Prefix of value keys: code of another shape uses other keys. */
  readonly valuePrefix: string
  readonly flights: Flights
  readonly firstSeen: FirstSeen
  readonly refreshedAt: Map<string, number>
  readonly observer: CacheObserver
}

/** What an operation was refused is not what it would be told later. */
const nothingRead: OperationRead = { until: 0, isSame: async () => false }

/** A value that a caller waits for. */
interface Wait<T> {
  readonly key: string
  readonly old: Entry<T> | undefined
  readonly flight: Flight | undefined
}

/**
 * @param account is in every key
 * @param callsLeft of the account
 */
export function createAccountCache(shared: Shared, account: string, callsLeft?: CallsLeft): AccountCache {
  const { store, clock, refreshedAt, observer } = shared
  const stored = createStoredValues(shared, account)

  async function readMany<T>(policy: CachePolicy, keys: readonly string[], load: LoadMissing<T>, waiter: Waiter = {}) {
    const unique = [...new Set(keys)]
    let sorted = sortOut(policy, (await stored.read<T>(policy, unique))())
    try {
      const admitted = askFor(sorted, waiter, callsLeft)
      if (admitted) {
        await admitted
        // Meanwhile, others may have loaded some of it.
        sorted = sortOut(policy, (await stored.read<T>(policy, unique))())
      }
    } catch (error) {
      recordRead(() => nothingRead)
      throw error
    }
    // From the last read to the launch nothing is awaited, so that no two callers launch the same load.
    const { results, reads, waits, missing, due, olds, notBefore } = sorted
    for (const result of reads) observer.onRead(result)
    for (let hits = results.size; hits > 0; hits--) recordHit()
    const launched = launch(shared, { policy, missing, due, olds, notBefore, load, storeKeyOf: stored.keyOf })
    const signal = waits.length > 0 ? signalOf(waiter) : undefined
    await Promise.all(
      waits.map(async ({ key, old, flight = launched.get(key) }) => {
        const removeWaiter = flight?.waiters.join(signal)
        const result = flight
          ? await settle(policy, flight, old, { clock, notBefore })
          : new Error(`no flight for ${key}`)
        observer.onRead(result instanceof Error ? 'failed' : result.stale ? 'stale' : 'loaded')
        results.set(key, result)
        removeWaiter?.()
      }),
    )
    recordRead(() => describeRead(policy, unique, results))
    return results
  }

  /** What was read, to be compared with what is stored later: by this gateway or another that shares the store. */
  function describeRead(
    policy: CachePolicy,
    keys: readonly string[],
    results: ReadonlyMap<string, Aged<unknown> | Error>,
  ): OperationRead {
    const found = new Map([...results].map(([key, result]) => [key, 'asOf' in result ? result : null]))
    const ends = [...found.values()].map((aged) => (aged && !aged.stale ? aged.asOf + policy.freshMs : 0))
    return {
      until: Math.min(...ends),
      async isSame() {
        const { values } = (await stored.read(policy, keys))()
        return values.every(
          ({ key, entry, known }) =>
            entry !== undefined && entry.asOf === found.get(key)?.asOf && judge(policy, entry, known) === 'serve',
        )
      },
    }
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
      refreshedAt.set(stored.markOf(scope), now)
      await store.set(stored.markOf(scope), now, markMs)
      // A value read in the same millisecond as the mark counts as stale: let that millisecond pass.
      await sleep(2)
    },
  }
}

/** A key, with its old value and what is known of it. */
interface Stored<T> {
  readonly key: string
  readonly entry: Entry<T> | undefined
  /** A load that can be joined. */
  readonly flight: Flight | undefined
  readonly known: Circumstances
}

/** What was read, in the order of keys. */
interface RawValues {
  readonly keys: readonly string[]
  readonly storeKeys: readonly string[]
  /** Loads that were in flight before the store was read. */
  readonly before: readonly (Flight | undefined)[]
  readonly marker: string
  readonly mark: unknown
  readonly entries: readonly unknown[]
}

interface StoredValues<T> {
  readonly notBefore: number
  readonly values: readonly Stored<T>[]
}

/** Reads what is stored of an account. */
function createStoredValues({ store, clock, valuePrefix, flights, firstSeen, refreshedAt }: Shared, account: string) {
  const keyOf = (key: string) => `${valuePrefix}${account}:${key}`
  const markOf = (scope: string) => `${keyPrefix}refreshed:${account}:${scope}`

  /** @returns describes what was read, with the loads that are in flight by then */
  async function read<T>({ scope }: CachePolicy, keys: readonly string[]): Promise<() => StoredValues<T>> {
    const marker = markOf(scope)
    const storeKeys = keys.map(keyOf)
    // Check for a flight before reading the store: a flight seen here may settle in between, and this order leaves no
    // gap.
    const before = storeKeys.map((storeKey) => flights.find(storeKey))
    const [mark, ...entries] = await store.getMany([marker, ...storeKeys])
    return () => describe<T>({ keys, storeKeys, before, marker, mark, entries })
  }

  function describe<T>({ keys, storeKeys, before, marker, mark, entries }: RawValues): StoredValues<T> {
    const now = clock()
    // Another replica's mark arrives through the store; our own works even if the store is unavailable.
    const theirs = typeof mark === 'number' ? firstSeen(marker, mark, now) : 0
    const notBefore = Math.max(theirs, refreshedAt.get(marker) ?? 0)
    const values = keys.map((key, index): Stored<T> => {
      const storeKey = storeKeys[index] ?? ''
      const flight = flights.find(storeKey) ?? before[index]
      const isOfUse = flight && flight.startedAt > notBefore && !flight.waiters.cancelled.aborted
      const isPaused = now - flights.lastFailure(storeKey, notBefore) < pauseAfterFailureMs
      const known = { now, notBefore, isPaused, isRefused: flights.isRefused(storeKey) }
      return { key, entry: toEntry<T>(storeKey, entries[index], now), flight: isOfUse ? flight : undefined, known }
    })
    return { notBefore, values }
  }

  function toEntry<T>(storeKey: string, stored: unknown, now: number): Entry<T> | undefined {
    if (!isEntry<T>(stored)) return undefined
    const asOf = firstSeen(storeKey, stored.asOf, now)
    return asOf === stored.asOf ? stored : { ...stored, asOf }
  }

  return { keyOf, markOf, read }
}

/** Asks the operation whether what is missing may be loaded, with what is due anyway. */
function askFor<T>(
  { missing, due, olds }: Sorted<T>,
  { cost }: Waiter,
  callsLeft: CallsLeft | undefined,
): Promise<void> | undefined {
  if (missing.length === 0) return undefined
  const keys = [...missing, ...due]
  const calls = cost?.calls(keys, (key) => olds.get(key)?.value) ?? keys.length
  return admitVendorCalls(calls, cost?.isCommon ? 1 : calls, callsLeft)
}

/** Aborts when the caller disconnects, or its operation is refused. */
function signalOf({ signal }: Waiter): AbortSignal | undefined {
  const { operation } = vendorCallScope()
  if (!operation) return signal
  if (!signal) return operation.signal
  const either = AbortSignal.any([signal, operation.signal])
  // Each key that is waited for listens to it.
  setMaxListeners(0, either)
  return either
}

interface Sorted<T> {
  /** What is served from the store. */
  readonly results: Map<string, Aged<T> | Error>
  readonly reads: readonly ReadResult[]
  readonly waits: readonly Wait<T>[]
  /** Keys waited for that are not being loaded yet. */
  readonly missing: readonly string[]
  /** Keys served already, to be loaded again. */
  readonly due: readonly string[]
  readonly olds: ReadonlyMap<string, Entry<T>>
  readonly notBefore: number
}

/** Decides for each value whether it is served, and whether it is loaded. */
function sortOut<T>(policy: CachePolicy, { values, notBefore }: StoredValues<T>): Sorted<T> {
  const results = new Map<string, Aged<T> | Error>()
  const reads: ReadResult[] = []
  const waits: Wait<T>[] = []
  const due: string[] = []
  const olds = new Map<string, Entry<T>>()
  for (const { key, entry, flight, known } of values) {
    const verdict = entry ? judge(policy, entry, known) : 'wait'
    if (entry) olds.set(key, entry)
    if (entry && verdict !== 'wait') {
      const aged = toAged(policy, entry, known)
      reads.push(verdict === 'revalidate' ? 'revalidating' : aged.stale ? 'stale' : 'fresh')
      results.set(key, aged)
    }
    if (verdict === 'revalidate' && !flight) due.push(key)
    if (verdict === 'wait') waits.push({ key, old: entry, flight })
  }
  const missing = waits.filter(({ flight }) => !flight).map(({ key }) => key)
  return { results, reads, waits, missing, due, olds, notBefore }
}

/** What is loaded: what a caller waits for, and what is due behind an answer. */
interface Wanted<T> {
  readonly policy: CachePolicy
  readonly missing: readonly string[]
  readonly due: readonly string[]
  readonly olds: ReadonlyMap<string, Entry<T>>
  readonly notBefore: number
  readonly load: LoadMissing<T>
  readonly storeKeyOf: (key: string) => string
}

/** Loads what is missing and, in the same batch, what is due; behind the answer if nothing is missing. */
function launch<T>({ flights, clock }: Shared, wanted: Wanted<T>): ReadonlyMap<string, Flight> {
  const { policy, missing, due, olds, notBefore, load, storeKeyOf } = wanted
  const fly = () =>
    flights.launch({
      policy,
      keys: [...missing, ...due],
      storeKeyOf,
      load: (loaded, cancelled) =>
        traced(`load ${policy.scope}`, { 'gateway.keys': loaded.length }, () => load(loaded, cancelled)),
      willDo: (entry) =>
        judge(policy, entry, { now: clock(), notBefore, isPaused: false, isRefused: false }) === 'serve',
      isPausedBy(key, failedAt) {
        const old = olds.get(key)
        const isPaused = failedAt > notBefore && clock() - failedAt < pauseAfterFailureMs
        return isPaused && old !== undefined && mayStandIn(policy, old, clock())
      },
    })
  if (missing.length > 0) return fly()
  if (due.length === 0) return new Map()
  const span = currentSpan()
  const launched = runInBackground('question', () => runInSpan(span, fly))
  // For no caller, so that it goes on when one that has joined it leaves.
  for (const { waiters } of launched.values()) waiters.join(undefined)
  return launched
}

/** Returns the flight's value, or the old one if the flight fails or takes too long. */
async function settle<T>(
  policy: CachePolicy,
  flight: Flight,
  old: Entry<T> | undefined,
  { clock, notBefore }: { readonly clock: Clock; readonly notBefore: number },
): Promise<Aged<T> | Error> {
  const usable = old !== undefined && mayStandIn(policy, old, clock()) ? old : undefined
  const standIn = (entry: Entry<T>) => toAged(policy, entry, { now: clock(), notBefore })
  try {
    const maxWaitMs = usable && usable.asOf > notBefore ? maxWaitForNewMs : maxWaitAfterRefreshMs
    const entry = await (usable ? orNothingAfter(flight.entry, maxWaitMs) : flight.entry)
    if (entry === undefined && usable) return standIn(usable)
    return standIn(entry as Entry<T>)
  } catch (error) {
    return usable && isTransient(error) ? standIn(usable) : toError(error)
  }
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
