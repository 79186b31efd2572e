import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { inject } from 'light-my-request'

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
 */
export function createFetchHandler(
  listener: NodeListener,
  onRequest: (node: IncomingMessage, request: Request) => void,
): (request: Request, signal: AbortSignal) => Promise<Response> {
  return async (request, signal) => {
    const url = new URL(request.url)
    const answered = await inject(
      (node, response) => {
        onRequest(node, request)
        void listener(node, response)
      },
      {
        validate: false,
        method: request.method as 'POST',
        url: `${url.pathname}${url.search}`,
        authority: url.host,
        headers: Object.fromEntries(request.headers),
        // Read when the listener reads it, which is after it knows the caller.
        ...(request.body && { payload: Readable.fromWeb(request.body) }),
        signal,
      },
    )
    const headers = new Headers()
    for (const [name, value] of Object.entries(answered.headers)) {
      if (value === undefined || connectionHeaders.has(name)) continue
      for (const each of Array.isArray(value) ? value : [value]) headers.append(name, String(each))
    }
    const body = bodiless.has(answered.statusCode) ? null : new Uint8Array(answered.rawPayload)
    return new Response(body, { status: answered.statusCode, headers })
  }
}
