import { createHash } from 'node:crypto'

/** A value that JSON can say, without objects: the order of an object's fields means nothing, that of a list does. */
export type Content = string | number | boolean | null | undefined | readonly Content[]

/**
 * What tells one input from another, for repeats with the same key. It is of the input as it was given: a default that an
 * administrator changes between two repeats makes them no different. What is left out and null are the same.
 */
export function contentHash(...content: readonly Content[]): string {
  return createHash('sha256')
    .update(JSON.stringify(content, (_, value: unknown) => value ?? null))
    .digest('base64url')
}
