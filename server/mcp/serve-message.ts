import type { IncomingHttpHeaders } from 'node:http'
import {
  createMcpHandler,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
  type McpServerFactory,
} from '@modelcontextprotocol/server'
import { CallerGoneError } from '../operations/caller-gone-error.ts'
import type { Message } from './read-message.ts'
import type { createToolServers, ServedCall } from './tool-server.ts'

/**
 * Serves messages by the protocol: its revision of 2026-07-28, and the streamable HTTP of those before it. Nothing is kept
 * between requests, so any gateway answers any of them. Every answer is one JSON text, since no tool reports in between.
 */
export function createMessageServer({ makeServer }: Pick<ReturnType<typeof createToolServers>, 'makeServer'>) {
  const calls = new WeakMap<Request, ServedCall>()
  const factory: McpServerFactory = ({ era, requestInfo }) => {
    const call = requestInfo && calls.get(requestInfo)
    if (!requestInfo || !call) throw new Error('A message is served that was not received.')
    const revision = requestInfo.headers.get('mcp-protocol-version') ?? ''
    return makeServer(call, { era, revision })
  }
  const modern = createMcpHandler(factory, { legacy: 'reject' })

  async function serveLegacy(request: Request, parsedBody: Message): Promise<Response> {
    const server = await factory({ era: 'legacy', requestInfo: request })
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
    await server.connect(transport)
    try {
      return await transport.handleRequest(request, { parsedBody })
    } finally {
      await server.close()
    }
  }

  /** @throws CallerGoneError once the signal aborts */
  return async (
    message: Message,
    sent: IncomingHttpHeaders,
    { signal, ...call }: ServedCall & { readonly signal: AbortSignal },
  ): Promise<Response> => {
    const request = new Request('http://gateway/mcp', { method: 'POST', headers: protocolHeaders(sent), signal })
    calls.set(request, call)
    const served = (await isLegacyRequest(request, message))
      ? serveLegacy(request, message)
      : modern.fetch(request, { parsedBody: message })
    return Promise.race([served, gone(signal)])
  }
}

/** What the protocol says in headers, and nothing else: above all not the caller's token. */
function protocolHeaders(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    value !== undefined && /^(mcp-.*|accept|content-type)$/.test(name) ? [[name, String(value)]] : [],
  )
}

function gone(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new CallerGoneError('The client disconnected.', { cause: signal.reason }))
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}
