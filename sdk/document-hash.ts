const hashes = new Map<string, Promise<string>>()

/** SHA-256 of a document in hexadecimal digits, as automatic persisted queries have it; made once for each document. */
export function documentHash(text: string): Promise<string> {
  const known = hashes.get(text) ?? hash(text)
  hashes.set(text, known)
  return known
}

async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
