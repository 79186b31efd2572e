import type { IncomingHttpHeaders } from 'node:http'
import { hasRole } from '../auth/principal.ts'
import type { KnownCaller, KnownCallerOf } from '../http/credentials.ts'
import type { HttpContext, Route } from '../http/http-context.ts'
import { immediateHeaders, type AnsweredNow } from '../http/immediate-headers.ts'
import { hasShortBody, readJsonText } from '../http/read-body.ts'
import type { ImmediateRoute } from '../http/request-listener.ts'
import type { LimitState } from '../limits/limit-state.ts'
import type { createToolCaller } from './call-tool.ts'
import { createKnownCalls, type ReadCall } from './known-calls.ts'
import type { OwnAddress } from './own-address.ts'
import { readPlainCall, writePlainAnswer } from './plain-call.ts'
import { calledTool, parseMessage, type ReadMessage } from './read-message.ts'
import type { ToolServers } from './tool-server.ts'

export interface ImmediateMcpOptions {
  readonly servers: Pick<ToolServers, 'find'>
  readonly callNow: ReturnType<typeof createToolCaller>['callNow']
  /** The caller of a request, if that is known without waiting. */
  readonly knownCallerOf: KnownCallerOf
  readonly addressOf: OwnAddress
  /** Makes the route that answers everything else, of which the message is read already. */
  readonly routeOf: (read: ReadMessage) => Route
}

/**
 * Answers plain calls of tools at once where the graph has a stored response for them. What it answers, and what it counts and
 * records, is what the route does with them; whatever else comes is the route's.
 */
export function createImmediateMcp(options: ImmediateMcpOptions): ImmediateRoute {
  const { servers, callNow, knownCallerOf, addressOf, routeOf } = options
  const knownCalls = createKnownCalls()

  /** Reads a plain call of a tool; null for everything else. @throws what `parseMessage` throws */
  function readCall(text: string, sent: IncomingHttpHeaders): ReadCall | null {
    const known = knownCalls.find(text, sent)
    if (known) return known
    const message = parseMessage(text)
    const name = calledTool(message)
    const tool = name === null ? null : servers.find(name)
    const plain = tool && readPlainCall(message, sent)
    if (!plain) return null
    const read = { plain, called: { tool, given: plain.given, words: JSON.stringify(plain.given) } }
    knownCalls.keep(text, sent, message, read)
    return read
  }

  /** @returns false if it takes waiting, or is refused: nothing was sent or counted then */
  function answerNow(context: HttpContext, known: KnownCaller, read: ReadCall, headers: readonly string[]): boolean {
    if (!hasRole(known.principal, read.called.tool.role)) return false
    let states: readonly LimitState[] = []
    const { requestId, clientAddress: address } = context
    const sender = { requestId, address, onLimits: (current: readonly LimitState[]) => void (states = current) }
    const outcome = callNow(sender, known, read.called)
    if (outcome) send(context, writePlainAnswer(read.plain, outcome), { headers, states })
    return outcome !== null
  }

  async function answer(context: HttpContext, known: KnownCaller, headers: readonly string[]): Promise<Route | null> {
    const { request } = context
    const reading = readJsonText(request)
    // What is wrong with it is for the route to say, once it is known whether the caller may ask at all.
    const read = await reading.then((text) => readCall(text, request.headers)).catch(() => null)
    if (read && answerNow(context, known, read, headers)) return null
    return routeOf(async () => parseMessage(await reading))
  }

  return (context, headers) => {
    const { request } = context
    // Pages are told in headers what they may read, which is for the route to say.
    if (request.method !== 'POST' || request.headers.origin !== undefined || !hasShortBody(request)) return null
    const known = isForUs(context, addressOf) ? knownCallerOf(request) : null
    return known && answer(context, known, headers)
  }
}

/** Whether it came by a name of this server. What is wrong with others, the route says. */
function isForUs(context: HttpContext, addressOf: OwnAddress): boolean {
  try {
    return addressOf(context) !== ''
  } catch {
    return false
  }
}

function send(context: HttpContext, body: string, answered: AnsweredNow): void {
  const headers = immediateHeaders(context, answered, 'Origin')
  headers.push('content-type', 'application/json', 'content-length', String(body.length))
  context.response.writeHead(200, headers).end(body, 'latin1')
}
