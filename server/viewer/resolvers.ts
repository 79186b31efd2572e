import { requireRole } from '../auth/permissions.ts'
import { rolesOf, type Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import type { Vendor } from '../errors/vendor-error.ts'
import type { RefreshScope, Resolvers, VendorState } from '../graphql/resolver-types.gen.ts'

/** How a vendor stands. */
export interface VendorStanding {
  readonly state: VendorState
  readonly message: string | null
  readonly checkedAt: number | null
  readonly budget: { limit: number; used: number; windowSeconds: number } | null
}

/** A tenant, as the room is told of it. */
export interface ViewerTenant {
  readonly id: string
  readonly name: string
}

/** What the room is told of a vendor. */
export interface VendorProbe {
  readonly vendor: Vendor
  /** The parts of the graph that it feeds. */
  readonly scopes: readonly RefreshScope[]
  /** How it stands; never throws. */
  readonly status: () => Promise<VendorStanding>
  /** The same for one tenant, where a vendor has credentials per tenant; throws only when our own database is away. */
  readonly statusOf?: (tenantId: string) => Promise<VendorStanding>
  /** From now on its figures are asked for anew. */
  readonly refresh: () => Promise<void>
}

export interface ViewerOptions {
  readonly vendors: readonly VendorProbe[]
  readonly clock: Clock
  readonly timeZone: string
  /** The tenants somebody may work for, by name. */
  readonly tenantsOf: (principal: Principal) => Promise<readonly ViewerTenant[]>
  /** The keys of the features that are on for somebody who works for these tenants. */
  readonly featuresOn: (tenants: readonly ViewerTenant[]) => Promise<readonly string[]>
}

/** Who is asking, how the vendors stand, and asking them anew. */
export function createViewerResolvers({ vendors, clock, timeZone, tenantsOf, featuresOn }: ViewerOptions) {
  /** One entry; or one for each tenant, where there are any and the vendor has credentials per tenant. */
  async function standingsOf({ vendor, status, statusOf }: VendorProbe, principal: Principal) {
    const tenants = statusOf ? await tenantsOf(principal) : []
    const subjects = tenants.length > 0 ? tenants : [null]
    return Promise.all(
      subjects.map(async (tenant) => {
        const { budget, ...reading } = await (tenant && statusOf ? statusOf(tenant.id) : status())
        return { vendor, tenant, ...reading, budget: budget && { ...budget, resetsAt: null } }
      }),
    )
  }

  return {
    Query: {
      viewer: async (_, __, { principal }) => {
        const tenants = await tenantsOf(principal)
        return {
          id: principal.id,
          name: principal.name,
          email: principal.email,
          roles: rolesOf(principal),
          tenants,
          timeZone,
          features: [...(await featuresOn(tenants))],
        }
      },
      vendorStatus: async (_, __, { principal }) =>
        (await Promise.all(vendors.map((probe) => standingsOf(probe, principal)))).flat(),
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
