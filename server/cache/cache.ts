import type { Clock } from '../clock.ts'
import type { CallsLeft } from '../telemetry/vendor-calls.ts'
import { createAccountCache, keyPrefix, type AccountCache, type Shared } from './account-cache.ts'
import type { CacheObserver } from './cache-observer.ts'
import { createFirstSeen } from './first-seen.ts'
import { createFlights } from './flights.ts'
import type { Store } from './store-types.ts'

export type { AccountCache, LoadCost, Waiter } from './account-cache.ts'
export type { CacheObserver, ReadResult } from './cache-observer.ts'
export type { CachePolicy } from './freshness.ts'

/** Cache of vendor responses. Values are only accessible per account, so none can be stored without one. */
export interface Cache {
  /**
   * Returns the cache of one account.
   *
   * @param account unique among the vendor's accounts: `autotask:4f6c…`
   * @param callsLeft how many calls the account has left; not limited by default
   */
  of(account: string, callsLeft?: CallsLeft): AccountCache
  close(): Promise<void>
}

/**
 * A cache of vendor responses shared by all callers: fresh for a while, then served while a new one is loaded behind it
 * (stale-while-revalidate), loaded once at a time per key, also by gateways that share the store, and served stale when the
 * vendor is unavailable (stale-if-error).
 *
 * @param store where values are stored; never fails and barely delays
 * @param clock decides freshness; the store's TTL only cleans up
 * @param codeVersion version of the code that shapes values: gateways with other code share nothing
 */
export function createCache({
  store,
  clock,
  codeVersion = '',
  observer = { onRead: () => undefined, onLoad: () => undefined },
}: {
  store: Store
  clock: Clock
  codeVersion?: string
  observer?: CacheObserver
}): Cache {
  const firstSeen = createFirstSeen()
  const shared: Shared = {
    store,
    clock,
    valuePrefix: `${keyPrefix}${codeVersion}:`,
    flights: createFlights({ store, clock, firstSeen, onLoad: observer.onLoad }),
    firstSeen,
    refreshedAt: new Map(),
    observer,
  }
  return {
    of: (account, callsLeft) => createAccountCache(shared, account, callsLeft),
    close: () => store.close(),
  }
}
