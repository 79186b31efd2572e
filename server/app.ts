import { fileURLToPath } from 'node:url'
import { createAuditLog, type AuditLog } from './audit/audit-log.ts'
import { createAuditResolvers } from './audit/resolvers.ts'
import { createRetention } from './audit/retention.ts'
import { createSigner, signingKeysOf } from './audit/signer.ts'
import { hasRole } from './auth/principal.ts'
import type { SessionTimes } from './auth/session-times.ts'
import { createCache, type Cache, type CacheObserver } from './cache/cache.ts'
import { readCodeVersion } from './cache/code-version.ts'
import { createStore, type OnCacheState, type StoreTimes } from './cache/store.ts'
import { addDays, dayOf, startOfDay } from './calendar/days.ts'
import { createTenantAccess, type TenantAccess } from './tickets/tenant-access.ts'
import { createTicketResolvers } from './tickets/ticket-resolvers.ts'
import type { ChangeTimes } from './changes/change-times.ts'
import { createChanges } from './changes/changes.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { secretsOfVendors } from './config/vendor-settings.ts'
import { createCacheRecords } from './database/cache-records.ts'
import { createBulkDatabase, openDatabase, type Database } from './database/create-database.ts'
import { createStateTeller, type DatabaseState } from './database/database-state.ts'
import { kindOf } from './database/database-kind.ts'
import { createEncrypter } from './database/encrypter.ts'
import { DatabaseUnavailableError } from './database/database-unavailable-error.ts'
import type { ProbeTimes } from './database/postgres-pool.ts'
import { GatewayError } from './errors/gateway-error.ts'
import { createApollo } from './graphql/apollo.ts'
import { createCallCheck } from './graphql/check-call.ts'
import type { KeepPolicy } from './graphql/execution/kept-fields.ts'
import { createSandbox } from './graphql/sandbox.ts'
import { createIntrospectionRule } from './graphql/introspection.ts'
import { createSchema } from './graphql/schema.ts'
import { writeSchemaText } from './graphql/schema-text.ts'
import { createHttpApp } from './http/app.ts'
import { createCallerLimits } from './limits/caller-limits.ts'
import { createCounters } from './limits/counters/create-counters.ts'
import type { Counters } from './limits/counter.ts'
import { createLimits } from './limits/limits.ts'
import { createMemoryCounters } from './limits/memory-counters.ts'
import { createSalesResolvers, salesReadFields } from './sales/resolvers.ts'
import { createKeepRule } from './service-desk/keep-rule.ts'
import { createServiceDeskResolvers } from './service-desk/resolvers.ts'
import { createUnusedReplicas } from './sync/delete-unused.ts'
import { createLogger, type Logger } from './telemetry/logger.ts'
import { createMetrics, type Metrics } from './telemetry/metrics.ts'
import { createCredentials, type Credentials } from './tenants/credentials.ts'
import { createFeatures } from './tenants/features.ts'
import { createTenantsResolvers } from './tenants/resolvers.ts'
import { createTenantRecords, type TenantRecords } from './tenants/tenant-records.ts'
import { tenantsOf } from './tenants/tenants.ts'
import { createAutotask } from './vendors/autotask/index.ts'
import { createConnectWise, type ConnectWise } from './vendors/connectwise/index.ts'
import { createHubSpot, isHubSpotsOwn } from './vendors/hubspot/index.ts'
import { unchecked, type VendorModule } from './vendors/kit/vendor.ts'
import { createSlots } from './vendors/slots/create-slots.ts'
import type { SharedSlots } from './vendors/slots/shared-slots.ts'
import { createViewerResolvers } from './viewer/resolvers.ts'
import { createWebsiteResolvers, websiteReadFields } from './website/resolvers.ts'

