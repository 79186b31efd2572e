import type { AuditLog } from './audit/audit-log.ts'
import { createAuditResolvers } from './audit/resolvers.ts'
import { addDays, dayOf, startOfDay } from './calendar/days.ts'
import type { ChangeTimes } from './changes/change-times.ts'
import { createChanges } from './changes/changes.ts'
import type { Clock } from './clock.ts'
import type { GraphConfig } from './config/config.ts'
import { kindOf } from './database/database-kind.ts'
import { createEncrypter } from './database/encrypter.ts'
import type { EntityReferences } from './graphql/entity-references.ts'
import type { KeepPolicy } from './graphql/execution/kept-fields.ts'
import type { Resolvers } from './graphql/resolver-types.gen.ts'
import { writeSchemaText, type ServedSchema } from './graphql/schema-text.ts'
import { createSchema } from './graphql/schema.ts'
import { createMemoryCounters } from './limits/memory-counters.ts'
import { createSalesReferences } from './sales/references.ts'
import { createSalesResolvers, salesReadFields } from './sales/resolvers.ts'
import { createKeepRule } from './service-desk/keep-rule.ts'
import { createServiceDeskReferences } from './service-desk/references.ts'
import { createServiceDeskResolvers } from './service-desk/resolvers.ts'
import type { Stores } from './stores.ts'
import { createUnusedReplicas } from './sync/delete-unused.ts'
import type { Logger } from './telemetry/logger.ts'
import type { Metrics } from './telemetry/metrics.ts'
import type { Tracer } from './telemetry/tracer.ts'
import { createCredentials } from './tenants/credentials.ts'
import { createFeatures } from './tenants/features.ts'
import { createTenantReferences } from './tenants/references.ts'
import { createTenantsResolvers } from './tenants/resolvers.ts'
import { createTenantRecords } from './tenants/tenant-records.ts'
import { tenantsOf } from './tenants/tenants.ts'
import { createConnectWiseModule } from './tickets/connectwise-module.ts'
import { createTenantAccess } from './tickets/tenant-access.ts'
import { createTicketReferences } from './tickets/references.ts'
import { createTicketResolvers } from './tickets/ticket-resolvers.ts'
import { createAutotask } from './vendors/autotask/index.ts'
import { createConnectWise } from './vendors/connectwise/index.ts'
import { createHubSpot } from './vendors/hubspot/index.ts'
import type { VendorModule } from './vendors/kit/vendor.ts'
import { createViewerResolvers } from './viewer/resolvers.ts'
import { createWebsiteResolvers, websiteReadFields } from './website/resolvers.ts'
import type { WorkTime } from './work-time.ts'

export interface RoomsOptions {
  readonly config: GraphConfig
  /** Overrides the default vendor timeouts, in milliseconds. */
  readonly timeouts?:
    { readonly autotask?: number; readonly hubspot?: number; readonly connectwise?: number } | undefined
  /** Overrides the default rate limit per ConnectWise tenant (10 calls per second). */
  readonly callsPerSecond?: number | undefined
  /** Overrides the default intervals and timeouts of change delivery. */
  readonly changes?: Partial<ChangeTimes> | undefined
  /** Where this process is stopped between requests: the time for work that none waits for, in place of the background. */
  readonly workTime?: WorkTime | undefined
}

interface RoomsParts {
  readonly stores: Stores
  readonly audit: AuditLog
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracer: Tracer | null
}

