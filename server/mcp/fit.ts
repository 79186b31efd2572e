import type { ToolResult } from './tool.ts'

/** 4,000 tokens, at four bytes each: of a result as it is sent, text and structured content together. */
export const maxResultBytes = 16_000

/** Of those, what the protocol adds to a result: its type, ids, the server's name and cache hints. */
const envelopeBytes = 600

/** A part of a result that can be made smaller from its end: the rows of a list, or the characters of a text. */
export interface Shrinkable {
  readonly name: string
  /** Rows or characters that are there at first. */
  readonly size: number
  /** Bytes of all of them, roughly: decides what is made smaller first. */
  readonly bytes: number
}

export type Kept = Readonly<Record<string, number>>

/** Bytes of a result as JSON in UTF-8. */
export const bytesOf = (result: ToolResult): number => Buffer.byteLength(JSON.stringify(result))

/**
 * Makes the largest result that is within the bound: rows are dropped whole, from the end of whichever part is the largest.
 *
 * @param make the result with so many rows or characters of each part
 * @param least rows that each part has to keep, if it has so many; one at least, after which the rest can be asked for
 * @returns null if it has to be smaller than that
 */
export function fitResult(
  parts: readonly Shrinkable[],
  make: (kept: Kept) => ToolResult,
  least = 1,
  maxBytes: number = maxResultBytes - envelopeBytes,
): ToolResult | null {
  const kept = Object.fromEntries(parts.map(({ name, size }) => [name, size]))
  const bytesLeft = ({ name, size, bytes }: Shrinkable) => (size === 0 ? 0 : (bytes * (kept[name] ?? 0)) / size)
  for (;;) {
    const result = make({ ...kept })
    const over = bytesOf(result) - maxBytes
    if (over <= 0) return result
    const [largest] = parts
      .toSorted((a, b) => bytesLeft(b) - bytesLeft(a))
      .filter(({ name }) => (kept[name] ?? 0) > least)
    if (!largest) return null
    const left = kept[largest.name] ?? 0
    // It is in the result twice: as text, and structured. At most half at once, so that another may be the largest then.
    const wanted = Math.ceil((over * largest.size) / (2 * largest.bytes))
    kept[largest.name] = Math.max(least, left - Math.max(1, Math.min(wanted, Math.floor(left / 2))))
  }
}
