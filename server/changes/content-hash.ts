import { createHash } from 'node:crypto'

/** A JSON value without objects: field order is irrelevant, list order is not. */
export type Content = string | number | boolean | null | undefined | readonly Content[]

/**
 * Hashes an input, to detect reuse of a key with different content. Hashes the input as given, so that a default
 * changed between two retries makes no difference. Omitted and null are equal.
 */
export function contentHash(...content: readonly Content[]): string {
  return createHash('sha256')
    .update(JSON.stringify(content, (_, value: unknown) => value ?? null))
    .digest('base64url')
}
