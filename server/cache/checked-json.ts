import { crc32 } from 'node:zlib'

/*
 * Values in a shared store are JSON prefixed with a checksum. A value that is truncated, corrupted or written by
 * another program reads as missing, so the store's content can never break a response.
 */

/** Letters of a text that are its checksum. */
export const tagLength = 8

const checksumOf = (json: string) => crc32(json).toString(16).padStart(tagLength, '0')

export function writeCheckedJson(value: unknown): string {
  const json = JSON.stringify(value)
  return checksumOf(json) + json
}

/** The checksum: of two intact texts of one key, it tells whether they are the same. */
export const tagOf = (text: string) => text.slice(0, tagLength)

/** Whether the text is as `writeCheckedJson` wrote it. */
export const isIntact = (text: string) => tagOf(text) === checksumOf(text.slice(tagLength))

/** Returns the value of an intact text; undefined if it is no JSON after all. */
export function readCheckedJson(text: string): unknown {
  try {
    return JSON.parse(text.slice(tagLength)) as unknown
  } catch {
    return undefined
  }
}
