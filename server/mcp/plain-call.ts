import type { IncomingHttpHeaders } from 'node:http'
import {
  classifyInboundRequest,
  isSpecType,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
  type Implementation,
} from '@modelcontextprotocol/server'
import { idOf, type Message } from './read-message.ts'
import type { Outcome, ToolResult } from './tool.ts'
import { isStructured, shownTo } from './tool-server.ts'

/** A call of a tool with which nothing is odd. */
export interface PlainCall {
  readonly id: string | number
  readonly name: string
  readonly given: unknown
  readonly era: 'modern' | 'legacy'
  /** Of the protocol, as the caller says it; empty if it does not. */
  readonly revision: string
}

const modernRevision = '2026-07-28'

/**
 * A message that the SDK's own checks find to be a call of a tool in every respect. It takes the SDK as long to serve one as
 * it takes the graph to answer it several times, most of it for what such a call does not use: so it is answered without a
 * server of its own. Everything else, and above all what is wrong in any way, is the SDK's to answer.
 *
 * @returns null for everything else
 */
export function readPlainCall(message: Message, headers: IncomingHttpHeaders): PlainCall | null {
  if (message.method !== 'tools/call' || !isSpecType.CallToolRequest(message)) return null
  const id = idOf(message)
  const { name, arguments: given } = message.params
  const version = textOf(headers['mcp-protocol-version'])
  const [method, named] = [textOf(headers['mcp-method']), textOf(headers['mcp-name'])]
  const { kind, ...outcome } = classifyInboundRequest({
    httpMethod: 'POST',
    ...(version !== undefined && { protocolVersionHeader: version }),
    ...(method !== undefined && { mcpMethodHeader: method }),
    ...(named !== undefined && { mcpNameHeader: named }),
    body: message,
  })
  const call = { id: id ?? 0, name, given: given ?? {}, revision: version ?? '' }
  if (id === null) return null
  if (kind === 'modern') {
    const isServed = 'classification' in outcome && outcome.classification.revision === modernRevision
    // A name may be written another way in the header, which the SDK knows.
    const isNamed = method === 'tools/call' && named === name && version === modernRevision
    return isServed && isNamed ? { ...call, era: 'modern' } : null
  }
  const accept = headers.accept ?? ''
  const isAccepted = accept.includes('application/json') && accept.includes('text/event-stream')
  const isKnown = version === undefined || SUPPORTED_PROTOCOL_VERSIONS.includes(version)
  return kind === 'legacy' && isAccepted && isKnown ? { ...call, era: 'legacy' } : null
}

const textOf = (header: string | string[] | undefined) => (Array.isArray(header) ? header.join(', ') : header)

/** Results as JSON without their brackets, by whether they are structured. */
const texts = new WeakMap<ToolResult, Partial<Record<'structured' | 'plain', string>>>()

/** The answer to a plain call, as the SDK writes it. */
export function writePlainAnswer(call: PlainCall, { result, cache }: Outcome, server: Implementation): string {
  const { id, era } = call
  const kind = isStructured(call) ? 'structured' : 'plain'
  const known = texts.get(result) ?? {}
  const members = (known[kind] ??= JSON.stringify(shownTo(call, result)).slice(1, -1))
  texts.set(result, known)
  const rest = { ...cache, resultType: 'complete', _meta: { [SERVER_INFO_META_KEY]: server } }
  const own = era === 'modern' ? `,${JSON.stringify(rest).slice(1, -1)}` : ''
  return `{"result":{${members}${own}},"jsonrpc":"2.0","id":${JSON.stringify(id)}}`
}
