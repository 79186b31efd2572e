import type { Route } from '../http/http-context.ts'
import { createMcpRoute, type McpRouteOptions } from './mcp-route.ts'
import { createResourceMetadataRoute } from './resource-metadata.ts'

/** Routes for agents, by their paths: the server, and the description of where its callers get access tokens. */
export const createMcpRoutes = (options: McpRouteOptions) =>
  ({
    '/mcp': createMcpRoute(options),
    '/.well-known/oauth-protected-resource/mcp': createResourceMetadataRoute(options),
  }) satisfies Record<string, Route>
