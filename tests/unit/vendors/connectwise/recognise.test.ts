import { describe, expect, test } from 'vitest'
import {
  recogniseNote,
  recogniseTimeEntry,
  type WrittenNote,
  type WrittenTime,
} from '../../../../server/vendors/connectwise/recognise.ts'

const reference = 'K7Q2M9XA4T'
const startedAt = Date.UTC(2026, 0, 5, 12, 30)

const note: WrittenNote = {
  text: `Moved a desk phone to *12_B*.\nForward to: (not set) → 204\n\nLogged by Olga Operator · 15 min · Ref ${reference}`,
  internal: true,
  memberIdentifier: 'olga',
  since: startedAt,
  notThese: new Set([99]),
}
const storedNote = {
  id: 12,
  text: note.text,
  internalAnalysisFlag: true,
  detailDescriptionFlag: false,
  member: { id: 1, identifier: 'Olga', name: 'Olga Operator' },
  dateCreated: '2026-01-05T12:31:00Z',
}

describe('a note', () => {
  test.each<[string, object]>([
    ['as it was sent', {}],
    ['with other line ends', { text: note.text.replaceAll('\n', '\r\n') }],
    ['with blanks for line breaks', { text: note.text.replaceAll('\n', ' ') }],
    ['with blanks around it', { text: ` ${note.text}\r\n` }],
    ['with its signs escaped as markdown', { text: note.text.replaceAll(/[*_]/g, String.raw`\$&`) }],
    ['that stands in another tab too', { detailDescriptionFlag: true }],
    [
      'without flags, member and date',
      { internalAnalysisFlag: undefined, detailDescriptionFlag: undefined, member: undefined, dateCreated: undefined },
    ],
    ['of a member without an identifier', { member: { id: 1, name: 'Olga Operator' } }],
    ['that ConnectWise credits to the API member', { member: { id: 2, identifier: 'apimember' } }],
    ['with flags spelled as text', { internalAnalysisFlag: 'True' }],
  ])('is ours %s', (_, change) => {
    expect(recogniseNote({ ...storedNote, ...change }, note)).toBe('ours')
  })

  test.each<[string, object]>([
    ['that only contains the reference', { text: `Change acme:${reference} failed` }],
    ['that ends with the reference', { text: `See Ref ${reference}` }],
    ['that ends as ours does', { text: `Called back.\n\nLogged by Olga Operator · 15 min · Ref ${reference}` }],
    ['that quotes ours', { text: `> ${note.text}\n\nLogged by Paul Operator · 5 min · Ref K7Q2M9XA4S` }],
    ['with another word', { text: note.text.replace('desk', 'fax') }],
    ['with something added', { text: `${note.text}.` }],
    ['with the minutes changed', { text: note.text.replace('15 min', '5 min') }],
    ['with a line fewer', { text: note.text.replace(/\n.*204/, '') }],
    ['that the customer sees', { internalAnalysisFlag: false, detailDescriptionFlag: true }],
    ['that is known to be of another change', { id: 99 }],
    ['that hides its text and is a week older', { text: undefined, dateCreated: '2025-12-29T12:30:00Z' }],
    ['that hides its text and is another member’s', { text: undefined, member: { identifier: 'paul' } }],
  ])('is another one %s', (_, change) => {
    expect(recogniseNote({ ...storedNote, ...change }, note)).toBe('other')
  })

  test.each<[string, object]>([
    ['its text', { text: undefined }],
    ['its text and its time', { text: undefined, dateCreated: undefined }],
  ])('may be ours when it hides %s', (_, change) => {
    expect(recogniseNote({ ...storedNote, ...change }, note)).toBe('hidden')
  })

  test('of the API member is ours whoever that is', () => {
    expect(recogniseNote(storedNote, { ...note, memberIdentifier: null })).toBe('ours')
  })

  test('for the customer is ours where the customer sees it', () => {
    const seen = { ...note, internal: false }
    expect(recogniseNote({ ...storedNote, internalAnalysisFlag: false, detailDescriptionFlag: true }, seen)).toBe(
      'ours',
    )
    expect(recogniseNote(storedNote, seen)).toBe('other')
  })
})

describe('a note that may have been written for an earlier request, which was forgotten,', () => {
  const repeated: WrittenNote = {
    ...note,
    ends: {
      start: 'Moved a desk phone to *12_B*.\nForward to: (not set) → 204\n\nLogged by ',
      end: `· Ref ${reference}`,
    },
  }
  const text = (change: (text: string) => string) => ({ ...storedNote, text: change(note.text) })

  test.each<[string, (text: string) => string]>([
    ['as it would be now', (same) => same],
    ['by another operator', (same) => same.replace('Olga Operator', 'Paul Operator')],
    ['with other minutes', (same) => same.replace('15 min', '5 min')],
    ['without minutes', (same) => same.replace(' · 15 min', '')],
    ['with blanks for line breaks', (same) => same.replaceAll('\n', ' ')],
    ['with its signs escaped as markdown', (same) => same.replaceAll(/[*_]/g, String.raw`\$&`)],
  ])('is ours %s', (_, change) => {
    expect(recogniseNote(text(change), repeated)).toBe('ours')
  })

  test.each<[string, (text: string) => string]>([
    ['with another reference', (same) => same.replace(reference, 'K7Q2M9XA4S')],
    ['that says something else', (same) => same.replace('desk', 'fax')],
    ['that only ends as ours does', (same) => `Called back.\n\n${same.split('\n').at(-1)}`],
    ['that goes on after ours', (same) => `${same}\n\n^ this did not arrive`],
    ['with a text in the middle of it', (same) => same.replace('15 min', 'x'.repeat(301))],
    ['that begins as ours and has no end', () => `Moved a desk phone to *12_B*.\nForward to: (not set) → 204`],
  ])('is another one %s', (_, change) => {
    expect(recogniseNote(text(change), repeated)).toBe('other')
  })

  test('is not ours where it is known to be of another change, or in another tab', () => {
    expect(recogniseNote({ ...storedNote, id: 99 }, repeated)).toBe('other')
    expect(recogniseNote({ ...storedNote, internalAnalysisFlag: false }, repeated)).toBe('other')
  })
})

