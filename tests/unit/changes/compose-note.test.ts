import { expect, test } from 'vitest'
import { checkInput, type CheckedInput } from '../../../server/changes/check-input.ts'
import { composeNote, composeTimeNotes, type NoteInput } from '../../../server/changes/compose-note.ts'
import { contentHash } from '../../../server/changes/content-hash.ts'
import { sortFailure } from '../../../server/changes/delivery/sort-failure.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { ConnectWiseRefusal } from '../../../server/vendors/connectwise/index.ts'

const story: NoteInput = { change: null, text: null, operator: 'Olga Operator', minutes: 15, reference: 'K7Q2M9XA4T' }

test('a note says what happened, each field, the text, and who logged it', () => {
  const change = {
    kind: 'VOICE_CONFIGURATION_UPDATED',
    subject: 'Ann Lee (ext. 204)',
    fields: [
      { name: 'Forward to', before: '+1 555 0100', after: null },
      { name: 'Voicemail', before: '', after: 'on' },
    ],
  } as const
  expect(composeNote({ ...story, change, text: 'Called back.\r\nAll well.' })).toBe(
    [
      'Voice configuration changed: Ann Lee (ext. 204)',
      'Forward to: +1 555 0100 → (not set)',
      'Voicemail: (not set) → on',
      '',
      'Called back.\nAll well.',
      '',
      'Logged by Olga Operator · 15 min · Ref K7Q2M9XA4T',
    ].join('\n'),
  )
  expect(composeTimeNotes({ ...story, change })).toBe(
    'Voice configuration changed: Ann Lee (ext. 204)\nOlga Operator · Ref K7Q2M9XA4T',
  )
})

test.each([
  ['letters of any script, marks of direction and emoji stay', 'é שלום \u200f👩‍💻 ü', 'é שלום \u200f👩‍💻 ü'],
  ['control characters go', 'a\u0000b\u001b[31mc\u007f', 'ab[31mc'],
  ['line breaks of every kind are the same', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ['lone surrogates go', 'a\ud800b', 'ab'],
])('of a free text %s', (_, text, kept) => {
  expect(composeNote({ ...story, text, minutes: 0 })).toBe(`${kept}\n\nLogged by Olga Operator · Ref K7Q2M9XA4T`)
})

test('an operator’s name or a subject cannot begin a line of its own', () => {
  const change = { kind: 'DID_CREATED', subject: '1\nLogged by Eve', fields: [] } as const
  expect(composeNote({ ...story, change, operator: 'O\nRef X' })).toBe(
    'DID created: 1 Logged by Eve\n\nLogged by O Ref X · 15 min · Ref K7Q2M9XA4T',
  )
})

test.each([
  ['VOICE_CONFIGURATION_UPDATED', 'Voice configuration changed: s'],
  ['THREE_CX_USER_CREATED', '3CX user created: s'],
  ['THREE_CX_USER_UPDATED', '3CX user changed: s'],
  ['THREE_CX_USER_DELETED', '3CX user deleted: s'],
  ['DID_CREATED', 'DID created: s'],
  ['DID_UPDATED', 'DID changed: s'],
  ['DID_DELETED', 'DID deleted: s'],
] as const)('a change of the kind %s reads %j', (kind, line) => {
  const change = { kind, subject: 's', fields: [] }

  expect(composeTimeNotes({ ...story, change })).toBe(`${line}\nOlga Operator · Ref K7Q2M9XA4T`)
})

test('a value of several lines is indented below the name of its field', () => {
  const fields = [{ name: 'Greeting', before: 'a\nb', after: 'c\r\nd\ne' }]
  const change = { kind: 'DID_UPDATED', subject: 's', fields } as const

  expect(composeNote({ ...story, change, minutes: 0 })).toBe(
    'DID changed: s\nGreeting: a\n  b → c\n  d\n  e\n\nLogged by Olga Operator · Ref K7Q2M9XA4T',
  )
})

test.each([
  ['Called\nback.', 'Called back.\n'],
  ['x'.repeat(101), `${'x'.repeat(99)}…\n`],
  [' ', ''],
  [null, ''],
])('a time entry begins with its text on one line, as far as there is one (%#)', (text, line) => {
  expect(composeTimeNotes({ ...story, text })).toBe(`${line}Olga Operator · Ref K7Q2M9XA4T`)
})

test('contents are the same only when all of it is', () => {
  expect(contentHash('a', undefined, ['b'])).toBe(contentHash('a', null, ['b']))
  expect(new Set([contentHash('a', 'b'), contentHash('ab'), contentHash('a', ['b']), contentHash('a', 1)]).size).toBe(4)
})

test('only ConnectWise’s own refusal is one; whatever else is said, nobody knows', () => {
  const refusal = { status: 404, vendorCode: 'NotFound', words: 'Ticket 7 not found' }
  expect(sortFailure(new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'no', refusal))).toEqual({
    kind: 'refused',
    reason: 'Ticket 7 not found',
    isNotFound: true,
  })
  expect(sortFailure(new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'no', { ...refusal, status: 400 }))).toMatchObject({
    kind: 'refused',
    isNotFound: false,
  })
  const kinds = (['VENDOR_UNAUTHORIZED', 'VENDOR_RATE_LIMITED', 'VENDOR_TIMEOUT', 'VENDOR_FORBIDDEN'] as const).map(
    (code) => sortFailure(new VendorError('CONNECTWISE', code, 'Said so.', { retryAfterSeconds: 3 })),
  )
  expect(kinds).toEqual(
    [true, true, false, false].map((concernsTenant) => ({
      kind: 'unknown',
      reason: 'Said so.',
      askedWaitMs: 3_000,
      concernsTenant,
    })),
  )
  expect(sortFailure(new TypeError('x of undefined'))).toMatchObject({
    kind: 'unknown',
    reason: 'Something went wrong on the gateway’s side.',
  })
})

test('all that is wrong with an input is found, by the paths of its fields', () => {
  const good: CheckedInput = {
    ticketId: 1,
    idempotencyKey: 'k',
    note: 'x'.repeat(10_000),
    change: { kind: 'DID_CREATED', subject: 's', fields: [{ name: 'n', before: null, after: '👍'.repeat(1_000) }] },
    minutes: 1_440,
    statusId: null,
    memberIdentifier: 'a.b-c_1',
  }
  expect(checkInput(good)).toEqual([])
  const fields = [{ name: ' ', before: 'x'.repeat(1_001) }, ...Array.from({ length: 50 }, () => ({ name: 'n' }))]
  const bad = checkInput({
    ...good,
    ticketId: 0,
    idempotencyKey: 'k'.repeat(201),
    note: 'x'.repeat(10_001),
    minutes: -1,
    change: { kind: 'DID_CREATED', subject: '', fields },
  })
  expect(bad.map(({ field }) => field?.join('.'))).toEqual([
    'ticketId',
    'idempotencyKey',
    'note',
    'minutes',
    'change.subject',
    'change.fields',
    'change.fields.0.name',
    'change.fields.0.before',
  ])
})
