import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ApolloServer } from '@apollo/server'
import { createEntry } from '../audit/audit-entry.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { actorOf, createRequestAudit } from '../audit/request-audit.ts'
import { createBearerTokens } from '../auth/bearer-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import type { SessionTimes } from '../auth/session-times.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import type { Database } from '../database/create-database.ts'
import type { CallCheck } from '../graphql/check-call.ts'
import type { GraphContext } from '../graphql/context.ts'
import { createResponseCache } from '../graphql/response-cache/response-cache.ts'
import type { Sandbox } from '../graphql/sandbox.ts'
import type { CallerLimits } from '../limits/caller-limits.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { createCallerGuard } from './caller-guard.ts'
import type { NoteSignIn } from './auth-routes.ts'
import { chatSources } from './chat-sources.ts'
import { createProxyTrust } from './client-address.ts'
import { createConfigRoute } from './config-route.ts'
import { createContentPolicy } from './content-policy.ts'
import { redirectTo, type HttpContext } from './http-context.ts'
import type { StoredAnswer } from './graphql-answers.ts'
import { createGraphqlRoute } from './graphql-route.ts'
import { createHealthRoutes, type HealthOptions } from './health-routes.ts'
import { createHttpServer } from './http-server.ts'
import { createMetricsRoute } from './metrics-route.ts'
import { readPersistedOperations } from './persisted-operations.ts'
import { readPortalFiles } from './portal-files.ts'
import { createPortalRoute } from './portal-route.ts'
import { createSchemaRoute, type SchemaRouteOptions } from './schema-route.ts'
import { createSecurityHeaders } from './security-headers.ts'
import { createSignInGuard } from './sign-in-guard.ts'
import { createSignInRoutes } from './sign-in.ts'

export interface HttpAppOptions {
  readonly config: Config
  readonly apollo: ApolloServer<GraphContext>
  /** Checks every GraphQL call before execution. */
  readonly checkCall: CallCheck
  /** The schema as SDL, and who may read it. */
  readonly schema: Pick<SchemaRouteOptions, 'schemaText' | 'mayIntrospect'>
  /** Limits on callers over time. */
  readonly callerLimits: CallerLimits
  /** Apollo Sandbox as a landing page; null: disabled. */
  readonly sandbox: Sandbox | null
  readonly database: Database
  readonly audit: AuditLog
  /** Clock for figures and cache ages. */
  readonly clock: Clock
  /** Clock for token validity, i.e. the identity provider's time. */
  readonly tokenClock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** State of cache and database, for `/health/ready`. */
  readonly stores: HealthOptions['stores']
  /** Whether each vendor is configured, for `/api/health`. */
  readonly vendors: HealthOptions['vendors']
  /** Called after each sign-in. */
  readonly onSignedIn: (principal: Principal) => void
  /** Source of the chat on signed-in pages: an origin, or null for HubSpot itself. If unset, there is no chat. */
  readonly chat?: { readonly origin: string | null } | undefined
  /** Overrides the default session lifetimes. */
  readonly sessionTimes?: Partial<SessionTimes> | undefined
  /** Build output: the portal, and its persisted operations by hash. Defaults to `dist/`. */
  readonly buildFolder?: string | undefined
}

/** The gateway's HTTP interface. */
export interface HttpApp {
  /** Starts listening and returns the port. */
  listen(port?: number): Promise<number>
  /** Stops accepting requests and drains in-flight ones for up to `graceMs`. */
  close(graceMs: number): Promise<void>
}

function createTokens({ issuer, audience, roles }: Config['oidc'], clock: Clock, logger: Logger) {
  const onIssuerFailure = (err: unknown) => logger.warn({ err }, 'identity provider unavailable')
  return createBearerTokens({ issuer, audience, roleMapping: roles, clock, onIssuerFailure })
}

