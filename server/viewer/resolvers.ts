import { requireRole } from '../auth/permissions.ts'
import { rolesOf } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import type { Vendor } from '../errors/vendor-error.ts'
import type { RefreshScope, Resolvers, VendorState } from '../graphql/resolver-types.gen.ts'

/** What the room is told of a vendor. */
export interface VendorProbe {
  readonly vendor: Vendor
  /** The parts of the graph that it feeds. */
  readonly scopes: readonly RefreshScope[]
  /** How it stands; never throws. */
  readonly status: () => Promise<{
    state: VendorState
    message: string | null
    checkedAt: number | null
    budget: { limit: number; used: number; windowSeconds: number } | null
  }>
  /** From now on its figures are asked for anew. */
  readonly refresh: () => Promise<void>
}

export interface ViewerOptions {
  readonly vendors: readonly VendorProbe[]
  readonly clock: Clock
  readonly timeZone: string
  /** The keys of the features that are on. */
  readonly featuresOn: () => Promise<readonly string[]>
}

/** Who is asking, how the vendors stand, and asking them anew. */
export function createViewerResolvers({ vendors, clock, timeZone, featuresOn }: ViewerOptions) {
  return {
    Query: {
      viewer: async (_, __, { principal }) => ({
        id: principal.id,
        name: principal.name,
        email: principal.email,
        roles: rolesOf(principal),
        tenants: [],
        timeZone,
        features: [...(await featuresOn())],
      }),
      vendorStatus: () =>
        Promise.all(
          vendors.map(async ({ vendor, status }) => {
            const { budget, ...reading } = await status()
            return { vendor, tenant: null, ...reading, budget: budget && { ...budget, resetsAt: null } }
          }),
        ),
    },
    Mutation: {
      refresh: requireRole('VIEWER', async (_, { input }) => {
        const refreshedAt = clock()
        const hit = vendors.filter(({ scopes }) => input.scope === 'ALL' || scopes.includes(input.scope))
        await Promise.all(hit.map(({ refresh }) => refresh()))
        return { refreshedAt, userErrors: [] }
      }),
    },
  } satisfies Resolvers
}
