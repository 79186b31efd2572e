import { hasRole } from '../auth/principal.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import { statusOfRefusal } from '../errors/http-status.ts'
import { callerOf } from '../http/callers.ts'
import { clientAbortSignal } from '../http/client-abort.ts'
import { applyCors } from '../http/cors.ts'
import type { HttpContext, Route } from '../http/http-context.ts'
import { UnreadableBodyError } from '../http/read-body.ts'
import type { ImmediateRoute } from '../http/request-listener.ts'
import { sendText } from '../http/send-text.ts'
import { countVendorCalls, type VendorCallCount } from '../telemetry/vendor-calls.ts'
import { createToolCaller, type ToolCallerOptions } from './call-tool.ts'
import { createChallenges } from './challenge.ts'
import { MessageError, rpcCodes, sendFault } from './fault.ts'
import { createImmediateMcp } from './immediate-mcp.ts'
import type { OwnAddress } from './own-address.ts'
import { readPlainCall, writePlainAnswer } from './plain-call.ts'
import { calledTool, idOf, type Message, type ReadMessage } from './read-message.ts'
import type { ResourceMetadataOptions } from './resource-metadata.ts'
import { createMessageServer } from './serve-message.ts'
import type { Tool } from './tool.ts'
import { createToolServers, type ToolServers } from './tool-server.ts'

/** What answers messages, once the tools are made. */
export interface McpHandlers {
  /** The route that answers all messages. */
  readonly routeOf: (read: ReadMessage) => Route
  /** Answers plain calls with what is known. */
  readonly immediate: ImmediateRoute
}

export interface McpRouteOptions extends ToolCallerOptions, ResourceMetadataOptions {
  readonly tools: readonly Tool[]
  readonly addressOf: OwnAddress
}

const cors = {
  methods: 'POST',
  headers: 'authorization, content-type, mcp-protocol-version, mcp-method, mcp-name, x-request-id',
  exposed: ', www-authenticate',
}

/**
 * `POST /mcp`: tools for AI agents, by the Model Context Protocol. Each is one trusted operation of the graph and a mapping of
 * its answer, with the same rights, limits and audit as `/graphql`; callers show an access token, never a session.
 */
export function createMcpHandlers(options: McpRouteOptions): McpHandlers {
  const { addressOf, allowedOrigins, logger } = options
  const challenges = createChallenges(options.issuer)
  const servers = createToolServers(options.tools)
  const caller = createToolCaller(options)
  const answer = createAnswer(options, { challenges, servers, caller })

  async function respond(context: HttpContext, vendorCalls: VendorCallCount, read: ReadMessage): Promise<void> {
    const { request, response } = context
    const origin = addressOf(context)
    if (applyCors(context, allowedOrigins, cors)) return
    response.setHeader('x-vendor-calls', vendorCalls.sent)
    if (request.method !== 'POST') {
      response.setHeader('allow', 'POST')
      const error = new GatewayError('BAD_USER_INPUT', 'Send messages with POST: there are no sessions and no streams.')
      return sendFault(context, { status: 405, rpcCode: rpcCodes.refused, error })
    }
    try {
      await answer({ context, origin, vendorCalls, read })
    } catch (error) {
      const isSignedOut = error instanceof GatewayError && error.code === 'UNAUTHENTICATED'
      if (isSignedOut && !response.headersSent) challenges.signIn(context, origin, error.message)
      throw error
    }
  }

  const routeOf =
    (read: ReadMessage): Route =>
    (context) =>
      countVendorCalls(async (vendorCalls) => {
        try {
          await respond(context, vendorCalls, read)
        } catch (error) {
          // The listener logs what is none of these, and ends what has begun.
          if (!(error instanceof GatewayError) || context.response.headersSent) throw error
          const { requestId } = context
          const status = statusOf(error)
          if (status >= 500) logger.warn({ requestId, err: error }, 'dependency unavailable')
          const rpcCode = error instanceof MessageError ? error.rpcCode : rpcCodes.refused
          await sendFault(context, { status, rpcCode, error })
        }
      })
  return { routeOf, immediate: createImmediateMcp({ ...options, servers, callNow: caller.callNow, routeOf }) }
}

