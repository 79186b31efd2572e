import type { DueChange } from './due-changes.ts'

/** The runs of this process: one per ticket, a limited number per tenant, none for tenants that are left alone. */
export interface ActiveRuns {
  readonly size: number
  has(change: DueChange): boolean
  /** Starts a run of a ticket that has none; `onEnd` is called after it is taken off. */
  start(change: DueChange, run: () => Promise<void>, onEnd: () => void): void
  /** Starts nothing for this tenant until `ms` have passed. */
  leaveAlone(tenantId: string, ms: number): void
  /** Tenants for which nothing may be started now. */
  busyTenants(): string[]
  /** Resolves when all current runs have ended. */
  ended(): Promise<unknown>
}

export function createActiveRuns({ perTenant }: { readonly perTenant: number }): ActiveRuns {
  const runs = new Map<string, { readonly tenantId: string; readonly running: Promise<void> }>()
  const leftAlone = new Map<string, number>()
  const keyOf = ({ tenantId, ticketId }: DueChange) => `${tenantId}:${ticketId}`

  return {
    get size() {
      return runs.size
    },
    has: (change) => runs.has(keyOf(change)),
    start(change, run, onEnd) {
      const key = keyOf(change)
      const running = run().finally(() => {
        runs.delete(key)
        onEnd()
      })
      runs.set(key, { tenantId: change.tenantId, running })
    },
    leaveAlone: (tenantId, ms) => void leftAlone.set(tenantId, performance.now() + ms),
    busyTenants() {
      const now = performance.now()
      for (const [tenantId, until] of leftAlone) if (until <= now) leftAlone.delete(tenantId)
      const counts = Map.groupBy(runs.values(), ({ tenantId }) => tenantId)
      const full = [...counts].filter(([, running]) => running.length >= perTenant).map(([tenantId]) => tenantId)
      return [...new Set([...leftAlone.keys(), ...full])]
    },
    ended: () => Promise.all([...runs.values()].map(({ running }) => running)),
  }
}
