import type { Route } from '../http/http-context.ts'
import { createMcpRoute, type McpRouteOptions } from './mcp-route.ts'
import { createResourceMetadataRoute } from './resource-metadata.ts'

type Tools = Pick<McpRouteOptions, 'tools' | 'lookups'>

export interface McpRoutesOptions extends Omit<McpRouteOptions, keyof Tools> {
  /** Makes the tools of operations that were read at the start. */
  readonly makeTools: () => Tools
}

/**
 * Routes for agents, by their paths: the server, and the description of where its callers get access tokens. The tools are
 * made when the first agent calls: their schemas take a tenth of a second, which a start need not wait for.
 */
export function createMcpRoutes({ makeTools, ...options }: McpRoutesOptions) {
  let route: Route | null = null
  return {
    '/mcp': (context) => (route ??= createMcpRoute({ ...options, ...makeTools() }))(context),
    '/.well-known/oauth-protected-resource/mcp': createResourceMetadataRoute(options),
  } satisfies Record<string, Route>
}
