/** Whether there is nothing to see in a text: no letter, digit or sign, only blanks and characters of no width. */
const isBlank = (text: string): boolean => !/[^\s\p{C}\p{Z}]/u.test(text)

/** A name as vendors have it, or words for one that is missing or blank: a link without words cannot be seen or read out. */
export const nameOr = (name: string | null | undefined, otherwise: string): string =>
  name === null || name === undefined || isBlank(name) ? otherwise : name

/** A name that has something to see; null otherwise. */
export const nameOrNull = (name: string | null | undefined): string | null =>
  name === null || name === undefined || isBlank(name) ? null : name

/**
 * `MF` of `Maya Fernandes` and of `Fernandes, Maya (EXT)`: the first letters of the first and the last word, whole ones
 * where a letter is made of several code points. What is no letter or digit says nothing of a name.
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
