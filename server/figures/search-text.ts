import { badUserInput } from '../errors/gateway-error.ts'

/** Longer than any title or name: longer texts match nothing and only cost time. */
const maxLength = 300

/** Ignores case and the two Unicode forms of accented letters. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/**
 * Validates a search text before any processing: normalizing a long run of accents takes quadratic time.
 *
 * @param name the argument's name
 * @throws GatewayError `BAD_USER_INPUT` for more than 300 characters
 */
export function checkSearchText(name: string, text: string): string {
  if (text.length <= maxLength) return text
  throw badUserInput(`${name} must have at most ${maxLength} characters.`)
}