export interface AppOptions {
  readonly config: Config
  /** Clock for figures and cache ages. */
  readonly clock?: Clock
  /** Clock for token validity, i.e. the identity provider's time. */
  readonly tokenClock?: Clock
  readonly logger?: Logger
  /** An access token for Apollo Sandbox; for the demo only. */
  readonly sandboxToken?: () => Promise<string>
  /** Overrides the default vendor timeouts, in milliseconds. */
  readonly timeouts?: { readonly autotask?: number; readonly hubspot?: number; readonly connectwise?: number }
  /** Overrides the default rate limit per ConnectWise tenant (10 calls per second). */
  readonly callsPerSecond?: number
  /** Overrides the default intervals and timeouts of change delivery. */
  readonly changes?: Partial<ChangeTimes>
  /** Overrides how long PostgreSQL may take before it counts as unavailable. */
  readonly databaseProbeTimes?: Partial<ProbeTimes>
  /** Overrides how long commands of a shared cache may take. */
  readonly cacheTimes?: StoreTimes
  /** Overrides the default session lifetimes. */
  readonly sessionTimes?: Partial<SessionTimes>
  /** Build output: the portal, and its persisted operations by hash. Defaults to `dist/`. */
  readonly buildFolder?: string
}

/** The assembled gateway, not yet listening. */
export interface App {
  /** Starts listening and returns the port. */
  listen(port?: number): Promise<number>
  /**
   * Stops accepting requests, drains in-flight ones for up to `graceMs` (default 10,000), and releases all resources.
   */
  close(graceMs?: number): Promise<void>
}

/** Values to redact from every log line. */
export function secretsOf({ vendors, oidc, credentialsKeys, databaseUrl, cacheUrl }: Config): string[] {
  const passwords = [databaseUrl, cacheUrl].map((url) => URL.parse(url)?.password ?? '')
  const keys = [...credentialsKeys, ...(oidc.client?.sessionKeys ?? [])].map((key) => key.toString('base64'))
  return [
    ...secretsOfVendors(vendors),
    ...(oidc.client ? [oidc.client.secret] : []),
    ...keys,
    ...passwords.flatMap((password) => [password, decodeURIComponent(password)]),
  ]
}

interface TenantsConnectWise {
  readonly access: TenantAccess
  readonly connectWise: ConnectWise
  readonly tenants: TenantRecords
  readonly credentials: Credentials
}

/** ConnectWise as one of the vendors: its credentials are per tenant. Makes no call for a tenant whose access is denied. */
function createConnectWiseModule({ access, connectWise, tenants, credentials }: TenantsConnectWise): VendorModule {
  return {
    vendor: 'CONNECTWISE',
    scopes: ['CHANGES'],
    // An allowed host does not imply that a tenant has credentials.
    isConfigured: credentials.isAnyThere,
    status: async () => unchecked((await credentials.isAnyThere()) ? 'UNKNOWN' : 'NOT_CONFIGURED'),
    async statusOf(tenantId) {
      try {
        const { account } = await access.require(tenantId)
        return await connectWise.status(account)
      } catch (error) {
        if (!(error instanceof GatewayError) || error instanceof DatabaseUnavailableError) throw error
        return unchecked(error.code === 'VENDOR_NOT_CONFIGURED' ? 'NOT_CONFIGURED' : 'UNKNOWN', error.message)
      }
    },
    prepare: () => undefined,
    refresh: async () => connectWise.refresh((await tenants.list()).map(({ id }) => id)),
    collections: () => [],
    close: async () => connectWise.close(),
  }
}

/** Whether each vendor is configured, by its name in lower case. */
async function checkConfigured(vendors: readonly VendorModule[]): Promise<Record<string, boolean>> {
  const checks = vendors.map(async ({ vendor, isConfigured }) => [vendor.toLowerCase(), await isConfigured()] as const)
  return Object.fromEntries(await Promise.all(checks))
}

