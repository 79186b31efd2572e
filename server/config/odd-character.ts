/** A character that no key, secret or user name contains, typically pasted along from a document or a chat. */
export interface OddCharacter {
  /** Description, such as `an invisible character`. */
  readonly what: string
  /** Position, from 1. */
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
 * Finds the first character outside printable ASCII (33 to 126, and inner blanks); null if there is none. Headers
 * cannot carry others, and each would fail in its own way much later. Never repeats the text itself: it may be a
 * secret.
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

/**
 * Describes the problem with a text that may be a secret, as the end of a sentence that names it; null if there is
 * none.
 */
export function explainOddCharacter(text: string): string | null {
  const odd = findOddCharacter(text)
  return odd && `has ${odd.what} at position ${odd.position}: copy it anew as plain text`
}
