const hashes = new WeakMap<object, Promise<string>>()

/**
 * SHA-256 of a document in hexadecimal digits, as automatic persisted queries have it; made once for each question. Null where
 * there is no way to make it: browsers have one only on pages from https or localhost.
 */
export async function documentHash(question: object, text: string): Promise<string | null> {
  // oxlint-disable-next-line typescript/no-unnecessary-condition -- not where the page is from plain http
  if (globalThis.crypto?.subtle === undefined) return null
  const known = hashes.get(question) ?? hash(text)
  hashes.set(question, known)
  return known
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
