import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createConfiguredTokens } from './auth/configured-tokens.ts'
import { hasRole } from './auth/principal.ts'
import type { SessionTimes } from './auth/session-times.ts'
import { systemClock, type Clock } from './clock.ts'
import type { Config } from './config/config.ts'
import type { InheritedSocket } from './config/inherited-socket.ts'
import { secretsOf } from './config/secrets.ts'
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts'
import { createSandbox } from './graphql/sandbox.ts'
import { createHttpApp } from './http/app.ts'
import { createCredentials, createKnownCallers } from './http/credentials.ts'
import { createMcpRoutes } from './mcp/mcp-routes.ts'
import { createOwnAddress } from './mcp/own-address.ts'
import { makeTools, readToolOperations, type ToolOperations } from './mcp/tools.ts'
import { readPersistedOperations } from './operations/persisted-operations.ts'
import { createRestRoutes, readRestDocuments } from './rest/rest-route.ts'
import { createLogger, type Logger } from './telemetry/logger.ts'
import { addProcessMetrics, readVersion } from './telemetry/process-metrics.ts'
import type { Tracer } from './telemetry/tracer.ts'
import type { Upkeep } from './upkeep.ts'
import { isHubSpotsOwn } from './vendors/hubspot/index.ts'
import type { VendorModule } from './vendors/kit/vendor.ts'

export interface AppOptions extends Omit<GatewayOptions, 'persistedOperations' | 'sandbox' | 'tracer'> {
  readonly config: Config
  /** Clock for token validity, i.e. the identity provider's time. */
  readonly tokenClock?: Clock
  /** An access token for Apollo Sandbox and the explorer; for the demo only. */
  readonly sandboxToken?: () => Promise<string>
  /** Overrides the default session lifetimes. */
  readonly sessionTimes?: Partial<SessionTimes>
  /** Build output: the portal, and its persisted operations by hash. Defaults to `dist/`. */
  readonly buildFolder?: string
}

/** The assembled gateway, not yet listening. */
export interface App {
  /** Handles a request that came another way than over its connections. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** What is done in the background, for a process that its host stops between requests (`workTime`). */
  readonly upkeep: Upkeep
  /** Starts listening, at the port of the settings unless told otherwise, and returns the port. */
  listen(where?: number | InheritedSocket): Promise<number>
  /**
   * Goes on for `drainMs` (default 0) while callers let go of their connections, then stops accepting requests, waits for
   * those under way for up to `graceMs` (default 10,000), and releases all resources.
   */
  close(graceMs?: number, drainMs?: number): Promise<void>
}

/** Whether each vendor is configured, by its name in lower case. */
async function checkConfigured(vendors: readonly VendorModule[]): Promise<Record<string, boolean>> {
  const checks = vendors.map(async ({ vendor, isConfigured }) => [vendor.toLowerCase(), await isConfigured()] as const)
  return Object.fromEntries(await Promise.all(checks))
}

/** Callers of these show an access token for the gateway, or for `/mcp` itself where the issuer names resources (RFC 8707). */
function createRoutesForAgents(
  { config, tokenClock = systemClock }: AppOptions,
  gateway: Gateway,
  tools: ToolOperations,
) {
  const { oidc, publicUrl, allowedOrigins, environment, timeZone } = config
  const resources = publicUrl === null ? [] : [`${publicUrl}/mcp`]
  const bearerTokens = createConfiguredTokens(oidc, tokenClock, gateway.logger, resources)
  return createMcpRoutes({
    ...gateway,
    makeTools: () => makeTools(gateway.schema, tools),
    credentialsOf: createCredentials({ bearerTokens, session: null }),
    knownCallerOf: createKnownCallers({ bearerTokens, session: null }, tokenClock),
    addressOf: createOwnAddress({ publicUrl, allowedOrigins, isDevelopment: environment === 'development' }),
    issuer: oidc,
    allowedOrigins,
    timeZone,
  })
}

/** OpenTelemetry is loaded only where traces are wanted: it takes a tenth of a second and 25 MB. */
async function openTracer({ telemetry }: Config, logger: Logger): Promise<Tracer | null> {
  if (!telemetry.traces) return null
  const { createOtlpTracer } = await import('./telemetry/otlp/create-tracer.ts')
  return createOtlpTracer(telemetry.traces, readVersion(), logger)
}

/** Composes the program: the graph, with the portal and everything else that is served over HTTP. */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, tokenClock = systemClock, sessionTimes } = options
  const { buildFolder = fileURLToPath(new URL('../dist', import.meta.url)) } = options
  const isDevelopment = config.environment === 'development'
  const sandbox = isDevelopment ? createSandbox(options.sandboxToken) : null
  const persistedOperations = readPersistedOperations(join(buildFolder, 'persisted-operations.json'))
  // Before anything is opened: what is missing is no half start.
  const documents = readRestDocuments()
  const toolOperations = readToolOperations()
  const logger = options.logger ?? createLogger({ level: config.logLevel, secrets: secretsOf(config) })
  const tracer = await openTracer(config, logger)
  const gateway = await createGateway({ ...options, logger, tracer, sandbox, persistedOperations })
  addProcessMetrics(gateway.metrics, config.telemetry)
  const { vendors } = gateway
  const { hubspot } = config.vendors
  const { allowedOrigins, timeZone } = config
  const httpApp = createHttpApp({
    ...gateway,
    config,
    sandbox,
    explorerToken: (isDevelopment && options.sandboxToken) || null,
    tokenClock,
    vendors: () => checkConfigured(vendors),
    onSignedIn(principal) {
      if (hasRole(principal, 'VIEWER')) for (const { prepare } of vendors) prepare()
    },
    agents: createRoutesForAgents(options, gateway, toolOperations),
    createApi: (callers) => createRestRoutes({ ...gateway, ...callers, documents, allowedOrigins, timeZone }),
    chat: hubspot && { origin: isHubSpotsOwn(hubspot.baseUrl) ? null : hubspot.baseUrl.origin },
    sessionTimes,
    buildFolder,
  })

  const { upkeep } = gateway
  return {
    handle: httpApp.handle,
    upkeep: {
      async run(ms) {
        await Promise.all([upkeep.run(ms), httpApp.sweepSessions()])
      },
      settle: upkeep.settle,
    },
    listen: httpApp.listen,
    async close(graceMs = 10_000, drainMs = 0) {
      if (drainMs > 0) await httpApp.drain(drainMs)
      await gateway.close(graceMs, () => httpApp.close(graceMs))
    },
  }
}
