import { cleanLine, cleanText } from './clean-text.ts'
import type { ChangeDetails } from './compose-note.ts'
import { inputError, type UserError } from './user-error.ts'

/** A change as somebody wants it logged: the inputs of all mutations of the room in one shape. */
export interface WantedChange {
  readonly ticketId: number
  readonly idempotencyKey: string
  readonly note: string | null
  readonly change: ChangeDetails | null
  /** Null: the tenant's default. */
  readonly minutes: number | null
  readonly statusId: number | null
  readonly memberIdentifier: string | null
}

const maxText = 10_000
const maxMinutes = 1_440
/** ConnectWise's ids are 32-bit. */
const maxId = 2 ** 31 - 1

/**
 * All that is wrong with an input, at once.
 *
 * @param names what the mutation calls the text and the least minutes it takes
 */
export function checkInput(
  wanted: WantedChange,
  { textField = 'note', minMinutes = 0 }: { textField?: string; minMinutes?: number } = {},
): UserError[] {
  const { ticketId, idempotencyKey, note, change, minutes, statusId, memberIdentifier } = wanted
  const found: (UserError | false)[] = [
    !isId(ticketId) && inputError(['ticketId'], 'A ticket’s number is from 1 to 2,147,483,647.'),
    !isWithin(idempotencyKey, 1, 200)
      ? inputError(['idempotencyKey'], 'The key has 1 to 200 characters.')
      : !isStorable(idempotencyKey) && inputError(['idempotencyKey'], 'The key has no control characters.'),
    note !== null &&
      !isWithin(note, 0, maxText) &&
      inputError([textField], `The text has at most ${maxText.toLocaleString('en')} characters.`),
    minutes !== null &&
      !(minutes >= minMinutes && minutes <= maxMinutes) &&
      inputError(['minutes'], `Minutes are from ${minMinutes} to ${maxMinutes.toLocaleString('en')}.`),
    statusId !== null && !isId(statusId) && inputError(['statusId'], 'A status’s id is from 1 to 2,147,483,647.'),
    memberIdentifier !== null &&
      !/^[\w.-]{1,15}$/.test(memberIdentifier) &&
      inputError(
        ['memberIdentifier'],
        'A member’s identifier has at most 15 letters, digits, dots, hyphens and underscores.',
      ),
    ...(change ? checkDetails(change) : []),
  ]
  return found.filter((error) => error !== false)
}

function checkDetails({ subject, fields }: ChangeDetails): (UserError | false)[] {
  return [
    (cleanLine(subject) === '' || !isWithin(subject, 1, 200)) &&
      inputError(['change', 'subject'], 'The subject has 1 to 200 characters.'),
    fields.length > 50 && inputError(['change', 'fields'], 'A change has at most 50 fields.'),
    ...fields.flatMap(({ name, before, after }, index) => {
      const path = (part: string) => ['change', 'fields', String(index), part]
      return [
        (cleanLine(name) === '' || !isWithin(name, 1, 100)) &&
          inputError(path('name'), 'The name of a field has 1 to 100 characters.'),
        !isWithin(before ?? '', 0, 1_000) && inputError(path('before'), 'A value has at most 1,000 characters.'),
        !isWithin(after ?? '', 0, 1_000) && inputError(path('after'), 'A value has at most 1,000 characters.'),
      ]
    }),
  ]
}

/** Whether there is anything in it that can be read. */
export const hasText = (text: string | null): text is string => text !== null && cleanText(text) !== ''

const isId = (value: number) => value >= 1 && value <= maxId

/** Whether both databases keep it letter by letter, so that two keys are never taken for one. */
const isStorable = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** By characters as the database and people count them, not by UTF-16 units. */
const isWithin = (text: string, least: number, most: number) => {
  const length = Array.from(text).length
  return length >= least && length <= most
}
