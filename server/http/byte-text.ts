import type { ServerResponse } from 'node:http'

/**
 * A text in UTF-8 with one character per byte, to be sent as `latin1`: Node joins such a body with the headers and writes both
 * in one piece, without a buffer for either.
 */
export const toByteText = (text: string): string => Buffer.from(text).toString('latin1')

/** Node writes texts of up to 16 KiB that way, headers included; in bytes. */
const longest = 8_000

const texts = new WeakMap<Buffer, string>()

/** Sends a body that is sent again and again. */
export function endWith(response: ServerResponse, body: Buffer): void {
  if (body.length > longest) return void response.end(body)
  const text = texts.get(body) ?? body.toString('latin1')
  texts.set(body, text)
  response.end(text, 'latin1')
}
