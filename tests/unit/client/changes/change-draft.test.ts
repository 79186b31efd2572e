import { describe, expect, test } from 'vitest'
import {
  isBlank,
  newDraft,
  problemsOfDraft,
  sidesOf,
  toInput,
  withKind,
  type ChangeDraft,
} from '../../../../client/changes/change-draft.ts'

const target = { tenantId: 'acme', ticketId: 42 }
const draft = (part: Partial<ChangeDraft>): ChangeDraft => ({ ...newDraft('DID_UPDATED'), ...part })

describe('a new draft', () => {
  test('has a key of its own', () => {
    expect(newDraft().idempotencyKey).not.toBe(newDraft().idempotencyKey)
  })

  test('says nothing yet', () => {
    expect(isBlank(newDraft('THREE_CX_USER_UPDATED'))).toBe(true)
  })

  test.each<Partial<ChangeDraft>>([
    { subject: 'Ann' },
    { note: 'x' },
    { fields: [{ name: '', before: '', after: 'y' }] },
  ])('is not blank with %j', (part) => {
    expect(isBlank(draft(part))).toBe(false)
  })
})

describe('another kind', () => {
  test('keeps the key, the texts and the fields that were filled in', () => {
    const before = draft({ subject: 'Ann', note: 'n', fields: [{ name: 'PIN', before: '1', after: '2' }] })
    const after = withKind(before, 'THREE_CX_USER_DELETED')

    expect(after).toEqual({
      ...before,
      kind: 'THREE_CX_USER_DELETED',
      fields: [
        { name: 'PIN', before: '1', after: '2' },
        { name: 'Extension', before: '', after: '' },
      ],
    })
  })

  test('changes suggestions that were not filled in', () => {
    expect(withKind(newDraft('DID_CREATED'), 'FREE_TEXT').fields).toEqual([])
  })
})

test('something new has no before and something deleted no after', () => {
  expect([sidesOf('DID_CREATED'), sidesOf('DID_DELETED'), sidesOf('DID_UPDATED')]).toEqual([
    { before: false, after: true },
    { before: true, after: false },
    { before: true, after: true },
  ])
})

describe('what is missing', () => {
  test('a structured change needs a subject', () => {
    expect(problemsOfDraft(draft({}))).toEqual({ subject: 'Enter a DID number.' })
    expect(problemsOfDraft({ ...newDraft('THREE_CX_USER_CREATED') })).toEqual({ subject: 'Enter a user or extension.' })
  })

  test('free text needs its text', () => {
    expect(problemsOfDraft({ ...newDraft('FREE_TEXT'), note: '  ' })).toEqual({ note: 'Describe the work performed.' })
  })

  test.each(['', '0', '7', '1440', ' 30 '])('%j is a number of minutes', (minutes) => {
    expect(problemsOfDraft(draft({ subject: 'x', minutes }))).toEqual({})
  })

  test.each(['-1', '1441', '9999', '1.5', 'ten'])('%j is none', (minutes) => {
    expect(problemsOfDraft(draft({ subject: 'x', minutes }))).toHaveProperty('minutes')
  })
})

describe('what is sent', () => {
  test('a structured change, without fields that say nothing and sides that cannot be', () => {
    const sent = toInput(
      draft({
        idempotencyKey: 'k',
        kind: 'DID_CREATED',
        subject: ' +1 555 0100 ',
        fields: [
          { name: 'Destination', before: 'left over', after: ' 204 ' },
          { name: 'Name', before: '', after: '  ' },
          { name: '', before: '', after: 'it has no name' },
        ],
        note: ' As asked. ',
        minutes: '20',
        statusId: '17',
      }),
      target,
    )

    expect(sent).toEqual({
      tenantId: 'acme',
      ticketId: 42,
      idempotencyKey: 'k',
      note: 'As asked.',
      change: {
        kind: 'DID_CREATED',
        subject: '+1 555 0100',
        fields: [{ name: 'Destination', before: null, after: '204' }],
      },
      minutes: 20,
      statusId: 17,
    })
  })

  test('free text alone, with the usual minutes and status', () => {
    expect(toInput({ ...newDraft('FREE_TEXT'), idempotencyKey: 'k', note: 'Rebooted.' }, target)).toEqual({
      ...target,
      idempotencyKey: 'k',
      note: 'Rebooted.',
      change: null,
      minutes: null,
      statusId: null,
    })
  })

  test('nothing else of what says where the draft is kept', () => {
    const place = { ...target, viewerId: 'priya' }
    expect(toInput(newDraft('FREE_TEXT'), place)).not.toHaveProperty('viewerId')
  })

  test('no minutes at all are not the usual minutes', () => {
    expect(toInput(draft({ minutes: '0' }), target).minutes).toBe(0)
  })
})
