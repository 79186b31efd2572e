import { hash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Entry } from './entry.ts'
import { createFailures, isTransient } from './failures.ts'
import type { FirstSeen } from './first-seen.ts'
import { earlyBy, type CachePolicy } from './freshness.ts'
import { createLanding, type Flight, type Landing } from './landing.ts'
import { createLoadRecords } from './load-records.ts'
import { createLoadWaiters, type LoadWaiters } from './load-waiters.ts'
import { loadShared } from './shared-load.ts'
import type { Store } from './store-types.ts'

/**
 * Loads missing keys. A key missing from the result is an error; a failed key has an Error as its value. The signal
 * aborts once every waiter has gone.
 */
export type LoadMissing<T> = (
  keys: readonly string[],
  cancelled: AbortSignal,
) => Promise<ReadonlyMap<string, T | Error>>

/** A load to be started. */
export interface Launch<T> {
  readonly policy: CachePolicy
  readonly keys: readonly string[]
  readonly storeKeyOf: (key: string) => string
  readonly load: LoadMissing<T>
  /** Whether a value that another gateway has loaded makes this load superfluous. */
  readonly willDo: (entry: Entry<unknown>) => boolean
  /** Whether the key has an old value to serve while its loads are paused after a failure at `failedAt`. */
  readonly isPausedBy: (key: string, failedAt: number) => boolean
}

/** How the load of a key ended: loaded here, by another gateway, or not. */
export type LoadResult = 'loaded' | 'shared' | 'failed'

/** The loads in flight, by the store's key. */
export interface Flights {
  find(storeKey: string): Flight | undefined
  /** When a load of the key last failed transiently, unless it was before `notBefore`; -Infinity for none. */
  lastFailure(storeKey: string, notBefore: number): number
  /** Whether the last load of the key was refused. */
  isRefused(storeKey: string): boolean
  /**
   * Starts one load for all `keys`, of those that no other gateway is loading. Other callers can join each key's flight
   * until its value is stored, or until every waiter for any of the keys has gone.
   */
  launch<T>(launch: Launch<T>): ReadonlyMap<string, Flight>
}

/** What flights need of their cache. */
export interface FlightsOptions {
  readonly store: Store
  readonly clock: Clock
  /** Corrects instants of gateways whose clocks are ahead. */
  readonly firstSeen: FirstSeen
  readonly onLoad: (result: LoadResult) => void
}

/** The flights of one launch, by the store's key. */
type Landings = ReadonlyMap<string, Landing>

export function createFlights(options: FlightsOptions): Flights {
  const { store, clock, onLoad } = options
  const flights = new Map<string, Flight>()
  const failures = createFailures()
  const records = createLoadRecords(options)

  /** Loads keys in this gateway, in one batch; settles when they are stored. */
  async function loadHere<T>(
    { policy, load }: Launch<T>,
    { landings, waiters }: { readonly landings: Landings; readonly waiters: LoadWaiters },
    storeKeys: readonly string[],
  ): Promise<void> {
    const asked = storeKeys.flatMap((storeKey) => landings.get(storeKey)?.key ?? [])
    const asOf = clock()
    const early = earlyBy(spread(storeKeys[0] ?? '', asOf))
    for (const storeKey of storeKeys) landings.get(storeKey)?.beginHere()
    const values = await Promise.resolve()
      .then(() => load(asked, waiters.cancelled))
      .catch((error: unknown) => new Map(asked.map((key) => [key, toError(error)])))
    const saved = storeKeys.map((storeKey, index) => {
      const key = asked[index] ?? ''
      const value = values.has(key) ? values.get(key) : new Error(`nothing was loaded for ${key}`)
      const result = value instanceof Error ? value : { value, asOf, early }
      const isCancelled = result instanceof Error && waiters.cancelled.aborted
      if (!isCancelled) failures.note(storeKey, result, clock())
      // Not awaited by callers.
      const saving = isCancelled ? Promise.resolve() : records.save(policy, storeKey, result)
      onLoad(result instanceof Error ? 'failed' : 'loaded')
      landings.get(storeKey)?.land(result)
      return saving
    })
    await Promise.all(saved)
  }

  return {
    find: (storeKey) => flights.get(storeKey),
    lastFailure: failures.lastOf,
    isRefused: failures.isRefused,

    launch(launch) {
      const { keys, storeKeyOf, willDo, isPausedBy } = launch
      const startedAt = clock()
      const landings = new Map<string, Landing>()
      const waiters = createLoadWaiters(() => {
        for (const { leave } of landings.values()) leave()
      })
      for (const key of keys)
        landings.set(storeKeyOf(key), createLanding(flights, key, { startedAt, waiters }, storeKeyOf))

      const load = (storeKeys: readonly string[]) => loadHere(launch, { landings, waiters }, storeKeys)
      const storeKeys = [...landings.keys()]
      const loading = store.claims
        ? loadShared({
            claims: store.claims,
            keys: storeKeys,
            cancelled: waiters.cancelled,
            look: records.look,
            willDo: (_, entry) => willDo(entry),
            isPausedBy: (storeKey, { asOf, error }) =>
              isTransient(error) && isPausedBy(landings.get(storeKey)?.key ?? '', asOf),
            load,
            onFound(storeKey, found) {
              // Counted from when the other gateway's load failed, so that it does not go on from one to the next.
              failures.note(storeKey, found, found instanceof Error ? startedAt : clock())
              onLoad(found instanceof Error ? 'failed' : 'shared')
              landings.get(storeKey)?.land(found)
            },
          })
        : load(storeKeys)
      landRest(loading, landings)
      return new Map([...landings.values()].map(({ key, flight }) => [key, flight]))
    },
  }
}

/** Ends flights that this gateway has not begun, once it is no longer waiting for another gateway's. */
function landRest(loading: Promise<void>, landings: Landings): void {
  const land = (error: Error) => {
    for (const landing of landings.values()) if (!landing.isHere()) landing.land(error)
  }
  loading.then(
    () => land(new Error('Every caller has left before the load began.')),
    (error: unknown) => land(toError(error)),
  )
}

/** A number from 0 to 1 that differs from load to load, and is the same for one load. */
const spread = (storeKey: string, asOf: number) =>
  hash('sha256', `${storeKey}:${asOf}`, 'buffer').readUInt32BE(0) / 2 ** 32

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