/** Records sign-ins and sign-outs. */
function createSignInAudit({ audit, clock }: Pick<HttpAppOptions, 'audit' | 'clock'>): NoteSignIn {
  return ({ clientAddress: address, requestId }, { principal = null, ...event }) => {
    const actor = principal && actorOf(principal)
    audit.note(createEntry({ at: clock(), requestId, address, actor, ...event }))
  }
}

/** How long connections may take, and how many there may be. */
const connectionOptions = ({ keepAliveSeconds, trustedProxies, rates }: Config) => ({
  times: { keepAliveMs: keepAliveSeconds * 1_000 },
  isTrustedProxy: createProxyTrust(trustedProxies),
  connectionsPerAddress: rates.connectionsPerAddress,
})

/** What answers GraphQL calls once they are admitted. */
const graphPartsOf = ({ apollo, checkCall, metrics, sandbox, clock, config }: HttpAppOptions) => ({
  apollo,
  checkCall,
  metrics,
  sandbox,
  responses:
    config.responseCacheBytes > 0
      ? createResponseCache<StoredAnswer>({
          maxBytes: config.responseCacheBytes,
          sizeOf: ({ file }) => file.body.length,
          clock,
          onFind: (result) => metrics.responses.inc({ result }),
        })
      : null,
})

/** Assembles authentication and all routes. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { config, database, clock, tokenClock, logger, metrics, onSignedIn, sessionTimes, chat } = options
  const { buildFolder = fileURLToPath(new URL('../../dist', import.meta.url)) } = options
  const isExplorable = config.environment === 'development'
  const { issuer, client } = config.oidc
  const { allowedOrigins } = config
  const guard = createCallerGuard(options.callerLimits)
  const bearerTokens = createTokens(config.oidc, tokenClock, logger)
  let port = config.port
  const publicOrigin = () => config.publicUrl ?? `http://localhost:${port}`
  const isHttps = config.publicUrl?.startsWith('https:') ?? false
  const signIn =
    client &&
    createSignInRoutes({
      oidc: config.oidc,
      client,
      database,
      bearerTokens,
      guard: createSignInGuard(options.callerLimits.signIns),
      clock: tokenClock,
      logger,
      publicOrigin,
      isHttps,
      onSignedIn,
      audit: createSignInAudit(options),
      ...(sessionTimes && { sessionTimes }),
    })
  const session = signIn?.session ?? null

  const portal = readPortalFiles(join(buildFolder, 'portal'))
  if (!portal) logger.warn('portal not built (npm run build): serving the graph only')
  const policy = { issuerOrigin: client && new URL(issuer).origin, inlineScripts: portal?.inlineScripts ?? [] }
  const contentPolicy = createContentPolicy(policy)
  const signedInPolicy = chat ? createContentPolicy(policy, chatSources(chat.origin)) : contentPolicy
  const authenticate = async ({ request }: HttpContext) => (await session?.authenticate(request)) ?? null
  let isReady = true
  const server = createHttpServer({
    logger,
    ...connectionOptions(config),
    headers: createSecurityHeaders({ isHttps, contentPolicy }),
    routes: {
      '/graphql': createGraphqlRoute({
        ...graphPartsOf(options),
        bearerTokens,
        session,
        persistedOperations: readPersistedOperations(join(buildFolder, 'persisted-operations.json')),
        guard,
        audit: (origin) => createRequestAudit({ log: options.audit, clock }, origin),
        maxAnswerBytes: config.limits.answerBytes,
        allowedOrigins,
        isExplorable,
      }),
      '/schema.graphql': createSchemaRoute({ ...options.schema, bearerTokens, guard, allowedOrigins }),
      ...signIn?.routes,
      ...createHealthRoutes({ ...options, isReady: () => isReady }),
      '/metrics': createMetricsRoute(metrics),
      '/config.json': createConfigRoute(config, clock),
      // Without the portal, redirect to the graph.
      ...(isExplorable && !portal ? { '/': redirectTo('/graphql') } : {}),
    },
    fallback: portal ? createPortalRoute({ files: portal, authenticate, signedInPolicy }) : undefined,
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
