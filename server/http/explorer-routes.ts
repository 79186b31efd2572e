import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import { createContentPolicy, type PolicySources } from './content-policy.ts'
import { redirectTo, sendError, sendJson, type Route } from './http-context.ts'
import { isFromThisMachine } from './loopback.ts'
import { readStaticFiles, storePage } from './static-files.ts'
import { sendFile } from './stored-file.ts'

export interface ExplorerOptions {
  /** The build of the explorer (`npm run build`). */
  readonly folder: string
  readonly introspection: Config['introspection']
  /** Gives an access token to begin with, which only a browser on this machine gets; for the demo. */
  readonly token: (() => Promise<string>) | null
}

/**
 * Scripts, workers and connections are the gateway's alone. The editor positions its lines by style attributes in the HTML
 * that it makes, and GraphiQL's style sheet contains its fonts, so these two are allowed, on this page only.
 */
const explorerSources: Partial<PolicySources> = { styles: [`'unsafe-inline'`], fonts: ['data:'] }

const notBuilt: Route = (context) =>
  sendError(context, 404, 'NOT_FOUND', 'The explorer is not built: npm run build makes it. The graph is at /graphql.')

/** The paths of the explorer, a GraphiQL that loads nothing from elsewhere. For callers with an access token. */
export function createExplorerRoutes({ folder, introspection, token }: ExplorerOptions): Record<string, Route> {
  const pagePath = join(folder, 'index.html')
  if (!existsSync(pagePath)) return { '/explorer': notBuilt }
  const page = storePage(readFileSync(pagePath, 'utf8'))
  const contentPolicy = createContentPolicy({ issuerOrigin: null, inlineScripts: [] }, explorerSources)
  const files = [...readStaticFiles(folder, '/explorer/')]
  return {
    ...Object.fromEntries(
      files.map(([path, file]): [string, Route] => [path, readOnly((call) => sendFile(call, file))]),
    ),
    '/explorer/': redirectTo('/explorer'),
    '/explorer': readOnly((context) => {
      context.response.setHeader('content-security-policy', contentPolicy)
      return sendFile(context, page)
    }),
    '/explorer/settings.json': readOnly(async (context) => {
      const offered = token && isFromThisMachine(context.request) ? await token() : null
      sendJson(context, 200, { introspection, token: offered })
    }),
  }
}

function readOnly(route: Route): Route {
  return (context) => {
    const { method } = context.request
    if (method === 'GET' || method === 'HEAD') return route(context)
    context.response.setHeader('allow', 'GET, HEAD')
    sendError(context, 405, 'BAD_USER_INPUT', 'Ask with GET.')
  }
}
