import { standstillEndedAt } from '../standstill.ts'
import { beginUnderWay } from '../under-way.ts'

/**
 * Maximum size of an issuer response, in bytes after decompression (1 MiB). Metadata, keys and tokens take a few
 * thousand.
 */
const maxBytes = 1_024 * 1_024

/**
 * A `fetch` that reads response bodies with a size limit, whatever the issuer or an intermediary sends.
 *
 * @throws TypeError if the response exceeds the limit
 */
export function createIssuerFetch(fetch: typeof globalThis.fetch = globalThis.fetch): typeof globalThis.fetch {
  let usedAt = -Infinity

  /**
   * Sends a request; a second time where the first one after a standstill of this process failed: most likely its
   * connection was long gone, and nothing has reached the issuer.
   */
  const send: typeof globalThis.fetch = async (input, init) => {
    const isFirst = standstillEndedAt() > usedAt
    usedAt = performance.now()
    try {
      return await fetch(input, init)
    } catch (error) {
      if (!isFirst || init?.signal?.aborted) throw error
      return fetch(input, init)
    }
  }

  const read: typeof globalThis.fetch = async (input, init) => {
    const response = await send(input, init)
    if (!response.body) return response
    const pieces: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    // Throwing out of the loop closes the connection.
    for await (const piece of response.body) {
      bytes += piece.byteLength
      if (bytes > maxBytes) throw new TypeError('The issuer’s answer is larger than 1 MiB.')
      pieces.push(piece)
    }
    const { status, statusText, headers } = response
    return new Response(new Blob(pieces), { status, statusText, headers })
  }

  return async (input, init) => {
    const end = beginUnderWay()
    try {
      return await read(input, init)
    } finally {
      end()
    }
  }
}
