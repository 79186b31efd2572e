import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEntry } from '../audit/audit-entry.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { actorOf } from '../audit/request-audit.ts'
import { createConfiguredTokens } from '../auth/configured-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import type { SessionTimes } from '../auth/session-times.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config/config.ts'
import type { InheritedSocket } from '../config/inherited-socket.ts'
import type { Database } from '../database/create-database.ts'
import type { Sandbox } from '../graphql/sandbox.ts'
import type { CallerLimits } from '../limits/caller-limits.ts'
import type { AnswerNow } from '../operations/answer-now.ts'
import type { CallerGuard } from '../operations/caller-guard.ts'
import type { Operations } from '../operations/operations.ts'
import type { Logger } from '../telemetry/logger.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { NoteSignIn } from './auth-routes.ts'
import { chatSources } from './chat-sources.ts'
import { createProxyTrust } from './client-address.ts'
import { createConfigRoute } from './config-route.ts'
import { createRequestCount } from './count-requests.ts'
import { createContentPolicy } from './content-policy.ts'
import { createCredentials, createKnownCallers, type CredentialsOf, type KnownCallerOf } from './credentials.ts'
import { redirectTo, type HttpContext, type Route } from './http-context.ts'
import { createExplorerRoutes } from './explorer-routes.ts'
import { createImmediateGraphql } from './immediate-graphql.ts'
import { createGraphqlRoutes } from './graphql-route.ts'
import { createHealthRoutes, type HealthOptions } from './health-routes.ts'
import { createHttpServer } from './http-server.ts'
import { createMetricsRoute } from './metrics-route.ts'
import { readPortalFiles } from './portal-files.ts'
import { createPublicOrigin } from './public-origin.ts'
import { createPortalRoute } from './portal-route.ts'
import { readJsonText } from './read-body.ts'
import { notFound, type ImmediateRoute } from './request-listener.ts'
import { createSchemaRoute, type SchemaRouteOptions } from './schema-route.ts'
import { createSecurityHeaders } from './security-headers.ts'
import { createSignInGuard } from './sign-in-guard.ts'
import { createSignInRoutes, type SignInRoutes, type SignInRoutesOptions } from './sign-in.ts'

export interface HttpAppOptions {
  readonly config: Config
  readonly operations: Operations
  readonly answerNow: AnswerNow
  /** The schema as SDL, and who may read it. */
  readonly schemaText: SchemaRouteOptions['schemaText']
  readonly mayIntrospect: SchemaRouteOptions['mayIntrospect']
  /** Applies the limits on callers. */
  readonly guard: CallerGuard
  /** Limits on callers over time. */
  readonly callerLimits: Pick<CallerLimits, 'signIns'>
  /** Apollo Sandbox as a landing page; null: disabled. */
  readonly sandbox: Sandbox | null
  /** Gives an access token for the explorer; for the demo. */
  readonly explorerToken: (() => Promise<string>) | null
  readonly database: Database
  readonly audit: Pick<AuditLog, 'note' | 'isAvailable'>
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
  /** Build output: the portal. */
  readonly buildFolder: string
  /** Makes the routes of everything below `/api/` that has none of its own. */
  readonly createApi: (callers: ApiCallers) => Api
  /** For agents: routes by their paths, and what answers their messages at once. */
  readonly agents: {
    readonly routes: Readonly<Record<string, Route>>
    readonly immediate: ImmediateRoute
  }
}

/** Routes of `/api/`, and what answers some of its requests at once. */
interface Api {
  readonly route: Route
  readonly immediate: ImmediateRoute
}

/** How callers of `/api/` authenticate. */
export interface ApiCallers {
  readonly credentialsOf: CredentialsOf
  readonly knownCallerOf: KnownCallerOf
  readonly hasSessions: boolean
}

/** The gateway's HTTP interface. */
export interface HttpApp {
  /** Handles a request that came another way than over its connections. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Deletes sessions that have ended, as is also done in the background. */
  sweepSessions(): Promise<void>
  /** Starts listening, at the port of the settings unless told otherwise, and returns the port. */
  listen(where?: number | InheritedSocket): Promise<number>
  /**
   * Takes requests for so long as before, but is not ready, and asks callers to let go of their connections. A connection
   * that is closed while a request comes in on it fails that request: in this time a balancer learns that it should send
   * no more, and gives up each connection that it uses.
   */
  drain(ms: number): Promise<void>
  /** Stops accepting requests and drains in-flight ones for up to `graceMs`. */
  close(graceMs: number): Promise<void>
}

/** Records sign-ins and sign-outs. */
function createSignInAudit({ audit, clock }: Pick<HttpAppOptions, 'audit' | 'clock'>): NoteSignIn {
  return ({ clientAddress: address, requestId }, { principal = null, ...event }) => {
    const actor = principal && actorOf(principal)
    audit.note(createEntry({ at: clock(), requestId, address, actor, ...event }))
  }
}

/** How long connections may take, and how many there may be. */
const connectionOptions = ({ keepAliveSeconds, rates }: Config) => ({
  times: { keepAliveMs: keepAliveSeconds * 1_000 },
  connectionsPerAddress: rates.connectionsPerAddress,
})

