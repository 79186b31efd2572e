/** A body went on past the limit: the rest of it was not taken. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
  readonly code = 'EBODYTOOLARGE'
}

/**
 * The text of a body that is still arriving. It is counted as it stands after decompression, while it arrives, so that
 * never more than the limit and one piece is kept, however little of it came over the wire.
 *
 * @param maxBytes once there are more the source is closed
 * @throws BodyTooLargeError
 */
export async function readBody(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop by an error closes the source, and with it the connection.
  for await (const piece of source) {
    bytes += piece.byteLength
    if (bytes > maxBytes) throw new BodyTooLargeError('The body is larger than the limit.')
    pieces.push(piece)
  }
  return new TextDecoder().decode(Buffer.concat(pieces, bytes))
}
