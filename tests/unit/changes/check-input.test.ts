import { expect, test } from 'vitest'
import { checkInput, hasText, type CheckedInput } from '../../../server/changes/check-input.ts'

const good: CheckedInput = {
  ticketId: 1,
  idempotencyKey: 'k',
  note: null,
  change: null,
  minutes: null,
  statusId: null,
  memberIdentifier: null,
}
const field = (given: Partial<{ name: string; before: string | null; after: string | null }>) => ({
  change: { kind: 'DID_CREATED' as const, subject: 's', fields: [{ name: 'n', ...given }] },
})
const fields = (count: number, name = 'n') => ({
  change: { kind: 'DID_CREATED' as const, subject: 's', fields: Array.from({ length: count }, () => ({ name })) },
})
const subject = (text: string) => ({ change: { kind: 'DID_CREATED' as const, subject: text, fields: [] } })

const ticketId = 'A ticket’s number is from 1 to 2,147,483,647.'
const statusId = 'A status’s id is from 1 to 2,147,483,647.'
const keyLength = 'The key has 1 to 200 characters.'
const keyControl = 'The key has no control characters.'
const member = 'A member’s identifier has at most 15 letters, digits, dots, hyphens and underscores.'
const value = 'A value has at most 1,000 characters.'
const subjectLength = 'The subject has 1 to 200 characters.'
const nameLength = 'The name of a field has 1 to 100 characters.'

test.each<[string, Partial<CheckedInput>]>([
  ['the smallest numbers', { ticketId: 1, statusId: 1, minutes: 0 }],
  ['the largest numbers', { ticketId: 2_147_483_647, statusId: 2_147_483_647, minutes: 1_440 }],
  ['the longest key', { idempotencyKey: '👍'.repeat(200) }],
  ['the longest text', { note: 'x'.repeat(10_000) }],
  ['the longest member', { memberIdentifier: 'aZ0_.-123456789' }],
  ['the longest subject', subject('x'.repeat(200))],
  [
    'the longest name and values',
    field({ name: 'x'.repeat(100), before: 'x'.repeat(1_000), after: 'x'.repeat(1_000) }),
  ],
  ['values that are not set', field({ before: null })],
  ['50 fields', fields(50)],
])('%s may be given', (_, given) => {
  expect(checkInput({ ...good, ...given })).toEqual([])
})

test.each<[Partial<CheckedInput>, string, string]>([
  [{ ticketId: 0 }, 'ticketId', ticketId],
  [{ ticketId: 2_147_483_648 }, 'ticketId', ticketId],
  [{ statusId: 0 }, 'statusId', statusId],
  [{ statusId: 2_147_483_648 }, 'statusId', statusId],
  [{ idempotencyKey: '' }, 'idempotencyKey', keyLength],
  [{ idempotencyKey: 'k'.repeat(201) }, 'idempotencyKey', keyLength],
  [{ idempotencyKey: 'a\u0000b' }, 'idempotencyKey', keyControl],
  // PostgreSQL could not store it.
  [{ idempotencyKey: 'a\ud800' }, 'idempotencyKey', keyControl],
  [{ note: 'x'.repeat(10_001) }, 'note', 'The text has at most 10,000 characters.'],
  [{ minutes: -1 }, 'minutes', 'Minutes are from 0 to 1,440.'],
  [{ minutes: 1_441 }, 'minutes', 'Minutes are from 0 to 1,440.'],
  [{ memberIdentifier: '' }, 'memberIdentifier', member],
  [{ memberIdentifier: 'a'.repeat(16) }, 'memberIdentifier', member],
  [{ memberIdentifier: ' olga' }, 'memberIdentifier', member],
  [{ memberIdentifier: 'olga ' }, 'memberIdentifier', member],
  [subject(' \n'), 'change.subject', subjectLength],
  [subject('x'.repeat(201)), 'change.subject', subjectLength],
  [fields(51), 'change.fields', 'A change has at most 50 fields.'],
  [field({ name: ' ' }), 'change.fields.0.name', nameLength],
  [field({ name: 'x'.repeat(101) }), 'change.fields.0.name', nameLength],
  [field({ before: 'x'.repeat(1_001) }), 'change.fields.0.before', value],
  [field({ after: 'x'.repeat(1_001) }), 'change.fields.0.after', value],
])('what is wrong with %j is said of the field %s', (given, path, message) => {
  expect(checkInput({ ...good, ...given })).toEqual([{ field: path.split('.'), message, code: 'BAD_USER_INPUT' }])
})

test('texts and minutes are named and limited as by the mutation', () => {
  const names = { textField: 'text', minMinutes: 1 }

  expect(checkInput({ ...good, note: 'x'.repeat(10_001), minutes: 0 }, names)).toEqual([
    { field: ['text'], message: 'The text has at most 10,000 characters.', code: 'BAD_USER_INPUT' },
    { field: ['minutes'], message: 'Minutes are from 1 to 1,440.', code: 'BAD_USER_INPUT' },
  ])
  expect(checkInput({ ...good, minutes: 1 }, names)).toEqual([])
})

test('fields beyond the 50th are not examined one by one', () => {
  expect(checkInput({ ...good, ...fields(60, '') }).map((error) => error.field?.join('.'))).toEqual([
    'change.fields',
    ...Array.from({ length: 50 }, (_, n) => `change.fields.${n}.name`),
  ])
})

test.each([
  [null, false],
  ['', false],
  [' \u0000\n', false],
  ['a', true],
  [' '.repeat(20_000), false],
  // Too long for any field, so it is not looked through.
  [' '.repeat(20_001), true],
])('a text has something to see, or is not examined (%#)', (text, has) => {
  expect(hasText(text)).toBe(has)
})