const explorerRoutes = ({ config, explorerToken, buildFolder }: HttpAppOptions) =>
  config.explorer
    ? createExplorerRoutes({
        folder: join(buildFolder, 'explorer'),
        introspection: config.introspection,
        token: explorerToken,
      })
    : {}

/** Everything below `/api/` is the one's, all else the other's. */
const withApi =
  (api: Route, other: Route): Route =>
  (context) =>
    (context.url.pathname.startsWith('/api/') ? api : other)(context)

interface ImmediateParts {
  readonly api: Api
  readonly knownCallerOf: KnownCallerOf
  readonly graphqlOf: ReturnType<typeof createGraphqlRoutes>
}

/** What answers at once, by path. */
function immediateRoutes(options: HttpAppOptions, { api, knownCallerOf, graphqlOf }: ImmediateParts) {
  const { allowedOrigins } = options.config
  const graphql = createImmediateGraphql({ ...options, allowedOrigins, knownCallerOf, routeOf: graphqlOf })
  const byPath = new Map([
    ['/graphql', graphql],
    ['/mcp', options.agents.immediate],
  ])
  return (pathname: string) => byPath.get(pathname) ?? (pathname.startsWith('/api/') ? api.immediate : null)
}

function createSignInOf(
  { config, callerLimits, tokenClock, sessionTimes, ...options }: HttpAppOptions,
  parts: Pick<SignInRoutesOptions, 'client' | 'bearerTokens' | 'publicOrigin'>,
): SignInRoutes {
  return createSignInRoutes({
    ...parts,
    oidc: config.oidc,
    database: options.database,
    guard: createSignInGuard(callerLimits.signIns),
    clock: tokenClock,
    logger: options.logger,
    onSignedIn: options.onSignedIn,
    audit: createSignInAudit(options),
    ...(sessionTimes && { sessionTimes }),
  })
}

/** Assembles authentication and all routes. */
export function createHttpApp(options: HttpAppOptions): HttpApp {
  const { config, clock, tokenClock, logger, metrics, chat, buildFolder } = options
  const { issuer, client } = config.oidc
  const { allowedOrigins } = config
  const bearerTokens = createConfiguredTokens(config.oidc, tokenClock, logger)
  let port = config.port
  const isTrusted = createProxyTrust(config.trustedProxies)
  const publicOrigin = createPublicOrigin({
    publicUrl: config.publicUrl,
    isTrusted,
    localOrigin: () => `http://localhost:${port}`,
  })
  const signIn = client && createSignInOf(options, { client, bearerTokens, publicOrigin })
  const session = signIn?.session ?? null
  const portal = readPortalFiles(join(buildFolder, 'portal'))
  if (!portal) logger.warn('portal not built (npm run build): serving the graph only')
  const policy = { issuerOrigin: client && new URL(issuer).origin, inlineScripts: portal?.inlineScripts ?? [] }
  const contentPolicy = createContentPolicy(policy)
  const signedInPolicy = chat ? createContentPolicy(policy, chatSources(chat.origin)) : contentPolicy
  const security = createSecurityHeaders(contentPolicy)
  const credentialsOf = createCredentials({ bearerTokens, session })
  const knownCallerOf = createKnownCallers({ bearerTokens, session }, tokenClock)
  const api = options.createApi({ credentialsOf, knownCallerOf, hasSessions: session !== null })
  const authenticate = async ({ request }: HttpContext) => (await session?.authenticate(request)) ?? null
  let isReady = true
  const graphqlOf = createGraphqlRoutes({ ...options, credentialsOf, allowedOrigins })
  const server = createHttpServer({
    logger,
    ...connectionOptions(config),
    isTrustedProxy: isTrusted,
    headersOf: (request) => (publicOrigin.isHttps(request) ? security.https : security.http),
    immediateRouteOf: immediateRoutes(options, { api, knownCallerOf, graphqlOf }),
    routes: {
      '/graphql': graphqlOf(readJsonText),
      '/schema.graphql': createSchemaRoute({
        ...options,
        credentialsOf: createCredentials({ bearerTokens, session: null }),
        allowedOrigins,
      }),
      ...signIn?.routes,
      ...createHealthRoutes({ ...options, isReady: () => isReady }),
      '/metrics': createMetricsRoute(metrics),
      '/config.json': createConfigRoute(config, clock),
      ...explorerRoutes(options),
      ...options.agents.routes,
      // Without the portal, redirect to the graph.
      ...(config.environment === 'development' && !portal ? { '/': redirectTo('/graphql') } : {}),
    },
    onAnswered: createRequestCount(metrics),
    fallback: withApi(
      api.route,
      portal ? createPortalRoute({ files: portal, authenticate, signedInPolicy }) : notFound,
    ),
  })

  return {
    handle: server.handle,
    sweepSessions: async () => signIn?.sweep(),
    async listen(wanted = config.port) {
      port = await server.listen(typeof wanted === 'number' ? { port: wanted, host: config.host } : wanted)
      return port
    },
    async drain(ms) {
      isReady = false
      server.dismiss()
      await sleep(ms)
    },
    async close(graceMs) {
      isReady = false
      await server.close(graceMs)
      signIn?.close()
    },
  }
}
