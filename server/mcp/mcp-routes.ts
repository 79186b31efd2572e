import type { Route } from '../http/http-context.ts'
import type { ImmediateRoute } from '../http/request-listener.ts'
import { createMcpHandlers, type McpRouteOptions, type McpHandlers } from './mcp-route.ts'
import { readMessage } from './read-message.ts'
import { createResourceMetadataRoute } from './resource-metadata.ts'

type Tools = Pick<McpRouteOptions, 'tools' | 'lookups'>

export interface McpRoutesOptions extends Omit<McpRouteOptions, keyof Tools> {
  /** Makes the tools of operations that were read at the start. */
  readonly makeTools: () => Tools
}

/** What agents call, by paths. */
export interface McpRoutes {
  readonly routes: Readonly<Record<McpPath, Route>>
  /** Of `/mcp`: asked first. */
  readonly immediate: ImmediateRoute
}

type McpPath = '/mcp' | '/.well-known/oauth-protected-resource/mcp'

/**
 * Routes for agents: the server, and the description of where its callers get access tokens. The tools are made when the first
 * agent calls: their schemas take a tenth of a second, which a start need not wait for.
 */
export function createMcpRoutes({ makeTools, ...options }: McpRoutesOptions): McpRoutes {
  let made: McpHandlers | null = null
  let route: Route | null = null
  const serve = () => (made ??= createMcpHandlers({ ...options, ...makeTools() }))
  return {
    routes: {
      '/mcp': (context) => (route ??= serve().routeOf(readMessage))(context),
      '/.well-known/oauth-protected-resource/mcp': createResourceMetadataRoute(options),
    },
    immediate: (context, headers) => serve().immediate(context, headers),
  }
}
