import { hasRole } from './auth/principal.ts'
import type { SessionTimes } from './auth/session-times.ts'
import { createCache } from './cache/cache.ts'
import { createStore } from './cache/store.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { openDatabase } from './database/create-database.ts'
import { createApollo } from './graphql/apollo.ts'
import { createSchema } from './graphql/schema.ts'
import { createFrontDoor } from './http/front-door.ts'
import { createServiceDeskResolvers } from './service-desk/resolvers.ts'
import { createLogger, type Logger } from './telemetry/logger.ts'
import { createMetrics } from './telemetry/metrics.ts'
import { createAutotask, type Autotask } from './vendors/autotask/index.ts'
import { createViewerResolvers, type VendorProbe } from './viewer/resolvers.ts'

export interface AppOptions {
  readonly config: Config
  /** The time by which figures are cut and age. */
  readonly clock?: Clock
  /** The time by which tokens are valid: the identity provider's. */
  readonly tokenClock?: Clock
  readonly logger?: Logger
  /** The keys of the features that are on. */
  readonly features?: readonly string[]
  /** An access token for Apollo Sandbox; for the demo only. */
  readonly sandboxToken?: () => Promise<string>
  /** Time-outs of vendor calls in milliseconds, where they should not be the usual ones. */
  readonly timeouts?: { readonly autotask?: number; readonly hubspot?: number }
  /** How long sessions live, where it should not be as usual. */
  readonly sessionTimes?: Partial<SessionTimes>
  /** What the portal's build wrote: the portal itself, and the operations it sends by their hash. `dist/` by default. */
  readonly buildFolder?: string
}

/** The gateway, put together but not yet listening. */
export interface App {
  /** Listens and gives the port. */
  listen(port?: number): Promise<number>
  /** Stops taking requests, finishes those under way within `graceMs` (10,000 by default), and lets go of everything. */
  close(graceMs?: number): Promise<void>
}

/** Values that no log line may show. */
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

const probeOf = (autotask: Autotask): VendorProbe => ({
  vendor: 'AUTOTASK',
  scopes: ['SERVICE_DESK'],
  status: autotask.status,
  refresh: autotask.refresh,
})

/** A vendor that no room asks: nothing is known of how it stands. */
const unprobed = (vendor: VendorProbe['vendor'], isConfigured: boolean): VendorProbe => ({
  vendor,
  scopes: [],
  status: async () => ({
    state: isConfigured ? 'UNKNOWN' : 'NOT_CONFIGURED',
    message: null,
    checkedAt: null,
    budget: null,
  }),
  refresh: async () => undefined,
})

/** Puts the gateway together: the only place that knows every room. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, clock = systemClock, tokenClock = systemClock, features = ['autotask_sales_activity'] } = options
  const { timeZone } = config
  const logger = options.logger ?? createLogger({ level: config.logLevel, secrets: secretsOf(config) })
  const metrics = createMetrics()
  const store = createStore(config.cacheUrl, (err) => logger.warn({ err }, 'the cache is away'))
  const cache = createCache({ store, clock })
  const isExplorable = config.environment === 'development'
  const onLost = (err: Error) => logger.warn({ err }, 'the database ended a connection')
  const database = await openDatabase(config.databaseUrl, { onLost })

  const autotask = createAutotask({
    settings: config.autotask,
    cache,
    clock,
    logger,
    metrics,
    ...(options.timeouts?.autotask === undefined ? {} : { timeoutMs: options.timeouts.autotask }),
  })

  const schema = createSchema([
    createServiceDeskResolvers({ autotask, clock, timeZone, isFeatureOn: async (key) => features.includes(key) }),
    createViewerResolvers({
      vendors: [probeOf(autotask), unprobed('HUBSPOT', config.hubspot !== null), unprobed('CONNECTWISE', false)],
      clock,
      timeZone,
      featuresOn: async () => features,
    }),
  ])
  const apollo = createApollo({ schema, logger, metrics, isExplorable, sandboxToken: options.sandboxToken })
  await apollo.start()

  const door = createFrontDoor({
    config,
    apollo,
    database,
    tokenClock,
    logger,
    metrics,
    vendors: () => ({
      autotask: config.autotask !== null,
      hubspot: config.hubspot !== null,
      // Set up per tenant: a host that is allowed is not yet a tenant with credentials.
      connectwise: false,
    }),
    onSignedIn(principal) {
      if (hasRole(principal, 'VIEWER')) autotask.prepare()
    },
    sessionTimes: options.sessionTimes,
    buildFolder: options.buildFolder,
  })

  return {
    listen: door.listen,
    async close(graceMs = 10_000) {
      await door.close(graceMs)
      await apollo.stop()
      autotask.close()
      await cache.close()
      await database.destroy()
    },
  }
}
