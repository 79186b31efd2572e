import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { createLoadWaiters, type LoadWaiters } from './load-waiters.ts'
import type { Store } from './store.ts'

/** A stored value. */
export interface Entry<T> {
  readonly value: T
  readonly asOf: number
}

/** A load in flight. */
export interface Flight {
  readonly startedAt: number
  readonly entry: Promise<Entry<unknown>>
  readonly waiters: LoadWaiters
}

/**
 * Loads missing keys. A key missing from the result is an error; a failed key has an Error as its value. The signal
 * aborts once every waiter has gone.
 */
export type LoadMissing<T> = (
  keys: readonly string[],
  cancelled: AbortSignal,
) => Promise<ReadonlyMap<string, T | Error>>

/** The loads in flight, by the store's key. */
export interface Flights {
  find(storeKey: string): Flight | undefined
  /** When a load of the key last failed transiently, unless it was before `notBefore`; -Infinity for none. */
  lastFailure(storeKey: string, notBefore: number): number
  /**
   * Starts one load for all `keys`. Other callers can join each key's flight until its value is stored, or until every
   * waiter for any of the keys has gone.
   */
  launch<T>(
    policy: { readonly freshMs: number; readonly staleMs: number },
    keys: readonly string[],
    storeKeyOf: (key: string) => string,
    load: LoadMissing<T>,
  ): ReadonlyMap<string, Flight>
}

export function createFlights(store: Store, clock: Clock): Flights {
  const flights = new Map<string, Flight>()
  const failedAt = new LRUCache<string, number>({ max: 10_000 })

  function remove(storeKey: string, flight: Flight): void {
    if (flights.get(storeKey) === flight) flights.delete(storeKey)
  }

  return {
    find: (storeKey) => flights.get(storeKey),
    lastFailure(storeKey, notBefore) {
      const failed = failedAt.get(storeKey) ?? -Infinity
      return failed > notBefore ? failed : -Infinity
    },
    launch(policy, keys, storeKeyOf, load) {
      const startedAt = clock()
      const launched = new Map<string, Flight>()
      const waiters = createLoadWaiters(() => {
        for (const [key, flight] of launched) remove(storeKeyOf(key), flight)
      })
      const loaded = Promise.resolve()
        .then(() => load(keys, waiters.cancelled))
        .catch((error: unknown) => new Map(keys.map((key) => [key, toError(error)])))
      for (const key of keys) {
        const storeKey = storeKeyOf(key)
        const entry = loaded.then((values): Entry<unknown> => {
          const value = values.has(key) ? values.get(key) : new Error(`nothing was loaded for ${key}`)
          if (value instanceof Error) {
            // During the pause the stale value is served, which must not hide a refusal.
            if (!waiters.cancelled.aborted && isTransient(value)) failedAt.set(storeKey, clock())
            throw value
          }
          failedAt.delete(storeKey)
          const made = { value, asOf: startedAt }
          // Not awaited: within this process the store has the value immediately.
          void store.set(storeKey, made, Math.max(policy.staleMs, policy.freshMs))
          return made
        })
        const flight: Flight = { startedAt, entry, waiters }
        launched.set(key, flight)
        flights.set(storeKey, flight)
        entry.then(
          () => remove(storeKey, flight),
          () => remove(storeKey, flight),
        )
      }
      return launched
    },
  }
}

/** Transient errors, for which a stale value is served. Not for refusals (permissions, settings). */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof VendorError)) return false
  return ['VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_UNAVAILABLE', 'VENDOR_BAD_RESPONSE'].includes(error.code)
}

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
