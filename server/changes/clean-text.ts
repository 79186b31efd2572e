/*
 * Sanitizes user-supplied texts. Every function runs in linear time: a pattern with a repetition before its match would
 * restart at each position of a long run, which is quadratic.
 */

/**
 * Sanitizes a text for ConnectWise: normalizes line breaks to `\n`, replaces tabs by spaces, and removes other control
 * characters and lone surrogates. Keeps letters of any script, direction marks and emoji.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}|\p{Cs}/gu, '')
    .trim()
}

/** Like `cleanText`, on a single line. */
export const cleanLine = (text: string): string =>
  cleanText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')

/**
 * Whether a text has at most this many characters, counted by code point as the database does, not by UTF-16 unit.
 * Checks only the length of a text that is far too long.
 */
export function hasAtMost(text: string, most: number): boolean {
  if (text.length <= most) return true
  // A character has at most two UTF-16 units.
  return text.length <= 2 * most && Array.from(text).length <= most
}

/** Truncates a line by user-perceived characters, none of which is split. Appends `…` if truncated. */
export function shorten(line: string, most: number): string {
  if (line.length <= most) return line
  const characters: string[] = []
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    characters.push(segment)
    if (characters.length > most) return `${characters.slice(0, most - 1).join('')}…`
  }
  return line
}
