import { expect, test } from 'vitest'
import {
  parseAddNote,
  parseAddTimeEntry,
  parseLogChange,
  parseUpdateStatus,
} from '../../../server/changes/parse-input.ts'

const target = { tenantId: 'acme', ticketId: 7, idempotencyKey: 'key' }
const nothing = {
  note: null,
  change: null,
  minutes: null,
  statusId: null,
  memberIdentifier: null,
  isInternal: true,
}

test('logChange takes all that is given, and makes a note, a time entry and a status of it', () => {
  const given = { note: 'Done.', minutes: 0, statusId: 9, memberIdentifier: 'olga' }
  const change = { kind: 'DID_CREATED', subject: '1', fields: [{ name: 'n', after: 'x' }] } as const

  expect(
    parseLogChange({ ...target, ...given, change: { ...change, fields: [...change.fields] }, waitSeconds: 1 }),
  ).toEqual([
    { ...target, ...given, change, isInternal: true, mutation: 'logChange', steps: ['NOTE', 'TIME', 'STATUS'] },
    [],
  ])
})

test('logChange needs a note or a change, and nothing else', () => {
  const [wanted, wrong] = parseLogChange(target)
  expect(wanted).toEqual({ ...target, ...nothing, mutation: 'logChange', steps: ['NOTE', 'TIME', 'STATUS'] })
  const empty = { field: ['note'], message: 'Say what was done: a note, a change, or both.', code: 'BAD_USER_INPUT' }
  expect(wrong).toEqual([empty])
  expect(parseLogChange({ ...target, note: ' ' })).toEqual([wanted, [empty]])

  expect(parseLogChange({ ...target, note: 'x' })[1]).toEqual([])
  const change = { kind: 'DID_CREATED', subject: '1', fields: undefined as never } as const
  const [withChange, errors] = parseLogChange({ ...target, change })
  expect([withChange.note, withChange.change, errors]).toEqual([null, { ...change, fields: [] }, []])
})

test('all that is wrong with a logChange is said at once', () => {
  const [, wrong] = parseLogChange({ ...target, ticketId: 0, minutes: 1_441 })

  expect(wrong.map(({ field }) => field)).toEqual([['ticketId'], ['minutes'], ['note']])
})

test.each([
  [undefined, true],
  [true, true],
  [false, false],
])('a note with internal %s is internal: %s', (internal, isInternal) => {
  const input = { ...target, text: 'Called back.', ...(internal !== undefined && { internal }) }

  expect(parseAddNote(input)).toEqual([
    { ...target, ...nothing, note: 'Called back.', isInternal, mutation: 'addNote', steps: ['NOTE'] },
    [],
  ])
})

test('a note has a text, and what is wrong is said of it', () => {
  const wrong = (text: string) => parseAddNote({ ...target, text })[1].map(({ field, message }) => [field, message])

  expect(wrong(' ')).toEqual([[['text'], 'A note has a text.']])
  expect(wrong('x'.repeat(10_001))).toEqual([[['text'], 'The text has at most 10,000 characters.']])
})

test('a time entry has minutes, and notes and a member where they are given', () => {
  const usual = { ...target, ...nothing, minutes: 20, mutation: 'addTimeEntry', steps: ['TIME'] }

  expect(parseAddTimeEntry({ ...target, minutes: 20 })).toEqual([usual, []])
  expect(parseAddTimeEntry({ ...target, minutes: 20, notes: 'Traced.', memberIdentifier: 'olga' })).toEqual([
    { ...usual, note: 'Traced.', memberIdentifier: 'olga' },
    [],
  ])
  const [, wrong] = parseAddTimeEntry({ ...target, minutes: 0, notes: 'x'.repeat(10_001) })
  expect(wrong.map(({ field, message }) => [field, message])).toEqual([
    [['notes'], 'The text has at most 10,000 characters.'],
    [['minutes'], 'Minutes are from 1 to 1,440.'],
  ])
})

test('a status is a change like any other, and without a key each call is a new one', () => {
  const update = (idempotencyKey?: string) =>
    parseUpdateStatus({ tenantId: 'acme', ticketId: 7, statusId: 9, ...(idempotencyKey && { idempotencyKey }) })

  expect(update('key')).toEqual([
    { ...target, ...nothing, statusId: 9, mutation: 'updateStatus', steps: ['STATUS'] },
    [],
  ])
  const [one, other] = [update()[0].idempotencyKey, update()[0].idempotencyKey]
  expect(one).toMatch(/^status [0-9a-f-]{36}$/)
  expect(other).not.toBe(one)
  expect(parseUpdateStatus({ ...target, statusId: 0 })[1].map(({ field }) => field)).toEqual([['statusId']])
})
