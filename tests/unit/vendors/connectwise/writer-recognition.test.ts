import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../../../support/fake-vendor.ts'
import {
  apiPath,
  codeOf,
  limits,
  projectTicket,
  serviceTicket,
  startedAt,
  startWriterWire,
  type WriterWire,
} from './writer-wire.ts'

let wire: WriterWire

beforeAll(async () => {
  wire = await startWriterWire()
})
afterAll(() => wire.close())
beforeEach(() => {
  wire.vendor.requests.length = 0
})

describe('what was written is recognised', () => {
  const reference = 'K7Q2M9XA4T'
  const written = { memberIdentifier: null, notThese: new Set<number>() }
  const text = `Moved.\n\nLogged by Olga · Ref ${reference}`
  const note = { ...written, text, internal: true, since: startedAt }
  const time = { ...written, notes: `Olga · Ref ${reference}`, startedAt, minutes: 15, since: startedAt }
  const dateCreated = '2026-01-05T12:31:00Z'
  const timeStart = '2026-01-05T12:30:00Z'
  const mine = { id: 12, text, dateCreated }
  const others = [
    { id: 13, text: `Change acme:${reference} failed`, dateCreated },
    { id: 11, text: 'Called back.', dateCreated },
  ]

  test('a note by the whole of it among those of the ticket, newest first', async () => {
    wire.answer({ body: [others[0], mine, others[1]] })

    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBe(12)
    const asked = new URL(wire.vendor.requests[0]!.path, wire.vendor.url)
    expect(asked.pathname).toBe(`${apiPath}service/tickets/7/notes`)
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      orderBy: 'id desc',
      fields: 'id,text,internalAnalysisFlag,detailDescriptionFlag,member,dateCreated,_info',
      pageSize: '200',
    })
  })

  test('a time entry by the whole of it among those charged to the ticket', async () => {
    wire.answer({ body: [{ id: 31, notes: `Olga · Ref ${reference}`, timeStart }] })

    expect(await wire.writer.findTimeEntry(projectTicket, time, limits())).toBe(31)
    const asked = new URL(wire.vendor.requests[0]!.path, wire.vendor.url)
    expect(asked.pathname).toBe(`${apiPath}time/entries`)
    expect(asked.searchParams.get('conditions')).toMatch(/chargeToType\s*=\s*"ProjectTicket"/)
    expect(asked.searchParams.get('conditions')).toMatch(/chargeToId\s*(=\s*7|in\s*\(7\))/)
  })

  test('also on a further page, and only once all were read it is not there', async () => {
    const link = () =>
      `<${wire.vendor.url.slice(0, -1)}${apiPath}service/tickets/7/notes?pageSize=200&page=2>; rel="next"`
    const pages = (last: object[]) => {
      wire.vendor.answer = ({ path }) =>
        path.includes('page=2') ? { body: last } : { headers: { link: link() }, body: others }
    }
    pages([mine])
    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBe(12)
    pages([])
    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBeNull()
    expect(wire.vendor.requests).toHaveLength(4)
  })

  test('on an early page, whatever the later ones are', async () => {
    const link = `<http://elsewhere.test/x?page=1>; rel="next"`
    wire.answer({ headers: { link }, body: [others[0], mine] })

    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBe(12)
    expect(wire.vendor.requests).toHaveLength(1)
  })

  test('never by the pages that could be read, where a later one could not', async () => {
    const link = `<${apiPath}service/tickets/7/notes?page=2>; rel="next"`
    wire.vendor.answer = ({ path }) =>
      path.includes('page=2') ? { status: 500, body: {} } : { headers: { link }, body: others }
    expect(await codeOf(wire.writer.findNote(serviceTicket, note, limits()))).toBe('VENDOR_UNAVAILABLE')

    wire.answer({ headers: { link: `<x?page=1>; rel="next"` }, body: others })
    expect(await codeOf(wire.writer.findNote(serviceTicket, note, limits()))).toBe('VENDOR_BAD_RESPONSE')
  })

  test('on a page behind one that hides a text', async () => {
    const link = `<${apiPath}service/tickets/7/notes?page=2>; rel="next"`
    wire.vendor.answer = ({ path }) =>
      path.includes('page=2') ? { body: [mine] } : { headers: { link }, body: [{ id: 14, dateCreated }] }
    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBe(12)
  })

  describe('on a ticket with thousands of old records', () => {
    const hour = 3_600_000
    const days = (number: number) => new Date(startedAt - number * 24 * hour).toISOString()

    /** Answers with 4,900 records, 200 a page, each from an hour before the one above it; the newest of `newest` days ago. */
    function answerWithOld(newest: number, rowOf: (at: string, nth: number) => object, isRising = false) {
      wire.vendor.answer = ({ path }) => {
        const page = Number(new URL(path, wire.vendor.url).searchParams.get('page') ?? 1)
        const link = `<x?page=${page + 1}>; rel="next"`
        const body = Array.from({ length: page < 25 ? 200 : 100 }, (_, index) => {
          const nth = (page - 1) * 200 + index
          const rank = isRising ? 4_899 - nth : nth
          return { id: 9_000 - rank, ...rowOf(days(newest + rank / 24), nth) }
        })
        return { headers: page < 25 ? { link } : {}, body }
      }
    }

    test.each([
      ['that begins with old ones', 2, 1],
      ['that begins with newer ones', 0, 2],
    ])('notes are read no further than a page older than the change: a list %s', async (_, newest, calls) => {
      answerWithOld(newest, (at) => ({ text: 'Called back.', dateCreated: at }))

      expect(await wire.writer.findNote(serviceTicket, note, limits())).toBeNull()
      expect(wire.vendor.requests).toHaveLength(calls)
    })

    test('time entries are read no further than a page entered before the change, whenever they began', async () => {
      answerWithOld(0, (at) => ({ notes: 'Called back.', timeStart, dateEntered: at }))

      expect(await wire.writer.findTimeEntry(serviceTicket, time, limits())).toBeNull()
      expect(wire.vendor.requests).toHaveLength(2)
    })

    test.each<[string, (at: string, nth: number) => object, boolean]>([
      ['do not show when they were entered', () => ({ notes: 'Called back.' }), false],
      ['do not all show it', (at, nth) => ({ notes: '', ...(nth % 200 ? { dateEntered: at } : {}) }), false],
      ['come with the oldest first', (at) => ({ notes: 'Called back.', dateEntered: at }), true],
    ])('all are read where they %s', async (_, rowOf, isRising) => {
      answerWithOld(2, rowOf, isRising)

      expect(await wire.writer.findTimeEntry(serviceTicket, time, limits())).toBeNull()
      expect(wire.vendor.requests).toHaveLength(25)
    })

    test('one that is ours is found although its date says otherwise', async () => {
      answerWithOld(2, (at, nth) => ({ text: nth === 150 ? text : 'Called back.', dateCreated: at }))

      expect(await wire.writer.findNote(serviceTicket, note, limits())).toBe(8_850)
    })
  })

  test('not where only others are', async () => {
    wire.answer({ body: others })
    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBeNull()
    wire.answer({ body: [{ id: 31, notes: `About Ref ${reference}`, timeStart }] })
    expect(await wire.writer.findTimeEntry(serviceTicket, time, limits())).toBeNull()
  })

  test.each([
    ['a note that hides its text and is of that time', 'note', { id: 12, dateCreated }, false],
    ['a note that hides text and time', 'note', { id: 12 }, false],
    ['a note that hides its text and is a week older', 'note', { id: 12, dateCreated: '2025-12-29T12:30:00Z' }, true],
    ['a time entry that hides its notes and begins then', 'time', { id: 31, timeStart }, false],
    [
      'a time entry that hides its notes and begins at another time',
      'time',
      { id: 31, timeStart: '2026-01-05T12:29:00Z' },
      true,
    ],
  ])('%s leaves open what it is, or is another', async (_, kind, row, isAnother) => {
    wire.answer({ body: [row] })
    const looking =
      kind === 'note'
        ? wire.writer.findNote(serviceTicket, note, limits())
        : wire.writer.findTimeEntry(serviceTicket, time, limits())

    if (isAnother) expect(await looking).toBeNull()
    else expect(await codeOf(looking)).toBe('VENDOR_BAD_RESPONSE')
  })

  test.each([
    ['beside it', [{ id: 14, dateCreated }, others[0]], []],
    ['on an earlier page', [others[0]], [{ id: 12, dateCreated }]],
    ['on a later page', [{ id: 14, dateCreated }], [others[1]]],
    [
      'beside it, an empty one',
      [
        { id: 14, dateCreated },
        { id: 13, text: '', dateCreated },
      ],
      [],
    ],
  ])('not by a note without a text where texts are shown %s', async (_, first, second) => {
    const link = `<${apiPath}service/tickets/7/notes?page=2>; rel="next"`
    wire.vendor.answer = ({ path }) => (path.includes('page=2') ? { body: second } : { headers: { link }, body: first })

    expect(await wire.writer.findNote(serviceTicket, note, limits())).toBeNull()
  })

  test('not by a time entry without notes where notes are shown', async () => {
    const another = { id: 30, notes: 'Called back.', timeStart: '2026-01-05T09:00:00Z' }
    wire.answer({ body: [{ id: 31, timeStart }, another] })

    expect(await wire.writer.findTimeEntry(serviceTicket, time, limits())).toBeNull()
  })

  test.each<[string, FakeAnswer]>([
    ['no list', { body: { id: 12 } }],
    ['a page', { body: '<html>' }],
    ['silence', 'silence'],
  ])('never by %s, which proves nothing', async (_, given) => {
    wire.answer(given)

    expect(await codeOf(wire.writer.findNote(serviceTicket, note, limits()))).toMatch(/^VENDOR_/)
  })
})
