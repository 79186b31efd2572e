import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { inject, type Response as Injected } from 'light-my-request'

/** Handles a request of Node's HTTP server. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Headers about the connection, which is the embedding server's. */
const connectionHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])
/** Statuses without a body (Fetch standard, null body status). */
const bodiless = new Set([101, 204, 205, 304])

/**
 * Turns a listener of Node's HTTP server into a fetch handler: one behaviour, whatever server is around it.
 *
 * @param onRequest told which Node request stands for a request
 * @param remoteAddressOf the address that a request's connection seems to come from; this machine's by default
 */
export function createFetchHandler(
  listener: NodeListener,
  onRequest: (node: IncomingMessage, request: Request) => void,
  remoteAddressOf?: (request: Request) => string | undefined,
): (request: Request, signal: AbortSignal) => Promise<Response> {
  return async (request, signal) => {
    const url = new URL(request.url)
    const remoteAddress = remoteAddressOf?.(request)
    const payload = request.body ? Readable.from(readBody(request)) : undefined
    try {
      const answered = await inject(
        (node, response) => {
          onRequest(node, request)
          listener(node, response).catch((error: Error) => response.destroy(error))
        },
        {
          validate: false,
          method: request.method as 'POST',
          url: `${url.pathname}${url.search}`,
          authority: url.host,
          headers: Object.fromEntries(request.headers),
          ...(remoteAddress !== undefined && { remoteAddress }),
          ...(payload && { payload }),
          signal,
        },
      )
      return toResponse(answered)
    } finally {
      await giveBack(request, payload)
    }
  }
}

/** The body, of which nothing is read before it is asked for: the caller is known by then. */
async function* readBody({ body }: Request): AsyncGenerator<Uint8Array> {
  if (body) yield* body
}

/** Ends a body that was not read, or not to its end: its source would wait for ever. */
async function giveBack({ body }: Request, payload: Readable | undefined): Promise<void> {
  payload?.destroy()
  if (body && !body.locked) await body.cancel().catch(() => undefined)
}

function toResponse({ statusCode, headers: answered, rawPayload }: Injected): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answered)) {
    if (value === undefined || connectionHeaders.has(name)) continue
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, String(each))
  }
  return new Response(bodiless.has(statusCode) ? null : new Uint8Array(rawPayload), { status: statusCode, headers })
}