/** Opens cache, database and slots; they report their state to the log, the first two to metrics and health check too. */
async function openStores(options: AppOptions, clock: Clock, logger: Logger, metrics: Metrics) {
  const { config, databaseProbeTimes, cacheTimes } = options
  const health: { cache: 'available' | 'unavailable'; database: DatabaseState } = {
    cache: 'available',
    database: 'available',
  }
  let isStarted = false
  const databaseState = createStateTeller((state, reason) => {
    health.database = state
    metrics.databaseAvailable.set(Number(state === 'available'))
    // If the database is unavailable at startup, the thrown error reports it.
    if (!isStarted) return
    if (state === 'available') logger.info('database available again')
    else logger.warn({ err: reason, state }, 'database unavailable')
  })
  const database = await openDatabase(config.databaseUrl, {
    probeTimes: databaseProbeTimes,
    onLost: (err) => logger.warn({ err }, 'database closed an idle connection'),
    state: databaseState,
  })
  const bulkDatabase = createBulkDatabase(config.databaseUrl, database, databaseState)
  isStarted = true
  const codeVersion = readCodeVersion(fileURLToPath(new URL('vendors', import.meta.url)))
  const onCacheState: OnCacheState = ({ isAvailable, reason }) => {
    health.cache = isAvailable ? 'available' : 'unavailable'
    metrics.cacheAvailable.set(Number(isAvailable))
    if (isAvailable) logger.info('cache available again')
    else logger.warn({ err: reason }, 'cache unavailable')
  }
  // Afterwards: its tables may be new.
  const store = createStore(config.cacheUrl, onCacheState, {
    openRecords: () => createCacheRecords(config.databaseUrl, { probeTimes: databaseProbeTimes }),
    times: cacheTimes,
  })
  const observer: CacheObserver = {
    onRead: (result) => metrics.cacheReads.inc({ result }),
    onLoad: (result) => metrics.cacheLoads.inc({ result }),
  }
  const slots = createSlots({
    ...config,
    probeTimes: databaseProbeTimes,
    onSharing({ isShared, reason }) {
      if (isShared) logger.info('limits of vendors are shared with other gateways again')
      else logger.warn({ err: reason }, 'limits of vendors cannot be shared: this gateway keeps to them by itself')
    },
  })
  // So that the first calls already keep to what is shared.
  await slots.ready
  const counters = createCounters({
    ...config,
    probeTimes: databaseProbeTimes,
    limitMs: cacheTimes?.limitMs,
    onCounting({ isShared, reason }) {
      if (isShared) logger.info('limits on callers are shared with other gateways again')
      else logger.warn({ err: reason }, 'limits on callers cannot be shared: this gateway counts by itself')
    },
  })
  return {
    slots,
    counters,
    cache: createCache({ store, clock, codeVersion, observer }),
    database,
    bulkDatabase,
    health: () => health,
  }
}

interface SharedParts {
  readonly cache: Cache
  readonly slots: SharedSlots
  readonly counters: Counters
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
}

/** The rooms of the graph over the vendors, with what they share. */
function createRooms(
  { config, changes: times, timeouts = {}, callsPerSecond }: AppOptions,
  shared: SharedParts,
  {
    database,
    bulkDatabase,
    audit,
  }: { readonly database: Database; readonly bulkDatabase: Database; readonly audit: AuditLog },
) {
  const { clock } = shared
  const { timeZone } = config
  const isShared = kindOf(config.databaseUrl) === 'postgres'
  const replicaKeys = new Set<string>()
  const sync =
    config.sync.months > 0 ? { ...shared, ...config.sync, database: bulkDatabase, keys: replicaKeys, isShared } : null
  const autotask = createAutotask({ ...shared, settings: config.vendors.autotask, timeoutMs: timeouts.autotask, sync })
  const hubspot = createHubSpot({ ...shared, settings: config.vendors.hubspot, timeoutMs: timeouts.hubspot, sync })
  const { allowedHosts } = config.connectWise
  const connectWise = createConnectWise({ ...shared, allowedHosts, timeoutMs: timeouts.connectwise, callsPerSecond })

  const encrypter = config.credentialsKeys.length === 0 ? null : createEncrypter(config.credentialsKeys)
  const tenants = createTenantRecords({ db: database, clock })
  const credentials = createCredentials({ db: database, clock, encrypter, allowedHosts })
  const features = createFeatures({ db: database, clock })
  const access = createTenantAccess({ accountOf: credentials.open, isFeatureOn: features.isOn })
  const vendors: readonly VendorModule[] = [
    autotask,
    hubspot,
    createConnectWiseModule({ connectWise, tenants, credentials, access }),
  ]
  const changes = createChanges({
    ...shared,
    database,
    databaseKind: kindOf(config.databaseUrl),
    connectWise,
    access,
    tenantExists: async (id) => (await tenants.find(id)) !== null,
    times,
  })

  const schema = createSchema([
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
      counters: config.cacheUrl === 'memory:' ? createMemoryCounters() : shared.counters,
      refreshSeconds: config.rates.refreshSeconds,
      tenantsOf: (principal) => tenantsOf(tenants, principal),
      featuresOn: features.keysOn,
    }),
  ])
  // Also where nothing is replicated any more: what was stored before is deleted in time.
  const unusedReplicas = createUnusedReplicas({ database: bulkDatabase, inUse: replicaKeys, logger: shared.logger })
  const keep: KeepPolicy = {
    rules: [createKeepRule({ ...shared, autotask, timeZone })],
    trackedFields: new Set(['viewer', 'dealsProgress']),
    readFields: new Set([...salesReadFields, ...websiteReadFields]),
    endOfDay: () => startOfDay(addDays(dayOf(shared.clock(), timeZone), 1), timeZone),
    keepsFields: config.responseCacheBytes > 0,
  }
  return { schema, vendors, changes, unusedReplicas, keep }
}

