import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import { createLastKnown } from '../database/last-known.ts'
import type { TenantRecord } from './tenant-records.ts'

/** All features with their defaults. */
const features = [
  { key: 'connectwise_integration', isOnByDefault: false, isOfTenants: true },
  { key: 'autotask_sales_activity', isOnByDefault: true, isOfTenants: false },
] as const

/** Keys of all features. */
export const featureKeys: readonly string[] = features.map(({ key }) => key)

/** A feature with its global and per-tenant settings. */
export interface FeatureState {
  readonly key: string
  readonly enabled: boolean
  readonly tenants: readonly { readonly tenant: TenantRecord; readonly enabled: boolean }[]
}

/** The tenant id of a global setting, where the database requires one. */
const everybody = ''

/**
 * Current feature flags. Read from the database on every use, so that switching one off takes effect immediately on all
 * replicas; while the database is unavailable, as they were read last. Every method throws DatabaseUnavailableError if
 * they were not, and `set` if the database is unavailable.
 */
export function createFeatures({ db, clock }: { db: Database; clock: Clock }) {
  const readSettings = createLastKnown(async (key): Promise<ReadonlyMap<string, boolean>> => {
    const rows = await db.selectFrom('feature_flags').select(['tenant_id', 'enabled']).where('key', '=', key).execute()
    return new Map(rows.map(({ tenant_id, enabled }) => [tenant_id, enabled === 1]))
  }, clock)

  /** A tenant's own setting takes precedence over the global one, and that over the default. */
  function holds(settings: ReadonlyMap<string, boolean>, key: string, tenantId: string = everybody): boolean {
    const isOnByDefault = features.find((feature) => feature.key === key)?.isOnByDefault ?? false
    return settings.get(tenantId) ?? settings.get(everybody) ?? isOnByDefault
  }

  return {
    /** Whether a feature is on: for the tenant or, without one, globally. Unknown features are off. */
    async isOn(key: string, tenantId?: string): Promise<boolean> {
      return holds(await readSettings(key), key, tenantId)
    },

    /**
     * Keys of the features that are on for an operator of these tenants: a per-tenant feature is on if any of them has
     * it.
     */
    async keysOn(tenants: readonly TenantRecord[]): Promise<string[]> {
      const states = await Promise.all(
        features.map(async ({ key, isOfTenants }) => {
          const settings = await readSettings(key)
          const isOn = isOfTenants ? tenants.some(({ id }) => holds(settings, key, id)) : holds(settings, key)
          return { key, isOn }
        }),
      )
      return states.filter(({ isOn }) => isOn).map(({ key }) => key)
    },

    /** @returns null if there is no such feature */
    async find(key: string, tenants: readonly TenantRecord[]): Promise<FeatureState | null> {
      if (!featureKeys.includes(key)) return null
      const settings = await readSettings(key)
      return {
        key,
        enabled: holds(settings, key),
        tenants: tenants.map((tenant) => ({ tenant, enabled: holds(settings, key, tenant.id) })),
      }
    },

    /** Switches a feature for a tenant or, without one, globally. */
    async set(change: { key: string; enabled: boolean; tenantId?: string | undefined; by: string }): Promise<void> {
      const { key, enabled, tenantId = everybody, by } = change
      const values = { enabled: Number(enabled), updated_at: clock(), updated_by: by }
      await db
        .insertInto('feature_flags')
        .values({ key, tenant_id: tenantId, ...values })
        .onConflict((conflict) => conflict.columns(['key', 'tenant_id']).doUpdateSet(values))
        .execute()
    },
  }
}

export type Features = ReturnType<typeof createFeatures>
