import { crc32 } from 'node:zlib'

/*
 * Values in a shared store are JSON prefixed with a checksum. A value that is truncated, corrupted or written by
 * another program reads as missing, so the store's content can never break a response.
 */

const checksumLength = 8

const checksumOf = (json: string) => crc32(json).toString(16).padStart(checksumLength, '0')

export function writeCheckedJson(value: unknown): string {
  const json = JSON.stringify(value)
  return checksumOf(json) + json
}

/** Returns the value; undefined for anything not written by `writeCheckedJson`, or incomplete. */
export function readCheckedJson(text: string): unknown {
  const json = text.slice(checksumLength)
  if (text.slice(0, checksumLength) !== checksumOf(json)) return undefined
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}
