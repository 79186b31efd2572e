import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { TenantRecord } from './tenant-records.ts'

/** Every feature that can be switched, and how it stands before anybody has. */
const features = [
  { key: 'connectwise_integration', isOnByDefault: false, isOfTenants: true },
  { key: 'autotask_sales_activity', isOnByDefault: true, isOfTenants: false },
] as const

/** The keys of the features that can be switched. */
export const featureKeys: readonly string[] = features.map(({ key }) => key)

/** A feature with what holds for everybody and for each tenant. */
export interface FeatureState {
  readonly key: string
  readonly enabled: boolean
  readonly tenants: readonly { readonly tenant: TenantRecord; readonly enabled: boolean }[]
}

/** What stands for "everybody without a setting of their own" where the database wants a tenant. */
const everybody = ''

/**
 * Features as they are switched now. They are read from the database at every use, so that switching one off acts at once,
 * on all replicas. Everything throws DatabaseUnavailableError when it is away.
 */
export function createFeatures({ db, clock }: { db: Database; clock: Clock }) {
  async function readSettings(key: string): Promise<ReadonlyMap<string, boolean>> {
    const rows = await db.selectFrom('feature_flags').select(['tenant_id', 'enabled']).where('key', '=', key).execute()
    return new Map(rows.map(({ tenant_id, enabled }) => [tenant_id, enabled === 1]))
  }

  /** A tenant's own setting goes before the one for everybody, and that before the product's. */
  function holds(settings: ReadonlyMap<string, boolean>, key: string, tenantId: string = everybody): boolean {
    const isOnByDefault = features.find((feature) => feature.key === key)?.isOnByDefault ?? false
    return settings.get(tenantId) ?? settings.get(everybody) ?? isOnByDefault
  }

  return {
    /** Whether a feature is on: for the tenant or, without one, for everybody. An unknown one is off. */
    async isOn(key: string, tenantId?: string): Promise<boolean> {
      return holds(await readSettings(key), key, tenantId)
    },

    /** The features that are on for somebody who works for these tenants: of those that tenants have, if any has it. */
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

    /** @returns null when there is no such feature */
    async find(key: string, tenants: readonly TenantRecord[]): Promise<FeatureState | null> {
      if (!featureKeys.includes(key)) return null
      const settings = await readSettings(key)
      return {
        key,
        enabled: holds(settings, key),
        tenants: tenants.map((tenant) => ({ tenant, enabled: holds(settings, key, tenant.id) })),
      }
    },

    /** Switches a feature for a tenant or, without one, for everybody. */
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
