import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FakeAnswer } from '../../../support/fake-vendor.ts'
import {
  apiPath,
  clientId,
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

const sent = () =>
  wire.vendor.requests.map(({ method, path, body }) => ({ method, path: path.replace(apiPath, ''), body }))

const note = { text: 'Moved.\nRef K7Q2M9XA4T', internal: true, memberIdentifier: 'praman' }
const time = {
  startedAt,
  minutes: 44,
  notes: 'Moved.',
  memberIdentifier: 'praman',
  workRole: 'Engineer',
  workType: 'Remote',
}

test('a call carries who asks: company and keys, client id and the version that is understood', async () => {
  wire.answer({ status: 201, body: { id: 12 } })
  await wire.writer.addNote(serviceTicket, note, limits())

  expect(wire.vendor.requests[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from('acme+public:private').toString('base64')}`,
    clientid: clientId,
    'content-type': 'application/json',
    accept: expect.stringMatching(/^application\/vnd\.connectwise\.com\+json; version=\d{4}\.\d/) as string,
  })
})

describe('a note', () => {
  test.each([
    [
      'for the provider alone',
      serviceTicket,
      note,
      'service',
      { internalAnalysisFlag: true, member: { identifier: 'praman' } },
    ],
    [
      'for the customer too',
      serviceTicket,
      { ...note, internal: false, memberIdentifier: null },
      'service',
      { detailDescriptionFlag: true },
    ],
    [
      'of a project ticket',
      projectTicket,
      { ...note, memberIdentifier: null },
      'project',
      { internalAnalysisFlag: true },
    ],
  ])('%s is one POST with one display flag', async (_, ticket, given, area, rest) => {
    wire.answer({ status: 201, body: { id: 12 } })

    expect(await wire.writer.addNote(ticket, given, limits())).toBe(12)
    expect(sent()).toEqual([{ method: 'POST', path: `${area}/tickets/7/notes`, body: { text: note.text, ...rest } }])
  })
})

describe('a time entry', () => {
  test('has start, end and hours that agree, and dates without fractions of a second', async () => {
    wire.answer({ status: 201, body: { id: 31 } })

    expect(await wire.writer.addTimeEntry(serviceTicket, time, limits())).toBe(31)
    expect(sent()).toEqual([
      {
        method: 'POST',
        path: 'time/entries',
        body: {
          chargeToId: 7,
          chargeToType: 'ServiceTicket',
          timeStart: '2026-01-05T12:30:00Z',
          timeEnd: '2026-01-05T13:14:00Z',
          actualHours: 0.73,
          notes: 'Moved.',
          member: { identifier: 'praman' },
          workRole: { name: 'Engineer' },
          workType: { name: 'Remote' },
        },
      },
    ])
  })

  test('says nothing of a member, role or type that nobody gave, and is charged to a project ticket as one', async () => {
    wire.answer({ status: 201, body: { id: 31 } })
    await wire.writer.addTimeEntry(
      projectTicket,
      { ...time, memberIdentifier: null, workRole: null, workType: null },
      limits(),
    )

    const body = sent()[0]?.body as object
    expect(Object.keys(body)).toEqual(['chargeToId', 'chargeToType', 'timeStart', 'timeEnd', 'actualHours', 'notes'])
    expect(body).toMatchObject({ chargeToType: 'ProjectTicket' })
  })

  test.each([
    [1, 0.02],
    [20, 0.33],
    [50, 0.83],
    [1_440, 24],
  ])('of %i minutes has %f hours', async (minutes, hours) => {
    wire.answer({ status: 201, body: { id: 31 } })
    await wire.writer.addTimeEntry(serviceTicket, { ...time, minutes }, limits())

    expect(sent()[0]?.body).toMatchObject({ actualHours: hours })
  })
})

describe('a status', () => {
  test.each([
    [serviceTicket, 'service/tickets/7'],
    [projectTicket, 'project/tickets/7'],
  ])('is set by one PATCH with the whole reference', async (ticket, path) => {
    wire.answer({ body: { id: 7, status: { id: 393, name: 'Porting' } } })

    expect(await wire.writer.setStatus(ticket, 393, limits())).toBe(393)
    expect(sent()).toEqual([{ method: 'PATCH', path, body: [{ op: 'replace', path: 'status', value: { id: 393 } }] }])
  })

  test('that was taken without effect, a false 200, is told by the one that the ticket has', async () => {
    wire.answer({ body: { id: 7, status: { id: 380, name: 'New' } } })

    expect(await wire.writer.setStatus(serviceTicket, 393, limits())).toBe(380)
  })
})

/** Each kind of write, the same for all that can go wrong. */
const writes = [
  ['a note', () => wire.writer.addNote(serviceTicket, note, limits())],
  ['a time entry', () => wire.writer.addTimeEntry(serviceTicket, time, limits())],
  ['a status', () => wire.writer.setStatus(serviceTicket, 393, limits())],
] as const

describe.each(writes)('%s', (_, write) => {
  test.each([
    ['no JSON', 'stored', 'VENDOR_BAD_RESPONSE'],
    ['nothing', '', 'VENDOR_BAD_RESPONSE'],
    ['a page', '<!DOCTYPE html><p>Maintenance', 'VENDOR_BAD_RESPONSE'],
    ['a list', [{ id: 1 }], 'VENDOR_BAD_RESPONSE'],
    ['an object without an id', { text: 'x' }, 'VENDOR_BAD_RESPONSE'],
    ['the id 0', { id: 0, status: { id: 0 } }, 'VENDOR_BAD_RESPONSE'],
    ['an id that is none', { id: 'x', status: { id: 'x' } }, 'VENDOR_BAD_RESPONSE'],
    ['null', 'null', 'VENDOR_BAD_RESPONSE'],
  ])('answered 2xx with %s proves nothing, and is not sent again', async (__, body, code) => {
    wire.answer({ status: 201, body })

    expect(await codeOf(write())).toBe(code)
    expect(wire.vendor.requests).toHaveLength(1)
  })

  test.each<[string, FakeAnswer, string]>([
    ['silence', 'silence', 'VENDOR_TIMEOUT'],
    ['a dropped connection', 'reset', 'VENDOR_UNAVAILABLE'],
    ['half an answer', 'half', 'VENDOR_UNAVAILABLE'],
    ['500', { status: 500, body: { code: 'ConnectWiseApi', message: 'x' } }, 'VENDOR_UNAVAILABLE'],
    ['429', { status: 429, body: { error: 'ConnectWiseAPI', message: 'x' } }, 'VENDOR_RATE_LIMITED'],
    ['401', { status: 401, body: { code: 'Unauthorized', message: 'x' } }, 'VENDOR_UNAUTHORIZED'],
  ])('answered by %s is not sent again', async (__, given, code) => {
    wire.answer(given)

    expect(await codeOf(write())).toBe(code)
    expect(wire.vendor.requests).toHaveLength(1)
  })

  test('refused carries ConnectWise’s words', async () => {
    const errors = [{ code: 'InvalidField', message: 'The member is inactive.' }]
    wire.answer({ status: 400, body: { code: 'InvalidObject', message: 'object is invalid', errors } })

    await expect(write()).rejects.toMatchObject({
      name: 'ConnectWiseRefusal',
      status: 400,
      vendorCode: 'InvalidObject',
      words: 'The member is inactive.',
    })
    expect(wire.vendor.requests).toHaveLength(1)
  })
})
