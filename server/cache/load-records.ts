import type { Clock } from '../clock.ts'
import { isEntry, type Entry } from './entry.ts'
import type { FirstSeen } from './first-seen.ts'
import type { CachePolicy } from './freshness.ts'
import { createLoadOutcomes, outcomeMs } from './load-outcome.ts'
import type { Found } from './shared-load.ts'
import type { Store } from './store-types.ts'

const outcomeKeyOf = (storeKey: string) => `outcome:${storeKey}`

/** What gateways tell each other of their loads, through the store. */
export function createLoadRecords({
  store,
  clock,
  firstSeen,
}: {
  readonly store: Store
  readonly clock: Clock
  readonly firstSeen: FirstSeen
}) {
  const outcomes = createLoadOutcomes()
  return {
    /** Reads values and outcomes of earlier loads. */
    async look(storeKeys: readonly string[]): Promise<ReadonlyMap<string, Found>> {
      const stored = await store.getMany([...storeKeys, ...storeKeys.map(outcomeKeyOf)])
      return new Map(
        storeKeys.map((storeKey, index) => {
          const value = stored[index]
          const entry = isEntry(value) ? { ...value, asOf: firstSeen(storeKey, value.asOf, clock()) } : undefined
          return [storeKey, { entry, outcome: outcomes.read(stored[storeKeys.length + index]) }]
        }),
      )
    },

    /** Stores what was loaded, and tells the other gateways of what was not, or cannot be, stored. */
    async save(policy: CachePolicy, storeKey: string, result: Entry<unknown> | Error): Promise<void> {
      const isError = result instanceof Error
      // Within this process the store has the value immediately.
      if (!isError && (await store.set(storeKey, result, Math.max(policy.staleMs, policy.freshMs)))) return
      const outcome = store.claims && outcomes.write(isError ? result : null, clock())
      if (outcome) await store.set(outcomeKeyOf(storeKey), outcome, outcomeMs)
    },
  }
}
