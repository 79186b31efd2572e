/** A character that no key, secret or sign-in name has: it comes along when one is pasted out of a document or a chat. */
export interface OddCharacter {
  /** In words, such as `an invisible character`. */
  readonly what: string
  /** Where it stands, counted from 1. */
  readonly position: number
}

const kinds: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a control character', /[\p{Cc}\p{Zl}\p{Zp}]/u],
  ['an invisible character', /[\p{Cf}\p{Mn}\u115f\u1160\u3164]/u],
  ['a typographic quote or apostrophe', /[\u2018-\u201f\u00b4\u2032\u2033\u00ab\u00bb]/u],
  ['a typographic dash', /[\u2010-\u2015\u2212]/u],
  ['a blank that is no plain blank', /\p{Zs}/u],
]

/**
 * The first character beyond the signs on a plain keyboard (ASCII 33 to 126, and blanks within); null when there is none.
 * Headers cannot carry others, and each would fail in its own way long after it was typed. The text itself is never
 * repeated: it may be a secret.
 */
export function findOddCharacter(text: string): OddCharacter | null {
  if (text.startsWith(' ')) return { what: 'a blank', position: 1 }
  const at = text.search(/[^\u0020-\u007e]/u)
  if (at >= 0) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const what = kinds.find(([, pattern]) => pattern.test(character))?.[0] ?? 'a character beyond plain ASCII'
    return { what, position: Array.from(text.slice(0, at)).length + 1 }
  }
  return text.endsWith(' ') ? { what: 'a blank', position: text.length } : null
}

/** What is wrong with a text that may be a secret, as the end of a sentence that names it; null when nothing is. */
export function explainOddCharacter(text: string): string | null {
  const odd = findOddCharacter(text)
  return odd && `has ${odd.what} at position ${odd.position}: copy it anew as plain text`
}
