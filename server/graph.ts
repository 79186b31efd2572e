import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { createConfiguredTokens } from './auth/configured-tokens.ts'
import { systemClock } from './clock.ts'
import type { GraphConfig } from './config/config.ts'
import type { ExecuteOptions } from './embedding/execute-options.ts'
import { createExecute } from './embedding/execute.ts'
import { createFetchHandler } from './embedding/fetch-handler.ts'
import { createGivenCredentials } from './embedding/given-credentials.ts'
import type { GraphOptions } from './embedding/graph-options.ts'
import { readGraphOptions } from './embedding/read-options.ts'
import { createRequestsUnderWay } from './embedding/requests-under-way.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { errorEntry } from './errors/error-entry.ts'
import { GatewayError } from './errors/gateway-error.ts'
import { plainAddress } from './http/client-address.ts'
import { createCredentials } from './http/credentials.ts'
import { createGraphqlRoute } from './http/graphql-route.ts'
import { createRequestListener } from './http/request-listener.ts'
import { createSchemaRoute } from './http/schema-route.ts'
import type { TrustedDocuments } from './trusted/documents.ts'
import { createMcpRoutes } from './mcp/mcp-routes.ts'
import { describedPath, isMcpPath } from './mcp/mcp-path.ts'
import { createEmbeddedAddress } from './mcp/own-address.ts'
import { makeTools, readToolOperations, type ToolOperations } from './mcp/tools.ts'
import { restPathOf } from './rest/rest-path.ts'
import { createRestRoutes, readRestDocuments } from './rest/rest-route.ts'

export type { ExecuteOptions, TypedDocument } from './embedding/execute-options.ts'
export { InvalidPrincipalError, type GivenPrincipal } from './embedding/given-principal.ts'
export { GraphOptionsError, type GivenLogger, type GraphOptions } from './embedding/graph-options.ts'
export { DatabaseUnavailableError } from './database/database-unavailable-error.ts'
export { UnknownMigrationError } from './database/migrate.ts'
export type { LentClient, LentPool } from './database/lent-pool.ts'

/** The graph, in the program that embeds it. */
export interface Graph {
  /** The executable schema, for tools that read it. Operations run by `execute` have limits, audit and loaders around it. */
  readonly schema: GraphQLSchema
  /**
   * Runs an operation for a principal. What is refused before it is executed has `errors` and no `data`.
   *
   * @throws InvalidPrincipalError; Error once the graph is closed; the reason of an aborted signal
   */
  execute<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    options: ExecuteOptions<Data, Variables>,
  ): Promise<ExecutionResult<Data>>
  /**
   * Answers GraphQL over HTTP (POST, and GET for queries) at whatever path it is mounted, the schema as SDL at a path that
   * ends with `/schema.graphql`, the REST addresses at paths that end with theirs, and tools for AI agents (Model Context
   * Protocol) at one that ends with `/mcp`.
   */
  handler(request: Request): Promise<Response>
  /**
   * Takes nothing more, waits for what is under way, and releases all resources.
   *
   * @param graceMs after so many milliseconds, what is under way is given up; 10,000 by default
   */
  close(graceMs?: number): Promise<void>
}

/**
 * Creates the graph over the vendors, with its replica, cache, limits and audit, and no server.
 *
 * @example
 * const graph = await createGraph({ settings: process.env })
 * const principal = { id: 'report', name: 'Monthly report', email: null, roles: ['VIEWER'], tenants: [] }
 * const { data } = await graph.execute({ document: '{ activitySummary { totalTickets } }', principal })
 *
 * @throws GraphOptionsError naming every option and setting that is missing or malformed; DatabaseUnavailableError;
 * UnknownMigrationError if a newer version has changed the database
 */
