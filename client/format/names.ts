/** Whether a text has no visible character, only white space and zero-width characters. */
const isBlank = (text: string): boolean => !/[^\s\p{C}\p{Z}]/u.test(text)

/**
 * The vendor's name, or a fallback for a missing or blank one: a link without text is invisible to users and screen
 * readers.
 */
export const nameOr = (name: string | null | undefined, otherwise: string): string =>
  name === null || name === undefined || isBlank(name) ? otherwise : name

/** The name if it has a visible character; null otherwise. */
export const nameOrNull = (name: string | null | undefined): string | null =>
  name === null || name === undefined || isBlank(name) ? null : name

/**
 * `MF` of `Maya Fernandes` and of `Fernandes, Maya (EXT)`: the first letters of the first and the last word, whole ones
 * where a letter is made of several code points. Characters other than letters and digits are ignored.
 */
export function initialsOf(name: string): string {
  const plain = name.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
  const [family, given] = plain.split(',', 2)
  const words = (given && hasLetter(given) ? `${given} ${family}` : plain).split(/\s+/).filter(hasLetter)
  const letters = words.map(firstLetter)
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase() || '?'
}

const hasLetter = (text: string) => /[\p{L}\p{N}]/u.test(text)

function firstLetter(word: string): string {
  for (const { segment } of new Intl.Segmenter('en').segment(word)) if (hasLetter(segment)) return segment
  return ''
}
