/** An answer of the issuer at most, in bytes after decompression (1 MiB): metadata, keys and tokens have a few thousand. */
const maxBytes = 1_024 * 1_024

/**
 * `fetch` whose answers are read here, and counted while they arrive: whatever the issuer or somebody in between sends, no
 * more than the limit is kept.
 *
 * @throws TypeError for an answer that is larger
 */
export function createIssuerFetch(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (!response.body) return response
    const pieces: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    // Leaving the loop by an error ends the connection.
    for await (const piece of response.body) {
      bytes += piece.byteLength
      if (bytes > maxBytes) throw new TypeError('The issuer’s answer is larger than 1 MiB.')
      pieces.push(piece)
    }
    const { status, statusText, headers } = response
    return new Response(new Blob(pieces), { status, statusText, headers })
  }
}
