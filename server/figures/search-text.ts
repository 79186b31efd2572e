import { badUserInput } from '../errors/gateway-error.ts'

/** More than any title or name has: what is longer cannot be found, and would only cost time. */
const maxLength = 300

/** Upper and lower case, and the two ways to write an accented letter, are the same to a person. */
export const fold = (text: string): string => text.normalize('NFC').toLowerCase()

/**
 * A text to search for, before anything is done with it: to normalise a long run of accents takes time that grows with
 * the square of its length.
 *
 * @param name what the argument is called
 * @throws GatewayError `BAD_USER_INPUT` for more than 300 characters
 */
export function checkSearchText(name: string, text: string): string {
  if (text.length <= maxLength) return text
  throw badUserInput(`${name} must have at most ${maxLength} characters.`)
}
