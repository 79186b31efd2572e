import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeEach(async () => {
  connectWise = await startSmallConnectWise()
})
afterEach(() => connectWise.close())

const now = expect.stringMatching(/^2026-03-01T12:00:\d\dZ$/)
const post = (body: object, ticket = 'service/tickets/11') => connectWise.ask('POST', `${ticket}/notes`, body)
const get = async (path: string) => (await connectWise.ask('GET', path)).body

test('a note is stored with its author, and moves the mark of its ticket', async () => {
  const text = 'Set up "x"\nand it\'s \\ done 🎉'
  const { status, body } = await post({ text, internalAnalysisFlag: true, processNotifications: false })
  expect([status, body]).toEqual([
    201,
    {
      id: 73,
      ticketId: 11,
      text,
      detailDescriptionFlag: false,
      internalAnalysisFlag: true,
      resolutionFlag: false,
      issueFlag: false,
      customerUpdatedFlag: false,
      member: { id: 49, identifier: 'PortalAPI', name: 'Portal API', _info: expect.any(Object) },
      dateCreated: now,
      createdBy: 'PortalAPI',
      internalFlag: true,
      externalFlag: false,
      _info: { dateEntered: now, enteredBy: 'PortalAPI', lastUpdated: now, updatedBy: 'PortalAPI' },
    },
  ])
  expect((await get('service/tickets/11'))._info.lastUpdated).toEqual(now)
})

test('a note may name its author and stand in several places', async () => {
  const { body } = await post({
    text: 'x',
    member: { identifier: 'jdoe' },
    detailDescriptionFlag: true,
    resolutionFlag: 'true',
  })
  expect(body).toMatchObject({
    member: { id: 50, name: 'Jan Doe' },
    createdBy: 'PortalAPI',
    resolutionFlag: true,
    externalFlag: true,
  })
})

test('a note without a place to be shown is refused in the words that were recorded', async () => {
  expect(await post({ text: 'x', internalAnalysisFlag: false })).toMatchObject({
    status: 400,
    body: {
      code: 'InvalidObject',
      message: 'serviceNote object is invalid',
      errors: [
        { message: 'Please choose where to display the notes in order to save this record.', resource: 'serviceNote' },
      ],
    },
  })
})

test.each([{}, { text: '' }, { text: ' \n' }, { text: null }])('a note of %j is refused', async (body) => {
  expect(await post({ ...body, internalAnalysisFlag: true })).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'MissingRequiredField', field: 'text' }] },
  })
})

test('an author or a property nobody knows is refused', async () => {
  expect(
    (await post({ text: 'x', internalAnalysisFlag: true, member: { identifier: 'jan.doe@msp.example' } })).body,
  ).toMatchObject({
    errors: [{ code: 'NotFound', message: 'Member jan.doe@msp.example not found', field: 'member/identifier' }],
  })
  expect((await post({ text: 'x', colour: 1 })).body.message).toContain(
    "Could not find member 'colour' on object of type 'ServiceNote'",
  )
})

test('notes of a ticket that is not of this kind are a 404', async () => {
  const note = { text: 'x', internalAnalysisFlag: true }
  expect((await post(note, 'service/tickets/16')).body).toEqual({ code: 'NotFound', message: 'Ticket 16 not found' })
  expect((await post(note, 'service/tickets/99')).status).toBe(404)
  expect((await post(note, 'project/tickets/16')).status).toBe(201)
  expect(await get('project/tickets/16/notes')).toHaveLength(1)
})

test('notes are listed per ticket, newest first when asked, and counted', async () => {
  expect((await get('service/tickets/11/notes?orderBy=id desc')).map(({ id }: { id: number }) => id)).toEqual([71, 70])
  expect(await get('service/tickets/11/notes/count?conditions=text contains "looked"')).toEqual({ count: 1 })
  expect((await get('service/tickets/11/notes?conditions=noteType="TicketNote"')).message).toBe(
    'noteType is not a recognized name.',
  )
  expect(await get('service/tickets/11/notes/71')).toMatchObject({ text: 'Looked into it' })
  expect((await connectWise.ask('GET', 'service/tickets/11/notes/72')).status).toBe(404)
})

test('allNotes has the texts of time entries too', async () => {
  expect(await get('service/tickets/11/allNotes?fields=id,noteType,text,originalAuthor,ticket/id')).toEqual(
    [
      { id: 70, noteType: 'TicketNote', text: 'First words', originalAuthor: 'jdoe', ticket: { id: 11 } },
      { id: 71, noteType: 'TicketNote', text: 'Looked into it', originalAuthor: 'jdoe', ticket: { id: 11 } },
      { id: 80, noteType: 'TimeEntryNote', text: 'Remote session', originalAuthor: 'jdoe', ticket: { id: 11 } },
    ].map((note) => expect.objectContaining(note)),
  )
  expect(await get('service/tickets/11/allNotes?conditions=noteType="TimeEntryNote"')).toHaveLength(1)
})

test('a note is changed, replaced and deleted', async () => {
  const changed = await connectWise.ask('PATCH', 'service/tickets/11/notes/71', [
    { op: 'replace', path: 'text', value: 'Other' },
  ])
  expect([changed.status, changed.body]).toMatchObject([
    200,
    { id: 71, text: 'Other', internalAnalysisFlag: true, createdBy: 'jdoe' },
  ])
  const replaced = await connectWise.ask('PUT', 'service/tickets/11/notes/71', { text: 'New', resolutionFlag: true })
  expect(replaced.body).toMatchObject({
    id: 71,
    ticketId: 11,
    text: 'New',
    resolutionFlag: true,
    externalFlag: true,
    internalFlag: false,
  })
  expect((await connectWise.ask('DELETE', 'service/tickets/11/notes/71')).status).toBe(204)
  expect((await connectWise.ask('DELETE', 'service/tickets/11/notes/71')).status).toBe(404)
})
