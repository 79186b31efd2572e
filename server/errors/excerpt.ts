/** Characters of a caller's text that a message repeats at most: enough to tell which text is meant. */
const longest = 100

/**
 * The beginning of a text that a message repeats, with … where something is left out. Every message that shows what a
 * caller sent goes by this, so that no answer and no log line grows with its question.
 */
export function excerpt(text: string, length: number = longest): string {
  if (text.length <= length) return text
  // Half of a character outside the basic plane is none.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length
  return `${text.slice(0, end)}…`
}

/** Characters that a library's own message about a caller's text has at most. */
const longestMessage = 500

/**
 * A message of a library about what a caller sent, which repeats it whole: quoted parts become excerpts, and what is still
 * too long loses its middle.
 */
export function shortenMessage(message: string): string {
  if (message.length <= longest) return message
  const quoted = message.replaceAll(/"[^"]{101,}"/g, (part) => `"${excerpt(part.slice(1, -1))}"`)
  if (quoted.length <= longestMessage) return quoted
  return `${excerpt(quoted)} ${quoted.slice(-longest).replace(/^[\uDC00-\uDFFF]/, '')}`
}
