import type { IncomingHttpHeaders } from 'node:http'
import {
  classifyInboundRequest,
  isSpecType,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server'
import { LRUCache } from 'lru-cache'
import { toByteText } from '../http/byte-text.ts'
import type { Message } from './read-message.ts'
import type { Outcome, ToolResult } from './tool.ts'
import { identity, isStructured, shownTo } from './tool-server.ts'

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

/** What a client sends with each of its calls, and what the protocol makes of that. */
const eras = new LRUCache<string, PlainCall['era'] | 'odd'>({ max: 200 })

/** Longer envelopes are looked at each time. */
const longestKept = 2_000

/**
 * A message that is a call of a tool in every respect. It takes the SDK as long to serve one as it takes the graph to answer it
 * several times, most of it for what such a call does not use: so it is answered without a server of its own. Everything else,
 * and above all what is wrong in any way, is the SDK's to answer. What is the same in all calls of a client, headers and the
 * envelope in `_meta`, is checked by the SDK, once.
 *
 * @returns null for everything else
 */
export function readPlainCall(message: Message, headers: IncomingHttpHeaders): PlainCall | null {
  const { id, jsonrpc, method, params, ...others } = message
  if (method !== 'tools/call' || jsonrpc !== '2.0' || !isId(id) || !isRecord(params) || !isEmpty(others)) return null
  const { name, arguments: given = {}, _meta: meta, ...unknown } = params
  if (typeof name !== 'string' || !isRecord(given) || !isEmpty(unknown)) return null
  const { accept = '', 'mcp-protocol-version': version = '', 'mcp-method': called, 'mcp-name': named } = headers
  if (typeof version !== 'string') return null
  const era = eraOf(accept, version, meta)
  // A name may be written another way in the header, which the SDK knows.
  if (era === 'odd' || (era === 'modern' && (called !== method || named !== name))) return null
  // Of those before it, a header that is there all the same has to be right too.
  if (era === 'legacy' && (called !== undefined || named !== undefined)) return null
  return { id, name, given, era, revision: version }
}

function eraOf(accept: string, version: string, meta: unknown): PlainCall['era'] | 'odd' {
  const key = JSON.stringify([accept, version, meta])
  const known = eras.get(key)
  if (known) return known
  const era = classify(accept, version, meta)
  if (key.length <= longestKept) eras.set(key, era)
  return era
}

/** What the SDK makes of a call with this envelope. */
function classify(accept: string, version: string, meta: unknown): PlainCall['era'] | 'odd' {
  const [method, name] = ['tools/call', 'tool']
  const body = {
    jsonrpc: '2.0',
    id: 1,
    method,
    params: { name, arguments: {}, ...(meta !== undefined && { _meta: meta }) },
  }
  if (!isSpecType.CallToolRequest(body)) return 'odd'
  const found = classifyInboundRequest({
    httpMethod: 'POST',
    ...(version !== '' && { protocolVersionHeader: version }),
    body,
    ...(version === modernRevision && { mcpMethodHeader: method, mcpNameHeader: name }),
  })
  if (found.kind === 'modern') {
    return found.classification.revision === modernRevision && version === modernRevision ? 'modern' : 'odd'
  }
  const isAccepted = accept.includes('application/json') && accept.includes('text/event-stream')
  const isKnown = version === '' || SUPPORTED_PROTOCOL_VERSIONS.includes(version)
  return found.kind === 'legacy' && isAccepted && isKnown ? 'legacy' : 'odd'
}

const isId = (value: unknown): value is string | number =>
  typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value))

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isEmpty = (value: object) => Object.keys(value).length === 0

/** Results as JSON without their brackets, by whether they are structured. */
const texts = new WeakMap<ToolResult, Partial<Record<'structured' | 'plain', string>>>()

const begin = '{"result":{'
const server = toByteText(JSON.stringify({ [SERVER_INFO_META_KEY]: identity }))

/** The answer to a plain call, as the SDK writes it. @returns a text with one character per byte */
export function writePlainAnswer(call: PlainCall, { result, cache }: Outcome): string {
  const { id, era } = call
  const kind = isStructured(call) ? 'structured' : 'plain'
  const known = texts.get(result) ?? {}
  // The long part, which is the same as before.
  const members = (known[kind] ??= toByteText(JSON.stringify(shownTo(call, result)).slice(1, -1)))
  texts.set(result, known)
  const { ttlMs, cacheScope } = cache
  const hints = `,"ttlMs":${ttlMs},"cacheScope":"${cacheScope}","resultType":"complete","_meta":${server}`
  const own = era === 'modern' ? hints : ''
  const idText = typeof id === 'number' ? String(id) : toByteText(JSON.stringify(id))
  return `${begin}${members}${own}},"jsonrpc":"2.0","id":${idText}}`
}