describe('a time entry', () => {
  const time: WrittenTime = {
    notes: `Moved a desk phone.\nOlga Operator · Ref ${reference}`,
    startedAt,
    minutes: 40,
    memberIdentifier: 'olga',
    since: Date.UTC(2026, 0, 5, 13, 10),
    notThese: new Set([99]),
  }
  const stored = {
    id: 31,
    notes: time.notes,
    timeStart: '2026-01-05T12:30:00Z',
    timeEnd: '2026-01-05T13:10:00Z',
    actualHours: 0.67,
    member: { id: 1, identifier: 'olga' },
  }

  test.each<[string, object]>([
    ['as it was sent', {}],
    ['with its hours cut to two places', { actualHours: 0.66 }],
    ['with its hours not rounded', { actualHours: 40 / 60 }],
    ['with blanks for line breaks', { notes: time.notes.replaceAll('\n', ' ') }],
    ['that ConnectWise credits to the API member', { member: { id: 2, identifier: 'apimember' } }],
    [
      'without what else tells it',
      { timeStart: undefined, timeEnd: undefined, actualHours: undefined, member: undefined },
    ],
  ])('is ours %s', (_, change) => {
    expect(recogniseTimeEntry({ ...stored, ...change }, time)).toBe('ours')
  })

  test.each<[string, object]>([
    ['that only contains the reference', { notes: `About Ref ${reference}` }],
    ['of other hours', { actualHours: 0.08 }],
    ['a minute longer', { actualHours: 0.68 }],
    ['that ends at another time', { timeEnd: '2026-01-05T12:35:00Z' }],
    ['that begins at another time', { timeStart: '2026-01-05T12:30:01Z' }],
    ['that is known to be of another change', { id: 99 }],
    ['that hides its notes and begins at another time', { notes: undefined, timeStart: '2026-01-05T12:29:00Z' }],
    ['that hides its notes and was entered a week before', { notes: undefined, dateEntered: '2025-12-29T13:10:00Z' }],
    ['that hides its notes and is another member’s', { notes: undefined, member: { identifier: 'paul' } }],
  ])('is another one %s', (_, change) => {
    expect(recogniseTimeEntry({ ...stored, ...change }, time)).toBe('other')
  })

  describe('that may have been written for an earlier request, which was forgotten,', () => {
    const repeated = { ...time, ends: { start: 'Moved a desk phone.', end: `· Ref ${reference}` } }

    test.each<[string, object]>([
      ['as it would be now', {}],
      ['at another time', { timeStart: '2026-01-04T09:00:00Z', timeEnd: '2026-01-04T09:40:00Z' }],
      ['of other hours', { timeEnd: '2026-01-05T12:35:00Z', actualHours: 0.08 }],
      ['by another operator', { notes: `Moved a desk phone.\nPaul Operator · Ref ${reference}` }],
    ])('is ours %s', (_, change) => {
      expect(recogniseTimeEntry({ ...stored, ...change }, repeated)).toBe('ours')
    })

    test.each<[string, object]>([
      ['with another reference', { notes: time.notes.replace(reference, 'K7Q2M9XA4S') }],
      ['that says something else', { notes: time.notes.replace('desk', 'fax') }],
      ['that is known to be of another change', { id: 99 }],
    ])('is another one %s', (_, change) => {
      expect(recogniseTimeEntry({ ...stored, ...change }, repeated)).toBe('other')
    })
  })

  test('may be ours when it hides its notes and begins then', () => {
    expect(recogniseTimeEntry({ ...stored, notes: undefined }, time)).toBe('hidden')
  })

  test.each([1, 5, 7, 44, 125, 1_440])(
    'of %i minutes is told from those a minute longer or shorter by its hours alone',
    (minutes) => {
      const hours = (n: number) => ({ ...stored, timeEnd: undefined, actualHours: Math.round((n / 60) * 100) / 100 })
      const wanted = { ...time, minutes }
      expect(recogniseTimeEntry(hours(minutes), wanted)).toBe('ours')
      expect([minutes - 1, minutes + 1].map((n) => recogniseTimeEntry(hours(n), wanted))).toEqual(['other', 'other'])
    },
  )
})
