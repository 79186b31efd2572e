import { requireRole } from '../auth/permissions.ts'
import { rolesOf, type Principal } from '../auth/principal.ts'
import { lazy } from '../cache/lazy.ts'
import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database/database-unavailable-error.ts'
import type { Counters } from '../limits/counter.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { unchecked, type VendorModule, type VendorStatus } from '../vendors/kit/vendor.ts'
import { createRefreshes } from './refreshes.ts'
import type { VendorStatusRecord, ViewerTenant } from './viewer.ts'

/** The room's view of a vendor. */
export type VendorSource = Pick<VendorModule, 'vendor' | 'scopes' | 'status' | 'statusOf' | 'refresh' | 'collections'>

export interface ViewerOptions {
  readonly vendors: readonly VendorSource[]
  readonly clock: Clock
  readonly timeZone: string
  /** Counts refreshes, of all gateways together. */
  readonly counters: Counters
  /** A scope is refreshed at most once in so many seconds; 0: each time. */
  readonly refreshSeconds: number
  /** The tenants a principal may operate, by name. */
  readonly tenantsOf: (principal: Principal) => Promise<readonly ViewerTenant[]>
  /** Keys of the features that are on for an operator of these tenants. */
  readonly featuresOn: (tenants: readonly ViewerTenant[]) => Promise<readonly string[]>
}

/** Resolvers for the viewer, the vendors' status, and refreshing. */
export function createViewerResolvers(options: ViewerOptions) {
  const { vendors, clock, timeZone, tenantsOf, featuresOn } = options
  const refreshes = createRefreshes(options)

  /** One entry; or one per tenant, if there are any and the vendor has credentials per tenant. */
  async function readStatuses(source: VendorSource, principal: Principal): Promise<VendorStatusRecord[]> {
    const { vendor, status, statusOf, collections } = source
    const tenants = statusOf ? await tenantsOf(principal) : []
    const subjects = tenants.length > 0 ? tenants : [null]
    return subjects.map((tenant) => ({
      vendor,
      tenant,
      check: lazy(() => (tenant && statusOf ? statusOf(tenant.id) : status()).catch(unknownWithoutDatabase)),
      collections: collections(),
    }))
  }

  const statusesOf = (source: VendorSource, principal: Principal) =>
    readStatuses(source, principal).catch((error: unknown): VendorStatusRecord[] => {
      const current = unknownWithoutDatabase(error)
      return [{ vendor: source.vendor, tenant: null, check: async () => current, collections: [] }]
    })

  return {
    Viewer: {
      id: ({ principal }) => principal.id,
      name: ({ principal }) => principal.name,
      email: ({ principal }) => principal.email,
      roles: ({ principal }) => rolesOf(principal),
      async tenants(viewer, _, { dependencies }) {
        const tenants = await viewer.tenants()
        dependencies?.addReading(() => tenantsOf(viewer.principal), tenants)
        return [...tenants]
      },
      timeZone: () => timeZone,
      async features(viewer, _, { dependencies }) {
        const features = await featuresOn(await viewer.tenants())
        dependencies?.addReading(async () => featuresOn(await tenantsOf(viewer.principal)), features)
        return [...features]
      },
    },
    VendorStatus: {
      state: async ({ check }) => (await check()).state,
      message: async ({ check }) => (await check()).message,
      checkedAt: async ({ check }) => (await check()).checkedAt,
      async budget({ check }) {
        const { budget } = await check()
        return budget && { ...budget, resetsAt: budget.resetsAt ?? null }
      },
      calls: async ({ check }) => presentCalls((await check()).calls, clock()),
      collections: ({ collections }) => [...collections],
    },
    Query: {
      viewer(_, __, { principal, dependencies }) {
        dependencies?.addPrincipal()
        return { principal, tenants: lazy(() => tenantsOf(principal)) }
      },
      vendorStatus: async (_, __, { principal }) =>
        (await Promise.all(vendors.map((source) => statusesOf(source, principal)))).flat(),
    },
    Mutation: {
      refresh: requireRole('VIEWER', async (_, { input }) => ({
        refreshedAt: await refreshes.refresh(input.scope),
        userErrors: [],
      })),
    },
  } satisfies Resolvers
}

/** How calls stand, as the graph has it. */
function presentCalls(calls: VendorStatus['calls'], now: number) {
  if (!calls) return null
  const { running, waiting, breaker, pausedMs, budget, isShared } = calls
  return {
    running,
    waiting,
    breaker,
    pausedUntil: pausedMs > 0 ? now + pausedMs : null,
    budgetLeft: budget && Math.max(0, Math.round(budget.limit - budget.used)),
    shared: isShared,
  }
}

/** A vendor configured in the database is unknown while that is unavailable; the others are unaffected. */
function unknownWithoutDatabase(error: unknown): VendorStatus {
  if (!(error instanceof DatabaseUnavailableError)) throw error
  return unchecked('UNKNOWN', error.message)
}