export async function createGraph(options: GraphOptions = {}): Promise<Graph> {
  const { config, logger } = readGraphOptions(options)
  const { cache, database, clock } = options
  const documents = readRestDocuments()
  const tools = readToolOperations()
  const gateway = await createGateway({ config, logger, cache, database, clock })
  const underWay = createRequestsUnderWay()
  const execute = createExecute(gateway.operations, gateway.logger)
  const { listener, onRequest } = createListener(options, config, { ...gateway, documents, tools })
  const handle = createFetchHandler(listener, onRequest)
  let closed: Promise<void> | null = null

  return {
    schema: gateway.schema,
    async execute(asked) {
      if (underWay.isClosing) throw new Error('The graph is closed.')
      return underWay.during((signal) => execute(asked, signal), asked.signal)
    },
    async handler(request) {
      if (underWay.isClosing) return closedResponse()
      return underWay
        .during((signal) => handle(request, signal), request.signal)
        .catch((err: unknown) => {
          if (request.signal.aborted) throw err
          if (underWay.isClosing) return closedResponse()
          gateway.logger.error({ err }, 'request failed')
          return errorResponse(500, 'Something went wrong on our side.')
        })
    },
    close: (graceMs = 10_000) => (closed ??= gateway.close(graceMs, () => underWay.end(graceMs))),
  }
}

const closedResponse = () => errorResponse(503, 'The graph is closed.')

function errorResponse(status: number, message: string): Response {
  const errors = [errorEntry(new GatewayError('INTERNAL_SERVER_ERROR', message), randomUUID())]
  return Response.json({ errors }, { status, headers: { 'cache-control': 'no-store' } })
}

/** GraphQL and SDL over HTTP, for callers that the options know. */
function createListener(
  options: GraphOptions,
  config: GraphConfig,
  gateway: Gateway & { readonly documents: TrustedDocuments; readonly tools: ToolOperations },
) {
  const { logger } = gateway
  const requests = new WeakMap<IncomingMessage, { readonly request: Request; readonly address: string | null }>()
  const requestOf = (node: IncomingMessage) => requests.get(node)?.request ?? null
  const tokens = config.oidc && createConfiguredTokens(config.oidc, systemClock, logger)
  const credentialsOf =
    options.principalOf || !tokens
      ? createGivenCredentials({ principalOf: options.principalOf ?? null, requestOf })
      : createCredentials({ bearerTokens: tokens, session: null })
  // Who calls is for the program to say, each time.
  const knownCallerOf = () => null
  const shared = { ...gateway, credentialsOf, knownCallerOf, allowedOrigins: config.allowedOrigins }
  const graphql = createGraphqlRoute({ ...shared, sandbox: null })
  const schema = createSchemaRoute(shared)
  const { route: rest } = createRestRoutes({ ...shared, timeZone: config.timeZone, hasSessions: false })
  const { routes: mcp } = createMcpRoutes({
    ...shared,
    makeTools: () => makeTools(gateway.schema, gateway.tools),
    timeZone: config.timeZone,
    issuer: options.principalOf ? null : config.oidc,
    addressOf: createEmbeddedAddress(config.allowedOrigins, ({ request }) => originOf(requestOf(request))),
  })
  const listener = createRequestListener({
    routes: {},
    fallback(context) {
      const { pathname } = context.url
      if (pathname.endsWith('/schema.graphql')) return schema(context)
      if (describedPath(pathname) !== null) return mcp['/.well-known/oauth-protected-resource/mcp'](context)
      if (isMcpPath(pathname)) return mcp['/mcp'](context)
      return restPathOf(pathname) === null ? graphql(context) : rest(context)
    },
    headersOf: () => graphHeaders,
    addressOf: (node) => requests.get(node)?.address ?? null,
    logger,
  })
  const onRequest = (node: IncomingMessage, request: Request) => {
    requests.set(node, { request, address: addressOf(options, request) })
  }
  return { listener, onRequest }
}

const originOf = (request: Request | null) => new URL(request?.url ?? 'http://localhost').origin

const graphHeaders = { 'x-content-type-options': 'nosniff' }

/** @throws TypeError for anything but an address, null or undefined; what `addressOf` throws */
function addressOf({ addressOf: tell }: GraphOptions, request: Request): string | null {
  const told: unknown = tell?.(request) ?? null
  if (told === null) return null
  const address = typeof told === 'string' ? plainAddress(told) : null
  if (address === null) throw new TypeError('addressOf must return an IP address as text, null or undefined.')
  return address
}
