/** Maximum number of characters of client input repeated in a message: enough to recognize it. */
const longest = 100

/**
 * Truncates client input for a message, with … where something is left out. Every message that repeats input uses this,
 * so that neither responses nor log lines grow with the request.
 */
export function excerpt(text: string, length: number = longest): string {
  if (text.length <= length) return text
  // Do not cut a surrogate pair in half.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length
  return `${text.slice(0, end)}…`
}

/** Maximum length of a library's message about client input. */
const longestMessage = 500

/**
 * Shortens a library's message that repeats client input in full: truncates quoted parts, and cuts the middle of what
 * is still too long.
 */
export function shortenMessage(message: string): string {
  if (message.length <= longest) return message
  const quoted = message.replaceAll(/"[^"]{101,}"/g, (part) => `"${excerpt(part.slice(1, -1))}"`)
  if (quoted.length <= longestMessage) return quoted
  return `${excerpt(quoted)} ${quoted.slice(-longest).replace(/^[\uDC00-\uDFFF]/, '')}`
}
