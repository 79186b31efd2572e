/** A piece of a condition string. `at` is its offset. */
export type Token =
  | { kind: 'string' | 'datetime' | 'word' | 'numeric'; text: string; at: number }
  | { kind: 'symbol'; text: '=' | '!=' | '<' | '<=' | '>' | '>=' | '(' | ')' | ','; at: number }

/** A condition string that cannot be read; the message is the vendor's answer. */
export class ConditionSyntaxError extends Error {
  override readonly name = 'ConditionSyntaxError'
}

// One alternative for each kind. A string ends at the first quote of its own kind: there is no escape sequence.
const pattern =
  /\s+|(?<string>"[^"]*"|'[^']*')|(?<datetime>\[[^\]]*\])|(?<symbol><=|>=|!=|[=<>(),])|(?<numeric>-?\d+(?:\.\d+)?(?![\w/.-]))|(?<word>[A-Za-z_][\w/]*)/y

/** The pieces of `text`, white space dropped. Throws `ConditionSyntaxError` at whatever is none. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match === null) throw unexpected(text.slice(at, at + 20), at)
    const found = Object.entries(match.groups ?? {}).find(([, piece]) => piece !== undefined)
    if (found !== undefined) tokens.push(tokenOf(found[0], found[1] ?? '', at))
    at = pattern.lastIndex
  }
  return tokens
}

/** The error at a piece of text. No recording shows the vendor's own words for it. */
export function unexpected(piece: string, at: number): ConditionSyntaxError {
  return new ConditionSyntaxError(`Syntax error in conditions at position ${at}: ${piece} was not expected.`)
}

function tokenOf(kind: string, piece: string, at: number): Token {
  if (kind === 'string' || kind === 'datetime') return { kind, text: piece.slice(1, -1), at }
  return { kind, text: piece, at } as Token
}
