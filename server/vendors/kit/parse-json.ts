/*
 * A parsed value can be a hundred times as large as its text, and nested deeply enough to exhaust the stack of whatever
 * walks it. So measure a vendor's response before parsing it, in a single pass.
 */

/** Maximum nesting depth: the vendors' records have six levels at most. */
const maxDepth = 64

/** Maximum number of values: the vendors' largest pages (1,000 records) have about 60,000. */
const maxValues = 500_000

/**
 * Parses a JSON text.
 *
 * @throws SyntaxError also for JSON that is nested more than 64 levels deep or has more than 500,000 values
 */
export function parseJson(text: string): unknown {
  if (isTooMuch(text)) throw new SyntaxError('The JSON is nested too deeply, or has too many values.')
  return JSON.parse(text) as unknown
}

/** Like `parseJson`; undefined instead of an error. */
export function tryParseJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

const [quote, backslash, comma] = ['"', '\\', ','].map((sign) => sign.charCodeAt(0))
const [openList, closeList, openObject, closeObject] = ['[', ']', '{', '}'].map((sign) => sign.charCodeAt(0))

/** Scans the characters between strings; the result for invalid JSON is arbitrary. */
function isTooMuch(text: string): boolean {
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === quote) at = endOfString(text, at)
    else if (sign === openList || sign === openObject) {
      depth++
      values++
    } else if (sign === closeList || sign === closeObject) depth--
    else if (sign === comma) values++
    if (depth > maxDepth || values > maxValues) return true
  }
  return false
}

/** Returns the index of the string's closing quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** Whether an odd number of backslashes precedes it. */
function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === backslash) first--
  return (at - first) % 2 === 1
}
