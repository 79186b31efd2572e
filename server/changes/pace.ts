import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until one more call may leave for a tenant, so that no more than `perSecond` do within any second. */
export function createPace(perSecond: number): (tenantId: string) => Promise<void> {
  const begins = new Map<string, number[]>()
  return async (tenantId) => {
    if (perSecond === Infinity) return
    const latest = begins.get(tenantId) ?? []
    const now = performance.now()
    const begin = Math.max(now, (latest.at(-perSecond) ?? -Infinity) + 1_000)
    // Taken before it is waited for, so that no two get the same turn.
    begins.set(tenantId, [...latest, begin].slice(-perSecond))
    if (begin > now) await sleep(begin - now)
  }
}
