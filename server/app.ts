import { fileURLToPath } from 'node:url'
import { hasRole } from './auth/principal.ts'
import type { SessionTimes } from './auth/session-times.ts'
import { createCache } from './cache/cache.ts'
import { readCodeVersion } from './cache/code-version.ts'
import { createStore } from './cache/store.ts'
import { requireTenantAccount, type TenantAccessOptions } from './changes/tenant-account.ts'
import { createTicketResolvers } from './changes/ticket-resolvers.ts'
import type { ChangeTimes } from './changes/change-times.ts'
import { createChanges } from './changes/changes.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { openDatabase } from './database/create-database.ts'
import type { DatabaseState } from './database/database-state.ts'
import { kindOf } from './database/database-kind.ts'
import { createEncrypter } from './database/encrypter.ts'
import { DatabaseUnavailableError } from './database/database-unavailable-error.ts'
import { GatewayError } from './errors/gateway-error.ts'
import { createApollo } from './graphql/apollo.ts'
import { createCallCheck } from './graphql/check-call.ts'
import type { VendorState } from './graphql/resolver-types.gen.ts'
import { createSandbox } from './graphql/sandbox.ts'
import { createSchema } from './graphql/schema.ts'
import { createHttpApp } from './http/app.ts'
import { createLimits } from './limits/limits.ts'
import { createSalesResolvers } from './sales/resolvers.ts'
import { createServiceDeskResolvers } from './service-desk/resolvers.ts'
import { createLogger, type Logger } from './telemetry/logger.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { createCredentials, type Credentials } from './tenants/credentials.ts'
import { createFeatures } from './tenants/features.ts'
import { createTenantsResolvers } from './tenants/resolvers.ts'
import { createTenantRecords, type TenantRecords } from './tenants/tenant-records.ts'
import { tenantsOf } from './tenants/tenants.ts'
import { createAutotask, type Autotask } from './vendors/autotask/index.ts'
import { createConnectWise, type ConnectWise } from './vendors/connectwise/index.ts'
import { createHubSpot, isHubSpotsOwn, type HubSpot } from './vendors/hubspot/index.ts'
import { createViewerResolvers, type VendorSource } from './viewer/resolvers.ts'
import { createWebsiteResolvers } from './website/resolvers.ts'

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
export function secretsOf({ autotask, hubspot, oidc, credentialsKeys, databaseUrl, cacheUrl }: Config): string[] {
  const passwords = [databaseUrl, cacheUrl].map((url) => URL.parse(url)?.password ?? '')
  const keys = [...credentialsKeys, ...(oidc.client?.sessionKeys ?? [])].map((key) => key.toString('base64'))
  return [
    ...(autotask ? [autotask.secret, autotask.integrationCode, autotask.username] : []),
    ...(hubspot ? [hubspot.apiKey] : []),
    ...(oidc.client ? [oidc.client.secret] : []),
    ...keys,
    ...passwords.flatMap((password) => [password, decodeURIComponent(password)]),
  ]
}

const autotaskSource = (autotask: Autotask): VendorSource => ({
  vendor: 'AUTOTASK',
  scopes: ['SERVICE_DESK'],
  status: autotask.status,
  refresh: autotask.refresh,
})

const hubspotSource = (hubspot: HubSpot): VendorSource => ({
  vendor: 'HUBSPOT',
  scopes: ['SALES', 'WEBSITE'],
  status: hubspot.status,
  refresh: hubspot.refresh,
})

/** Reads the status of ConnectWise, whose credentials are per tenant. Makes no call for a tenant whose access is closed. */
function createConnectWiseSource(
  options: TenantAccessOptions & { connectWise: ConnectWise; tenants: TenantRecords; credentials: Credentials },
): VendorSource {
  const { connectWise, tenants, credentials } = options
  const unasked = (state: VendorState, message: string | null) => ({ state, message, checkedAt: null, budget: null })
  return {
    vendor: 'CONNECTWISE',
    scopes: ['CHANGES'],
    status: async () => unasked((await credentials.isAnyThere()) ? 'UNKNOWN' : 'NOT_CONFIGURED', null),
    async statusOf(tenantId) {
      try {
        const { account } = await requireTenantAccount(options, tenantId)
        return await connectWise.status(account)
      } catch (error) {
        if (!(error instanceof GatewayError) || error instanceof DatabaseUnavailableError) throw error
        return unasked(error.code === 'VENDOR_NOT_CONFIGURED' ? 'NOT_CONFIGURED' : 'UNKNOWN', error.message)
      }
    },
    refresh: async () => connectWise.refresh((await tenants.list()).map(({ id }) => id)),
  }
}

