import { chooseEncoding, compress, leastBytes } from './compression.ts'
import type { HttpContext } from './http-context.ts'

/**
 * Sends a text made for this client, compressed if worthwhile and accepted. Sets only the headers about length and
 * encoding: status, content type and the rest are the route's.
 *
 * Compression reveals nothing in session responses (BREACH): the attack needs a foreign page that makes the browser
 * send chosen input, and foreign pages cannot send `x-portal` or a bearer token.
 */
export async function sendText({ request, response }: HttpContext, text: string | Buffer): Promise<void> {
  const body = typeof text === 'string' ? Buffer.from(text) : text
  response.appendHeader('vary', 'Accept-Encoding')
  const encoding = body.length < leastBytes ? null : chooseEncoding(request.headers['accept-encoding']?.toString())
  const sent = encoding === null ? body : await compress(body, encoding, 'fast')
  if (encoding !== null) response.setHeader('content-encoding', encoding)
  response.setHeader('content-length', sent.length)
  response.end(request.method === 'HEAD' ? undefined : sent)
}
