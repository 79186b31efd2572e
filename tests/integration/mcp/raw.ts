import { request } from 'node:http'
import type { RoleName, World } from '../../support/world.ts'

/** An answer of the server for agents, as it came. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly body: RpcBody
}

export interface RpcBody {
  readonly id?: string | number | null
  readonly result?: ToolResult & { readonly tools?: readonly { readonly name: string }[] }
  readonly error?: {
    readonly code: number
    readonly message: string
    readonly data?: { readonly code?: string; readonly retryAfterSeconds?: number; readonly requestId?: string }
  }
}

export interface ToolResult {
  readonly content?: readonly { readonly type: string; readonly text: string }[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: boolean
  readonly ttlMs?: number
  readonly cacheScope?: string
}

export interface RawAsk {
  readonly role?: RoleName
  /** Instead of a token for the role; null: none. */
  readonly token?: string | null
  /** Over those that belong to the message; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>
  /** Instead of the message. */
  readonly text?: string
  readonly method?: string
}

export const revision = '2026-07-28'

const meta = {
  'io.modelcontextprotocol/protocolVersion': revision,
  'io.modelcontextprotocol/clientInfo': { name: 'tests', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

export interface RawMessage {
  readonly jsonrpc: string
  readonly id: number
  readonly method: string
  readonly params?: object
}

/** A message of the revision without sessions. */
export const message = (method: string, params: object = {}): RawMessage => ({
  jsonrpc: '2.0',
  id: 7,
  method,
  params: { ...params, _meta: meta },
})

export const call = (name: string, given: unknown = {}) => message('tools/call', { name, arguments: given })

/** A message of the revisions before it. */
export const legacyCall = (name: string, given: unknown = {}): RawMessage => ({
  jsonrpc: '2.0',
  id: 7,
  method: 'tools/call',
  params: { name, arguments: given },
})

/** Headers that belong to a message. */
export function headersOf({ method, params }: RawMessage) {
  const { name, _meta } = (params ?? {}) as { readonly name?: unknown; readonly _meta?: unknown }
  return {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    ...(_meta !== undefined && { 'mcp-protocol-version': revision, 'mcp-method': method }),
    ...(_meta !== undefined && typeof name === 'string' && { 'mcp-name': name }),
  }
}

/** Sends messages over HTTP as they are, as a viewer unless told otherwise. */
export function createRaw({ url, token }: Pick<World, 'url' | 'token'>) {
  return async (asked: RawMessage, options: RawAsk = {}): Promise<RawAnswer> => {
    const { role = 'viewer', method = 'POST', text = JSON.stringify(asked) } = options
    const shown = options.token === undefined ? await token(role) : options.token
    const headers = Object.entries({
      ...headersOf(asked),
      ...(shown !== null && { authorization: `Bearer ${shown}` }),
      ...options.headers,
    }).filter((entry): entry is [string, string] => entry[1] !== null)
    return send(`${url}/mcp`, { method, headers: Object.fromEntries(headers), text: method === 'POST' ? text : '' })
  }
}

/** Unlike `fetch`, it sends any `Host`. */
export function send(
  url: string,
  {
    method,
    headers,
    text,
  }: { readonly method: string; readonly headers: Record<string, string>; readonly text: string },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (part: string) => (body += part))
      answer.on('error', reject)
      answer.on('end', () => {
        const list = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
        resolve({
          status: answer.statusCode ?? 0,
          headers: new Headers(list),
          text: body,
          body: body.startsWith('{') ? (JSON.parse(body) as RpcBody) : {},
        })
      })
    })
    sent.on('error', reject)
    sent.end(text)
  })
}

/** Status, and the code of what was refused before any tool. */
export const faultOf = ({ status, body }: RawAnswer) => [status, body.error?.data?.code]

/** The code with which a result begins that is an error; null for one that is none. */
export const codeOf = ({ body: { result } }: RawAnswer) =>
  result?.isError ? (/^[A-Z_]+/.exec(result.content?.[0]?.text ?? '')?.[0] ?? '') : null
