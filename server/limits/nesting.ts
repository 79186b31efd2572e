import { QueryTooExpensiveError } from './query-too-expensive-error.ts'

/**
 * Rejects text whose brackets nest deeper than `limit` before it reaches a parser: parsers and whatever walks their
 * result recurse once per level, and the stack is finite. A single pass over GraphQL or JSON that skips brackets in
 * strings and (in GraphQL) comments; invalid syntax is left to the parser.
 *
 * @param what names the text in the message: `the document`
 * @throws QueryTooExpensiveError
 */
export function checkNesting(text: string, limit: number, what: string): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case quote:
        at = endOfString(text, at)
        break
      case hash:
        at = endOfLine(text, at)
        break
      case 0x28: // (
      case 0x5b: // [
      case 0x7b: // {
        depth++
        if (depth > limit) throw tooDeep(limit, what, text, at)
        break
      case 0x29:
      case 0x5d:
      case 0x7d:
        depth--
        break
    }
  }
}

const quote = 0x22
const hash = 0x23
const backslash = 0x5c
const newline = 0x0a

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** Returns the index of the closing quote of the string that starts at `from`. */
function endOfString(text: string, from: number): number {
  if (text.startsWith('"""', from)) {
    let end = text.indexOf('"""', from + 3)
    while (end !== -1 && text.charCodeAt(end - 1) === backslash) end = text.indexOf('"""', end + 3)
    return end === -1 ? text.length : end + 2
  }
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === backslash) at++
    // Neither language allows a line break in a string: the parser will reject it.
    else if (unit === quote || unit === newline) return at
  }
  return text.length
}

function tooDeep(limit: number, what: string, text: string, at: number): QueryTooExpensiveError {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const place = `line ${line}, column ${at - before.lastIndexOf('\n')}`
  const message = `The brackets of ${what} nest more than ${limit} deep (at ${place}); at most ${limit} are allowed.`
  return new QueryTooExpensiveError({ measure: 'nesting', asked: limit + 1, limit }, message)
}
