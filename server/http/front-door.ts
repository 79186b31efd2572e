import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ApolloServer } from '@apollo/server'
import { createBearerTokens } from '../auth/bearer-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import type { SessionTimes } from '../auth/session-times.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import type { Database } from '../database/create-database.ts'
import type { CallCheck } from '../graphql/check-call.ts'
import type { GraphContext } from '../graphql/context.ts'
import type { Sandbox } from '../graphql/sandbox.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { chatSources } from './chat-sources.ts'
import { createConfigRoute } from './config-route.ts'
import { createContentPolicy } from './content-policy.ts'
import { redirectTo, type Exchange } from './exchange.ts'
import { createGraphqlRoute } from './graphql-route.ts'
import { createHealthRoutes, type HealthOptions } from './health-routes.ts'
import { createHttpServer } from './http-server.ts'
import { createMetricsRoute } from './metrics-route.ts'
import { readPersistedOperations } from './persisted-operations.ts'
import { readPortalFiles } from './portal-files.ts'
import { createPortalRoute } from './portal-route.ts'
import { createSecurityHeaders } from './security-headers.ts'
import { createSignInDoor } from './sign-in-door.ts'

export interface FrontDoorOptions {
  readonly config: Config
  readonly apollo: ApolloServer<GraphContext>
  /** Looks at every call of the graph before it runs. */
  readonly checkCall: CallCheck
  /** Apollo Sandbox as a page; null: nobody gets it. */
  readonly sandbox: Sandbox | null
  readonly database: Database
  /** The time by which figures are cut and age. */
  readonly clock: Clock
  /** The time by which tokens are valid: the identity provider's. */
  readonly tokenClock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** How cache and database stand: for `/health/ready`. */
  readonly stores: HealthOptions['stores']
  /** By vendor, whether it is set up: for `/api/health`. */
  readonly vendors: HealthOptions['vendors']
  /** Is told of everybody who has just signed in. */
  readonly onSignedIn: (principal: Principal) => void
  /** Where the chat of signed-in pages comes from: an origin, or null for HubSpot itself. Without it there is no chat. */
  readonly chat?: { readonly origin: string | null } | undefined
  /** How long sessions live, where it should not be as usual. */
  readonly sessionTimes?: Partial<SessionTimes> | undefined
  /** What the portal's build wrote: the portal itself, and the operations it sends by their hash. `dist/` by default. */
  readonly buildFolder?: string | undefined
}

/** All that people and programs reach over HTTP. */
export interface FrontDoor {
  /** Listens and gives the port. */
  listen(port?: number): Promise<number>
  /** Stops taking requests and finishes those under way within `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** Puts the front door together: who calls, and what stands at which path. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { config, apollo, checkCall, database, clock, tokenClock, logger, metrics, onSignedIn, sessionTimes, chat } =
    options
  const { buildFolder = fileURLToPath(new URL('../../dist', import.meta.url)) } = options
  const isExplorable = config.environment === 'development'
  const { issuer, audience, roles, client } = config.oidc

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
  const signIn =
    client &&
    createSignInDoor({
      oidc: config.oidc,
      client,
      database,
      bearerTokens,
      clock: tokenClock,
      logger,
      publicOrigin,
      isHttps,
      onSignedIn,
      ...(sessionTimes && { sessionTimes }),
    })
  const session = signIn?.session ?? null

  const portal = readPortalFiles(join(buildFolder, 'portal'))
  if (!portal) logger.warn('the portal has not been built (npm run build): the graph is all there is')
  const policy = { issuerOrigin: client && new URL(issuer).origin, inlineScripts: portal?.inlineScripts ?? [] }
  const contentPolicy = createContentPolicy(policy)
  const authenticate = async ({ request }: Exchange) => (await session?.authenticate(request)) ?? null
  let isReady = true
  const server = createHttpServer({
    logger,
    times: { keepAliveMs: config.keepAliveSeconds * 1_000 },
    headers: createSecurityHeaders({ isHttps, contentPolicy }),
    routes: {
      '/graphql': createGraphqlRoute({
        apollo,
        bearerTokens,
        session,
        persistedOperations: readPersistedOperations(join(buildFolder, 'persisted-operations.json')),
        checkCall,
        maxAnswerBytes: config.limits.answerBytes,
        allowedOrigins: config.allowedOrigins,
        isExplorable,
        sandbox: options.sandbox,
      }),
      ...signIn?.routes,
      ...createHealthRoutes({ isReady: () => isReady, stores: options.stores, vendors: options.vendors }),
      '/metrics': createMetricsRoute(metrics),
      '/config.json': createConfigRoute(config, clock),
      // Without the portal, the graph is all there is to see.
      ...(isExplorable && !portal ? { '/': redirectTo('/graphql') } : {}),
    },
    fallback: portal
      ? createPortalRoute({
          files: portal,
          authenticate,
          signedInPolicy: chat ? createContentPolicy(policy, chatSources(chat.origin)) : contentPolicy,
        })
      : undefined,
  })

  return {
    async listen(wanted = config.port) {
      port = await server.listen(wanted, config.host)
      return port
    },
    async close(graceMs) {
      isReady = false
      await server.close(graceMs)
      signIn?.close()
    },
  }
}
