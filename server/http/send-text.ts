import { chooseEncoding, compress, leastBytes } from './compression.ts'
import type { Exchange } from './exchange.ts'

/**
 * Sends a text that was made for this caller, compressed when it is worth it and the caller reads that. What is said of
 * length and encoding so far stands on the response: status, type and all else are the route's.
 *
 * An answer to a session has nothing in it that compression could give away (BREACH): such an attack needs a foreign page
 * that makes a browser ask with words of its own choosing, and no foreign page can send `x-portal` or a bearer token.
 */
export async function sendText({ request, response }: Exchange, text: string): Promise<void> {
  const body = Buffer.from(text)
  response.appendHeader('vary', 'Accept-Encoding')
  const encoding = body.length < leastBytes ? null : chooseEncoding(request.headers['accept-encoding']?.toString())
  const sent = encoding === null ? body : await compress(body, encoding, 'fast')
  if (encoding !== null) response.setHeader('content-encoding', encoding)
  response.setHeader('content-length', sent.length)
  response.end(request.method === 'HEAD' ? undefined : sent)
}
