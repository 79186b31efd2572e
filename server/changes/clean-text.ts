/*
 * Work on texts that people gave. Every function takes time that grows with the text and no faster: a pattern with a
 * repeated part in front of what it looks for is tried anew from each place of a long run, which is quadratic.
 */

/**
 * A text as it may stand in ConnectWise: line breaks of every kind become `\n`, tabs blanks, and other control characters
 * and lone surrogates go. Letters of any script, marks of direction and emoji stay as they are.
 */
export function cleanText(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)\p{Cc}|\p{Cs}/gu, '')
    .trim()
}

/** As `cleanText`, on one line. */
export const cleanLine = (text: string): string =>
  cleanText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ')

/**
 * Whether a text has at most so many characters, as the database and people count them and not by UTF-16 units. Of a
 * text that is far too long only the length is looked at.
 */
export function hasAtMost(text: string, most: number): boolean {
  if (text.length <= most) return true
  // A character has at most two units.
  return text.length <= 2 * most && Array.from(text).length <= most
}

/** The first characters of a line, as people see them: none is cut in two. With `…` where something was left out. */
export function shorten(line: string, most: number): string {
  if (line.length <= most) return line
  const characters: string[] = []
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    characters.push(segment)
    if (characters.length > most) return `${characters.slice(0, most - 1).join('')}…`
  }
  return line
}
