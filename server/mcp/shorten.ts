const marker = (left: number) => `… [${left} more characters]`

/** No emoji that is in use has more code units. */
const longestCharacter = 64

/** What a text is counted in: what a reader sees as one character may be several code units. */
const segments = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** The first characters of a text, of at most so many UTF-16 code units, with a marker that says how many are left out. */
export function shortenText(text: string, most: number): string {
  if (text.length <= most) return text
  const end = endWithin(text, most)
  return `${text.slice(0, end)}${marker(text.length - end)}`
}

/** The end of the last whole character within so many code units. */
export function endWithin(text: string, most: number): number {
  if (text.length <= most) return text.length
  const { index } = segments.segment(text.slice(0, most + longestCharacter)).containing(most) ?? { index: most }
  // A character that alone is longer is cut between code points.
  if (index > 0) return index
  return /[\uDC00-\uDFFF]/.test(text.charAt(most)) ? most - 1 : most
}

/** The same value with every text of at most so many code units. */
export function shortenTexts(value: unknown, most: number): unknown {
  if (typeof value === 'string') return shortenText(value, most)
  if (Array.isArray(value)) return value.map((each: unknown) => shortenTexts(each, most))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, shortenTexts(below, most)]))
}