/** Composes the gateway. The only module that imports every room. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock = systemClock, tokenClock = systemClock } = options
  const logger = options.logger ?? createLogger({ level: config.logLevel, secrets: secretsOf(config) })
  const metrics = createMetrics()
  const { cache, slots, counters, database, bulkDatabase, health } = await openStores(options, clock, logger, metrics)
  const auditParts = { database: bulkDatabase, signer: createSigner(signingKeysOf(config)), clock, logger }
  const audit = createAuditLog({ ...auditParts, metrics })
  const retention = createRetention({ ...auditParts, days: config.audit.retentionDays })
  const { schema, vendors, changes, unusedReplicas, keep } = createRooms(
    options,
    { cache, slots, counters, clock, logger, metrics },
    { database, bulkDatabase, audit },
  )

  const isExplorable = config.environment === 'development'
  const limits = createLimits(config.limits)
  const sandbox = isExplorable ? createSandbox(options.sandboxToken) : null
  const mayIntrospect = createIntrospectionRule(config)
  const apollo = createApollo({ schema, logger, metrics, limits, keep, isExplorable, mayIntrospect, sandbox })
  await apollo.start()
  changes.start()
  audit.start()
  retention.start()
  unusedReplicas.start()

  const callerLimits = createCallerLimits({
    settings: config.rates,
    counters,
    onSpent(limit, caller) {
      metrics.limitsSpent.inc({ limit })
      logger.warn({ limit, caller }, 'limit on a caller reached')
    },
  })
  const { hubspot } = config.vendors
  const httpApp = createHttpApp({
    config,
    apollo,
    checkCall: createCallCheck({ schema, limits }),
    schema: { schemaText: writeSchemaText(schema), mayIntrospect },
    callerLimits,
    sandbox,
    database,
    audit,
    clock,
    tokenClock,
    logger,
    metrics,
    stores: health,
    vendors: () => checkConfigured(vendors),
    onSignedIn(principal) {
      if (hasRole(principal, 'VIEWER')) for (const { prepare } of vendors) prepare()
    },
    chat: hubspot && { origin: isHubSpotsOwn(hubspot.baseUrl) ? null : hubspot.baseUrl.origin },
    sessionTimes: options.sessionTimes,
    buildFolder: options.buildFolder,
  })

  return {
    listen: httpApp.listen,
    async close(graceMs = 10_000) {
      // Start first: requests waiting for a delivery then return PENDING.
      const delivered = changes.close(graceMs)
      await httpApp.close(graceMs)
      await delivered
      await apollo.stop()
      await Promise.all([unusedReplicas.close(), retention.close(), ...vendors.map(({ close }) => close())])
      await audit.close()
      await slots.close()
      await counters.close()
      await cache.close()
      await bulkDatabase.destroy()
      await database.destroy()
    },
  }
}
