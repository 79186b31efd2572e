import { cleanText, hasAtMost } from './clean-text.ts'
import type { ChangeDetails } from './compose-note.ts'
import { inputError, type UserError } from '../errors/user-error.ts'

/** What is checked of the input of a mutation. */
export interface CheckedInput {
  readonly ticketId: number
  readonly idempotencyKey: string
  readonly note: string | null
  readonly change: ChangeDetails | null
  /** Null: use the tenant's default. */
  readonly minutes: number | null
  readonly statusId: number | null
  readonly memberIdentifier: string | null
}

const maxText = 10_000
const maxMinutes = 1_440
const maxFields = 50
/** ConnectWise ids are 32-bit. */
const maxId = 2 ** 31 - 1

/**
 * Returns all errors of an input at once. Checks lengths first: a text that is too long is not examined further.
 *
 * @param names the mutation's names for the text and for the minimum of minutes
 */
export function checkInput(
  wanted: CheckedInput,
  { textField = 'note', minMinutes = 0 }: { textField?: string; minMinutes?: number } = {},
): UserError[] {
  const { ticketId, idempotencyKey, note, change, minutes, statusId, memberIdentifier } = wanted
  const found: (UserError | false)[] = [
    !isId(ticketId) && inputError(['ticketId'], 'A ticket’s number is from 1 to 2,147,483,647.'),
    !(idempotencyKey !== '' && hasAtMost(idempotencyKey, 200))
      ? inputError(['idempotencyKey'], 'The key has 1 to 200 characters.')
      : !isStorable(idempotencyKey) && inputError(['idempotencyKey'], 'The key has no control characters.'),
    note !== null &&
      !hasAtMost(note, maxText) &&
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
    !(hasAtMost(subject, 200) && hasText(subject)) &&
      inputError(['change', 'subject'], 'The subject has 1 to 200 characters.'),
    fields.length > maxFields && inputError(['change', 'fields'], `A change has at most ${maxFields} fields.`),
    // Do not validate excess entries one by one.
    ...fields.slice(0, maxFields).flatMap(({ name, before, after }, index) => {
      const path = (part: string) => ['change', 'fields', String(index), part]
      return [
        !(hasAtMost(name, 100) && hasText(name)) &&
          inputError(path('name'), 'The name of a field has 1 to 100 characters.'),
        !hasAtMost(before ?? '', 1_000) && inputError(path('before'), 'A value has at most 1,000 characters.'),
        !hasAtMost(after ?? '', 1_000) && inputError(path('after'), 'A value has at most 1,000 characters.'),
      ]
    }),
  ]
}

/** Whether the text has visible content. A text beyond every limit counts as such without being examined. */
export const hasText = (text: string | null): text is string =>
  text !== null && (text.length > 2 * maxText || cleanText(text) !== '')

const isId = (value: number) => value >= 1 && value <= maxId

/** Whether both databases store it unchanged, so that two distinct keys never collide. */
const isStorable = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)