/** Composes the gateway. The only module that imports every room. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock = systemClock, tokenClock = systemClock } = options
  const { timeZone } = config
  const logger = options.logger ?? createLogger({ level: config.logLevel, secrets: secretsOf(config) })
  const metrics = createMetrics()
  const health: { cache: 'available' | 'unavailable'; database: DatabaseState } = {
    cache: 'available',
    database: 'available',
  }
  const store = createStore(config.cacheUrl, ({ isAvailable, reason }) => {
    health.cache = isAvailable ? 'available' : 'unavailable'
    metrics.cacheAvailable.set(Number(isAvailable))
    if (isAvailable) logger.info('cache available again')
    else logger.warn({ err: reason }, 'cache unavailable')
  })
  const codeVersion = readCodeVersion(fileURLToPath(new URL('vendors', import.meta.url)))
  const cache = createCache({ store, clock, codeVersion })
  const isExplorable = config.environment === 'development'
  let isStarted = false
  const database = await openDatabase(config.databaseUrl, {
    onLost: (err) => logger.warn({ err }, 'database closed an idle connection'),
    onState(state, reason) {
      health.database = state
      metrics.databaseAvailable.set(Number(state === 'available'))
      // If the database is unavailable at startup, the thrown error reports it.
      if (!isStarted) return
      if (state === 'available') logger.info('database available again')
      else logger.warn({ err: reason, state }, 'database unavailable')
    },
  }).catch(async (error: unknown): Promise<never> => {
    await store.close()
    throw error
  })
  isStarted = true

  const autotask = createAutotask({
    settings: config.autotask ?? undefined,
    cache,
    clock,
    logger,
    metrics,
    ...(options.timeouts?.autotask === undefined ? {} : { timeoutMs: options.timeouts.autotask }),
  })

  const hubspot = createHubSpot({
    settings: config.hubspot ?? undefined,
    cache,
    clock,
    logger,
    metrics,
    ...(options.timeouts?.hubspot === undefined ? {} : { timeoutMs: options.timeouts.hubspot }),
  })

  const { allowedHosts } = config.connectWise
  const connectWise = createConnectWise({
    cache,
    logger,
    metrics,
    allowedHosts,
    ...(options.timeouts?.connectwise === undefined ? {} : { timeoutMs: options.timeouts.connectwise }),
    ...(options.callsPerSecond === undefined ? {} : { callsPerSecond: options.callsPerSecond }),
  })
  const encrypter = config.credentialsKeys.length === 0 ? null : createEncrypter(config.credentialsKeys)
  const tenants = createTenantRecords({ db: database, clock })
  const credentials = createCredentials({ db: database, clock, encrypter, allowedHosts })
  const features = createFeatures({ db: database, clock })
  const tenantAccess = { accountOf: credentials.open, isFeatureOn: features.isOn }

  const changes = createChanges({
    database,
    databaseKind: kindOf(config.databaseUrl),
    connectWise,
    ...tenantAccess,
    tenantExists: async (id) => (await tenants.find(id)) !== null,
    clock,
    times: options.changes,
    logger,
    metrics,
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
    createTicketResolvers({ connectWise, ...tenantAccess }),
    changes.resolvers,
    createViewerResolvers({
      vendors: [
        autotaskSource(autotask),
        hubspotSource(hubspot),
        createConnectWiseSource({ connectWise, tenants, credentials, ...tenantAccess }),
      ],
      clock,
      timeZone,
      tenantsOf: (principal) => tenantsOf(tenants, principal),
      featuresOn: features.keysOn,
    }),
  ])
  const limits = createLimits(config.limits)
  const sandbox = isExplorable ? createSandbox(options.sandboxToken) : null
  const apollo = createApollo({ schema, logger, metrics, limits, isExplorable, sandbox })
  await apollo.start()
  changes.start()

  const httpApp = createHttpApp({
    config,
    apollo,
    checkCall: createCallCheck({ schema, limits }),
    sandbox,
    database,
    clock,
    tokenClock,
    logger,
    metrics,
    stores: () => health,
    vendors: async () => ({
      autotask: config.autotask !== null,
      hubspot: config.hubspot !== null,
      // Configured per tenant: an allowed host does not imply that a tenant has credentials.
      connectwise: await credentials.isAnyThere(),
    }),
    onSignedIn(principal) {
      if (!hasRole(principal, 'VIEWER')) return
      autotask.prepare()
      hubspot.prepare()
    },
    chat: config.hubspot
      ? { origin: isHubSpotsOwn(config.hubspot.baseUrl) ? null : config.hubspot.baseUrl.origin }
      : undefined,
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
      autotask.close()
      hubspot.close()
      connectWise.close()
      await cache.close()
      await database.destroy()
    },
  }
}