interface AnswerParts {
  readonly challenges: ReturnType<typeof createChallenges>
  readonly servers: ToolServers
  readonly caller: ReturnType<typeof createToolCaller>
}

/** A request with a message. */
interface Received {
  readonly context: HttpContext
  readonly origin: string
  readonly vendorCalls: VendorCallCount
  readonly read: ReadMessage
}

/** Answers the messages of callers, once they are admitted. */
function createAnswer(options: McpRouteOptions, { challenges, servers, caller }: AnswerParts) {
  const { operations, credentialsOf } = options
  const serve = createMessageServer(servers)

  async function refuseRole(context: HttpContext, origin: string, { tool, message }: { tool: Tool; message: Message }) {
    const text = `The tool ${tool.name} needs the role ${tool.role}, which an administrator assigns.`
    challenges.role(context, origin, text)
    const error = new GatewayError('FORBIDDEN', text)
    await sendFault(context, { status: 403, rpcCode: rpcCodes.refused, error, id: idOf(message) })
  }

  const refuseMethod = (context: HttpContext, message: Message) =>
    sendFault(context, {
      status: 404,
      rpcCode: rpcCodes.methodNotFound,
      error: new GatewayError('NOT_FOUND', 'There is nothing to listen to: the list of tools does not change.'),
      id: idOf(message),
    })

  return async ({ context, origin, vendorCalls, read }: Received): Promise<void> => {
    const { request, response, requestId } = context
    const sender = { ...callerOf(context), requestId, vendorCalls }
    const admission = await operations.admit(sender, (audited) => credentialsOf(context, audited))
    const { principal } = admission
    // Only now: the caller is known to have operations left.
    const message = await read(request).catch((error: unknown): never => {
      if (error instanceof GatewayError) admission.refuse(error.code, null)
      throw error
    })
    // The SDK would keep a stream open, on which nothing is ever said: tools are those of a version of the gateway.
    if (message.method === 'subscriptions/listen') return refuseMethod(context, message)
    const name = calledTool(message)
    const tool = name === null ? null : servers.find(name)
    if (tool && !hasRole(principal, tool.role)) {
      admission.refuse('FORBIDDEN', tool.document.operationName)
      return refuseRole(context, origin, { tool, message })
    }
    // Made once it is wanted: what is answered from memory is answered before its caller could go.
    const signal = once(() => clientAbortSignal(context))
    const asked = { context, sender, admission, signal }
    const call = (called: Tool, given: unknown) => caller.callTool(asked, called, given)
    const plain = tool && readPlainCall(message, request.headers)
    if (plain) {
      const outcome = await call(tool, plain.given)
      response.setHeader('x-vendor-calls', vendorCalls.sent)
      return sendPlain(context, writePlainAnswer(plain, outcome))
    }
    const served = await serve(message, request.headers, { principal, call, signal: signal() })
    response.setHeader('x-vendor-calls', vendorCalls.sent)
    await send(context, served.status, served.headers.get('content-type'), await served.text())
  }
}

/** Refusals have their own statuses; what remains is something of ours that is unavailable, such as the identity provider. */
const statusOf = (error: GatewayError) =>
  error instanceof UnreadableBodyError ? error.status : (statusOfRefusal(error.code) ?? 503)

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

/** Uncompressed: at a few kilobytes, that would take longer than it saves. */
function sendPlain({ response }: HttpContext, body: string): void {
  response.setHeader('cache-control', 'no-store')
  response.setHeader('content-type', 'application/json')
  response.setHeader('content-length', body.length)
  response.end(body, 'latin1')
}

/** @param type of the text; null: there is none */
async function send(context: HttpContext, status: number, type: string | null, text: string): Promise<void> {
  const { response } = context
  response.statusCode = status
  response.setHeader('cache-control', 'no-store')
  if (type === null) return void response.end()
  response.setHeader('content-type', type)
  await sendText(context, text)
}
