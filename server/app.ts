import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createBearerTokens } from './auth/bearer-tokens.ts'
import { hasRole, type Principal } from './auth/principal.ts'
import type { SessionTimes } from './auth/session-times.ts'
import { createCache } from './cache/cache.ts'
import { createStore } from './cache/store.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import { openDatabase } from './database/create-database.ts'
import { createApollo } from './graphql/apollo.ts'
import { createSchema } from './graphql/schema.ts'
import { createConfigRoute } from './http/config-route.ts'
import { createGraphqlRoute } from './http/graphql-route.ts'
import { createHealthRoutes } from './http/health-routes.ts'
import { createHttpServer } from './http/http-server.ts'
import { redirectTo, type Exchange } from './http/exchange.ts'
import { createMetricsRoute } from './http/metrics-route.ts'
import { readPersistedOperations } from './http/persisted-operations.ts'
import { readPortalFiles } from './http/portal-files.ts'
import { createPortalRoute } from './http/portal-route.ts'
import { createSecurityHeaders } from './http/security-headers.ts'
import { createSignInDoor } from './http/sign-in-door.ts'
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
  readonly timeouts?: { readonly autotask?: number }
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
  const { buildFolder = fileURLToPath(new URL('../dist', import.meta.url)) } = options
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

  const { issuer, audience, roles } = config.oidc
  const bearerTokens = createBearerTokens({
    issuer,
    audience,
    roleMapping: roles,
    clock: tokenClock,
    onIssuerFailure: (err) => logger.warn({ err }, 'the identity provider cannot be asked'),
  })
  let port = config.port
  const publicOrigin = () => config.publicUrl ?? `http://localhost:${port}`
  const isHttps = config.publicUrl?.startsWith('https:') ?? false
  const { client } = config.oidc
  const times = options.sessionTimes && { sessionTimes: options.sessionTimes }
  const onSignedIn = (principal: Principal) => {
    if (hasRole(principal, 'VIEWER')) autotask.prepare()
  }
  const common = { database, bearerTokens, clock: tokenClock, logger, publicOrigin, isHttps, onSignedIn, ...times }
  const signIn = client && createSignInDoor({ oidc: config.oidc, client, ...common })
  const session = signIn?.session ?? null

  const portal = readPortalFiles(join(buildFolder, 'portal'))
  const authenticate = async ({ request }: Exchange) => (await session?.authenticate(request)) ?? null
  let isReady = true
  const server = createHttpServer({
    logger,
    headers: createSecurityHeaders({
      isHttps,
      issuerOrigin: client && new URL(issuer).origin,
      inlineScripts: portal?.inlineScripts ?? [],
    }),
    routes: {
      '/graphql': createGraphqlRoute({
        apollo,
        bearerTokens,
        session,
        persistedOperations: readPersistedOperations(join(buildFolder, 'persisted-operations.json')),
        allowedOrigins: config.allowedOrigins,
        isExplorable,
      }),
      ...signIn?.routes,
      ...createHealthRoutes({
        isReady: () => isReady,
        vendors: () => ({
          autotask: config.autotask !== null,
          hubspot: config.hubspot !== null,
          // Set up per tenant: a host that is allowed is not yet a tenant with credentials.
          connectwise: false,
        }),
      }),
      '/metrics': createMetricsRoute(metrics),
      '/config.json': createConfigRoute(config),
      // Without the portal, the graph is all there is to see.
      ...(isExplorable && !portal ? { '/': redirectTo('/graphql') } : {}),
    },
    fallback: portal ? createPortalRoute({ files: portal, authenticate }) : undefined,
  })

  return {
    async listen(wanted = config.port) {
      port = await server.listen(wanted)
      return port
    },
    async close(graceMs = 10_000) {
      isReady = false
      await server.close(graceMs)
      await apollo.stop()
      autotask.close()
      await cache.close()
      signIn?.close()
      await database.destroy()
    },
  }
}
