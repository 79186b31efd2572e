import { requireOperator, requireRole } from '../auth/permissions.ts'
import { hasRole } from '../auth/principal.ts'
import { inputError, type UserError } from '../errors/user-error.ts'
import { VendorError } from '../errors/vendor-error.ts'
import type { GraphContext } from '../graphql/context.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import type { ConnectionCheck, ConnectWiseAccount } from '../vendors/connectwise/types.ts'
import { createBoards, type BoardsOptions } from './boards.ts'
import type { Credentials } from './credentials.ts'
import { featureKeys, type Features } from './features.ts'
import type { TenantRecord, TenantRecords } from './tenant-records.ts'
import { createTenant, renameTenant, tenantsOf } from './tenants.ts'
import { noSuchTenant } from './user-errors.ts'

export interface TenantsOptions {
  readonly records: TenantRecords
  readonly credentials: Credentials
  readonly features: Features
  /** Tests an account's access to each required area. */
  readonly testConnection: (account: ConnectWiseAccount) => Promise<ConnectionCheck[]>
  readonly connectWiseFor: BoardsOptions['connectWiseFor']
}

/** Resolvers for tenants, their ConnectWise credentials, and features. */
export function createTenantsResolvers(options: TenantsOptions) {
  const { records, credentials, features, testConnection } = options
  const boards = createBoards(options)

  /** Runs a change of an existing tenant, which returns its input errors. */
  async function changeTenant(tenantId: string, change: (tenant: TenantRecord) => Promise<readonly UserError[]>) {
    const tenant = await records.find(tenantId)
    if (!tenant) return { tenant: null, userErrors: [noSuchTenant('tenantId', tenantId)] }
    const userErrors = await change(tenant)
    return { tenant: userErrors.length === 0 ? tenant : null, userErrors }
  }

  return {
    Query: {
      tenants: requireRole('OPERATOR', (_, __, { principal }) => tenantsOf(records, principal)),
      tenant: requireRole('OPERATOR', (_, { id }, { principal }) => {
        requireOperator(principal, id)
        return records.find(id)
      }),
      featureFlags: requireRole('ADMIN', async () => {
        const tenants = await records.list()
        const states = await Promise.all(featureKeys.map((key) => features.find(key, tenants)))
        return states.filter((state) => state !== null)
      }),
    },
    Tenant: {
      connectWise: enterTenant,
    },
    ConnectWise: {
      enabled: ({ id }) => features.isOn('connectwise_integration', id),
      credentials: requireRole('ADMIN', ({ id }) => credentials.view(id)),
      boards: requireRole('OPERATOR', ({ id }, _, context) =>
        boards.list(context, id, hasRole(context.principal, 'ADMIN')),
      ),
    },
    ConnectWiseBoard: {
      statuses: (board) => boards.statuses(board),
    },
    Mutation: {
      createTenant: requireRole('ADMIN', (_, { input }) => createTenant(records, input)),
      renameTenant: requireRole('ADMIN', (_, { input }) => renameTenant(records, input)),
      saveConnectWiseCredentials: requireRole('ADMIN', (_, { input }, { principal }) =>
        changeTenant(input.tenantId, ({ id }) => credentials.save(id, input, principal.name)),
      ),
      deleteConnectWiseCredentials: requireRole('ADMIN', (_, { input }) =>
        changeTenant(input.tenantId, async ({ id }) => {
          await credentials.delete(id)
          return []
        }),
      ),
      testConnectWiseConnection: requireRole('ADMIN', async (_, { input }) => {
        const tenant = await records.find(input.tenantId)
        if (!tenant) return { checks: [], userErrors: [noSuchTenant('tenantId', input.tenantId)] }
        try {
          const { account } = await credentials.open(tenant.id)
          return { checks: await testConnection(account), userErrors: [] }
        } catch (error) {
          if (!(error instanceof VendorError) || error.code !== 'VENDOR_NOT_CONFIGURED') throw error
          return { checks: [], userErrors: [{ field: ['tenantId'], message: error.message, code: error.code }] }
        }
      }),
      setFeatureFlag: requireRole('ADMIN', async (_, { input }, { principal }) => {
        const { key, enabled, tenantId } = input
        if (!featureKeys.includes(key)) {
          const message = `There is no such feature. The features are ${featureKeys.join(', ')}.`
          return { flag: null, userErrors: [inputError(['key'], message)] }
        }
        const isForAll = tenantId === null || tenantId === undefined
        const tenant = isForAll ? null : await records.find(tenantId)
        if (!isForAll && !tenant) return { flag: null, userErrors: [noSuchTenant('tenantId', tenantId)] }
        await features.set({ key, enabled, tenantId: tenant?.id, by: principal.name })
        return { flag: await features.find(key, await records.list()), userErrors: [] }
      }),
    },
  } satisfies Resolvers
}

/** The tenant, for who may work for it. */
function enterTenant(tenant: TenantRecord, _: unknown, { principal, audit }: GraphContext): TenantRecord {
  requireOperator(principal, tenant.id)
  audit?.touch(tenant.id)
  return tenant
}
