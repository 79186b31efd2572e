import { readFileSync } from 'node:fs'
import {
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type CallToolResult,
  type Tool as ListedTool,
} from '@modelcontextprotocol/server'
import { hasRole, type Principal, type Role } from '../auth/principal.ts'
import { roles } from '../config/roles.ts'
import { excerpt } from '../errors/excerpt.ts'
import { instructions } from './instructions.ts'
import type { Outcome, Tool, ToolResult } from './tool.ts'

/** What the protocol asks of one request's caller. */
export interface ServedCall {
  readonly principal: Principal
  /** Calls a tool that the caller may call. */
  readonly call: (tool: Tool, given: unknown) => Promise<Outcome>
}

/** The first revision whose results may be structured; a client that names none knows an older one. */
const structuredSince = '2025-06-18'

/** What the client's revision knows. */
export interface Known {
  readonly era: 'modern' | 'legacy'
  /** Empty if the client does not say. */
  readonly revision: string
}

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

/** How the server names itself. */
export const identity = { name: 'msp-graph', title: 'MSP graph', version }

/** Tools are those of a version of the gateway, and a role is that of an access token: both change within the hour at most. */
const listTtlMs = 5 * 60_000

const options = {
  capabilities: { tools: {} },
  instructions,
  cacheHints: {
    'tools/list': { ttlMs: listTtlMs, cacheScope: 'private' },
    'server/discover': { ttlMs: listTtlMs, cacheScope: 'public' },
  },
  // For answers to questions of the server's, of which there are none: the usual one takes longer to make than an answer.
  jsonSchemaValidator: {
    getValidator() {
      throw new Error('This server asks clients nothing.')
    },
  },
} as const

export type ToolServers = ReturnType<typeof createToolServers>

/** Makes the protocol's side of each request, over tools that are listed once, in their order. */
export function createToolServers(tools: readonly Tool[]) {
  const byName = new Map(tools.map((tool) => [tool.name, tool]))
  const lists = new Map<string, ListedTool[]>()
  for (const role of [null, ...roles]) {
    for (const withOutput of [true, false]) lists.set(keyOf(role, withOutput), listFor(tools, role, withOutput))
  }

  function makeServer({ principal, call }: ServedCall, known: Known): Server {
    const server = new Server(identity, options)
    server.setRequestHandler('tools/list', ({ params }) => {
      if (params?.cursor !== undefined) {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'All tools are on one page: send no cursor.')
      }
      return { tools: lists.get(keyOf(principal.role, isStructured(known))) ?? [] }
    })
    server.setRequestHandler('tools/call', async ({ params }) => {
      const tool = byName.get(params.name)
      if (!tool) {
        const message = `Unknown tool ${JSON.stringify(excerpt(params.name, 40))}: tools/list has those there are.`
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, message)
      }
      const { result, cache } = await call(tool, params.arguments ?? {})
      // For how long it holds stands beside it: clients may keep it for as long, each for its caller alone.
      return { ...shownTo(known, result), ...(known.era === 'modern' && cache) }
    })
    return server
  }

  return { find: (name: string) => byName.get(name) ?? null, makeServer }
}

/** Whether the client's revision knows structured results. */
export const isStructured = ({ era, revision }: Known) => era === 'modern' || revision >= structuredSince

const keyOf = (role: Role | null, withOutput: boolean) => `${role ?? ''} ${withOutput}`

function listFor(tools: readonly Tool[], role: Role | null, withOutput: boolean): ListedTool[] {
  return tools
    .filter((tool) => hasRole({ role }, tool.role))
    .map(({ name, title, description, inputSchema, outputSchema, annotations }) => ({
      name,
      title,
      description,
      inputSchema: inputSchema as ListedTool['inputSchema'],
      ...(withOutput && { outputSchema }),
      annotations: { ...annotations },
    }))
}

/** A result as the client's revision knows it. */
export function shownTo(known: Known, { content, structuredContent, isError }: ToolResult): CallToolResult {
  return {
    content: [...content],
    ...(isStructured(known) && structuredContent && { structuredContent }),
    ...(isError && { isError }),
  }
}
