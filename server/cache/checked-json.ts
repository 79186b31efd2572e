import { crc32 } from 'node:zlib'

/*
 * How values are written into a shared store: JSON behind its checksum. A value that was cut off, damaged, or written by
 * another program reads as none at all, so nothing that stands in the store can break an answer.
 */

const checksumLength = 8

const checksumOf = (json: string) => crc32(json).toString(16).padStart(checksumLength, '0')

export function writeCheckedJson(value: unknown): string {
  const json = JSON.stringify(value)
  return checksumOf(json) + json
}

/** The value; undefined for anything that `writeCheckedJson` did not write, or that is not whole. */
export function readCheckedJson(text: string): unknown {
  const json = text.slice(checksumLength)
  if (text.slice(0, checksumLength) !== checksumOf(json)) return undefined
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}
