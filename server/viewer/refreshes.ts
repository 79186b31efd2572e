import type { Clock } from '../clock.ts'
import type { RefreshScope } from '../graphql/resolver-types.gen.ts'
import type { Counters } from '../limits/counter.ts'
import type { VendorModule } from '../vendors/kit/vendor.ts'

export interface RefreshesOptions {
  readonly vendors: readonly Pick<VendorModule, 'scopes' | 'refresh'>[]
  readonly clock: Clock
  /** Counts refreshes, of all gateways that share a cache. */
  readonly counters: Counters
  /** A scope is refreshed at most once in so many seconds; 0: each time. */
  readonly refreshSeconds: number
}

/** Refreshes scopes of the graph. */
export interface Refreshes {
  /** @returns the instant of the refresh: what was read before is no longer fresh */
  refresh(scope: RefreshScope): Promise<number>
}

/** A refresh that others share. */
interface Refresh {
  /** Until when, in monotonic milliseconds. */
  until: number
  result: Promise<number>
}

/** The scope that includes all others. */
const all = 'ALL' satisfies RefreshScope

/**
 * Refreshes each scope at most once within its time: a caller that comes sooner shares the last refresh, also one of another
 * gateway, whose marker in the shared cache holds here too. A refresh of everything counts for each scope.
 */
export function createRefreshes({ vendors, clock, counters, refreshSeconds }: RefreshesOptions): Refreshes {
  const counter = counters.of({ name: 'refresh', windowSeconds: Math.max(1, refreshSeconds) })
  const refreshMs = refreshSeconds * 1_000
  const shared = new Map<RefreshScope, Refresh>()

  async function run(scope: RefreshScope): Promise<number> {
    const refreshedAt = clock()
    const hit = vendors.filter(({ scopes }) => scope === all || scopes.includes(scope))
    await Promise.all(hit.map(({ refresh }) => refresh(scope)))
    return refreshedAt
  }

  async function runOrShare(scope: RefreshScope, refresh: Refresh): Promise<number> {
    const [own, whole] = await Promise.all([counter.add(scope, 1), scope === all ? null : counter.read(all)])
    const elsewhere = [...(own.used > 1 ? [own] : []), ...(whole && whole.used > 0 ? [whole] : [])]
    const endsInMs = Math.max(...(elsewhere.length > 0 ? elsewhere : [own]).map((count) => count.endsInMs))
    refresh.until = performance.now() + endsInMs
    // By when its time ends it is known when it was.
    if (elsewhere.length > 0) return clock() - refreshMs + endsInMs
    return run(scope).catch(async (error: unknown) => {
      await counter.add(scope, -1)
      throw error
    })
  }

  return {
    async refresh(scope) {
      if (refreshSeconds === 0) return run(scope)
      const known = [shared.get(scope), shared.get(all)].find((refresh) => refresh && performance.now() < refresh.until)
      if (known) return known.result
      const refresh: Refresh = { until: Infinity, result: Promise.resolve(0) }
      refresh.result = runOrShare(scope, refresh).catch((error: unknown) => {
        // The next one tries again.
        if (shared.get(scope) === refresh) shared.delete(scope)
        throw error
      })
      shared.set(scope, refresh)
      return refresh.result
    },
  }
}