/** The rooms of the graph over the vendors, with what they share. Imports every room. */
export async function createRooms(
  { config, changes: times, timeouts = {}, callsPerSecond, workTime }: RoomsOptions,
  { stores, audit, ...telemetry }: RoomsParts,
) {
  const { database, bulkDatabase, source, cache, slots, counters, isCacheShared } = stores
  const shared = { ...telemetry, cache, slots, counters }
  const { clock } = shared
  const { timeZone } = config
  const databaseKind = kindOf(source)
  const isShared = databaseKind === 'postgres'
  const replicaKeys = new Set<string>()
  const replicated = { ...shared, ...config.sync, database: bulkDatabase, keys: replicaKeys, isShared, workTime }
  const sync = config.sync.months > 0 ? replicated : null
  const autotask = createAutotask({ ...shared, settings: config.vendors.autotask, timeoutMs: timeouts.autotask, sync })
  const hubspot = createHubSpot({ ...shared, settings: config.vendors.hubspot, timeoutMs: timeouts.hubspot, sync })
  const { allowedHosts } = config.connectWise
  const connectWise = createConnectWise({ ...shared, allowedHosts, timeoutMs: timeouts.connectwise, callsPerSecond })

  const encrypter = config.credentialsKeys.length === 0 ? null : createEncrypter(config.credentialsKeys)
  const tenants = createTenantRecords({ db: database, clock })
  const tenantIds = async () => (await tenants.list()).map(({ id }) => id)
  const credentials = createCredentials({ db: database, clock, encrypter, allowedHosts })
  const features = createFeatures({ db: database, clock })
  const access = createTenantAccess({ accountOf: credentials.open, isFeatureOn: features.isOn })
  const vendors: readonly VendorModule[] = [
    autotask,
    hubspot,
    createConnectWiseModule({ connectWise, access, isConfigured: credentials.isAnyThere, tenantIds }),
  ]
  const changes = createChanges({
    ...shared,
    database,
    databaseKind,
    connectWise,
    access,
    tenantExists: async (id) => (await tenants.find(id)) !== null,
    times,
    retentionDays: config.changeRetentionDays,
    isOnDemand: workTime !== undefined,
  })

  const resolvers = [
    createServiceDeskResolvers({ autotask, clock, timeZone, isFeatureOn: features.isOn }),
    createSalesResolvers({ hubspot, timeZone }),
    createWebsiteResolvers({ hubspot, clock, timeZone }),
    createTenantsResolvers({
      records: tenants,
      credentials,
      features,
      testConnection: connectWise.test,
      connectWiseFor: connectWise.forRequest,
    }),
    createTicketResolvers({ connectWise, access }),
    changes.resolvers,
    createAuditResolvers({ database, log: audit, clock, timeZone }),
    createViewerResolvers({
      vendors,
      clock,
      timeZone,
      // Without a shared cache, a refresh of another gateway refreshes nothing here.
      counters: isCacheShared ? counters : createMemoryCounters(),
      refreshSeconds: config.rates.refreshSeconds,
      tenantsOf: (principal) => tenantsOf(tenants, principal),
      featuresOn: features.keysOn,
    }),
  ]
  const references = {
    ...createServiceDeskReferences({ autotask, clock, timeZone }),
    ...createSalesReferences({ hubspot, timeZone }),
    ...createTenantReferences(tenants),
    ...createTicketReferences({ connectWise, access, tenantIds }),
    ...changes.references,
  }
  // Also where nothing is replicated any more: what was stored before is deleted in time.
  const unusedReplicas = createUnusedReplicas({ database: bulkDatabase, inUse: replicaKeys, logger: shared.logger })
  const keep = createKeepPolicy(config, { ...shared, autotask })
  return { ...(await buildSchema(config, resolvers, references)), vendors, changes, unusedReplicas, keep }
}

/** What may be used again, and for how long. */
function createKeepPolicy(
  { timeZone, responseCacheBytes }: GraphConfig,
  parts: Omit<Parameters<typeof createKeepRule>[0], 'timeZone'>,
): KeepPolicy {
  return {
    rules: [createKeepRule({ ...parts, timeZone })],
    trackedFields: new Set(['viewer', 'dealsProgress']),
    readFields: new Set([...salesReadFields, ...websiteReadFields]),
    endOfDay: () => startOfDay(addDays(dayOf(parts.clock(), timeZone), 1), timeZone),
    keepsFields: responseCacheBytes > 0,
  }
}

/** As a subgraph it needs a library that is not loaded otherwise. */
async function buildSchema(
  { isSubgraph }: GraphConfig,
  resolvers: readonly Resolvers[],
  references: EntityReferences,
): Promise<ServedSchema> {
  if (isSubgraph) return (await import('./graphql/subgraph.ts')).createSubgraphSchema(resolvers, references)
  const schema = createSchema(resolvers)
  return { schema, schemaText: writeSchemaText(schema) }
}
