import { nextTurn } from '../../event-loop-turns.ts'

/** Bodies from this size on wait for their turn before they are decoded, and parsed: several can arrive at once. */
export const longBytes = 64 * 1024

/** A body exceeded the size limit; the rest was not read. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
  readonly code = 'EBODYTOOLARGE'
}

/**
 * Reads a streamed body as text. Counts its size after decompression, while it arrives, so that never more than the
 * limit and one chunk is kept, however small it was on the wire.
 *
 * @param maxBytes the source is closed beyond this
 * @throws BodyTooLargeError
 */
export async function readBody(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  // Throwing out of the loop closes the source, and thereby the connection.
  for await (const piece of source) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw new BodyTooLargeError('The body is larger than the limit.')
    pieces.push(piece)
  }
  if (bytes >= longBytes) await nextTurn()
  return new TextDecoder().decode(Buffer.concat(pieces, bytes))
}
