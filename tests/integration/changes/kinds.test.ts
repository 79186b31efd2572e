import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireStatus, WireTicket } from '../../support/connectwise-state.ts'
import { endsOf, patientTimes, referenceOf, startDesk, type Desk } from './desk.ts'

let desk: Desk
let ticket: WireTicket
let statuses: WireStatus[]

beforeAll(async () => {
  desk = await startDesk({ changes: patientTimes })
  ticket = await desk.ticketOn('Voice')
  statuses = (await desk.statusesOf(ticket)).filter(({ closedStatus }) => !closedStatus)
})
afterAll(() => desk.world.close())

const field = (name: string, before: string | null, after: string | null) => ({ name, before, after })
const change = (kind: string, subject: string, ...fields: object[]) => ({ kind, subject, fields })

/** What is logged, and the lines over the signature of the note it becomes; the first one is the time entry's as well. */
const table: [name: string, input: { change?: object; note?: string | null }, lines: string][] = [
  [
    'VOICE_CONFIGURATION_UPDATED',
    {
      change: change(
        'VOICE_CONFIGURATION_UPDATED',
        'Ann Lee (ext. 204)',
        field('Voicemail', 'off', 'on'),
        field('Caller id', null, '+1 555 0100'),
      ),
      note: null,
    },
    'Voice configuration changed: Ann Lee (ext. 204)\nVoicemail: off → on\nCaller id: (not set) → +1 555 0100',
  ],
  [
    'THREE_CX_USER_CREATED',
    { change: change('THREE_CX_USER_CREATED', 'Bo Day', field('Extension', null, '311')), note: 'Starts on Monday.' },
    '3CX user created: Bo Day\nExtension: (not set) → 311\n\nStarts on Monday.',
  ],
  [
    'THREE_CX_USER_UPDATED',
    { change: change('THREE_CX_USER_UPDATED', 'Bo Day', field('E-mail', 'bo@a.example', 'b@a.example')), note: null },
    '3CX user changed: Bo Day\nE-mail: bo@a.example → b@a.example',
  ],
  [
    'THREE_CX_USER_DELETED',
    { change: change('THREE_CX_USER_DELETED', 'Bo Day', field('Extension', '311', null)), note: ' ' },
    '3CX user deleted: Bo Day\nExtension: 311 → (not set)',
  ],
  ['DID_CREATED', { change: change('DID_CREATED', '+1 555 0101'), note: null }, 'DID created: +1 555 0101'],
  [
    'DID_UPDATED',
    { change: change('DID_UPDATED', '+1 555 0101', field('Greeting', 'Hello', 'Hello,\r\nacme here')), note: null },
    'DID changed: +1 555 0101\nGreeting: Hello → Hello,\n  acme here',
  ],
  [
    'DID_DELETED',
    { change: change('DID_DELETED', '+1 555 0101'), note: 'Ported away.\nCustomer agreed.' },
    'DID deleted: +1 555 0101\n\nPorted away.\nCustomer agreed.',
  ],
  ['free text', { note: 'Rebooted “the” box: 100% <ok> 📞' }, 'Rebooted “the” box: 100% <ok> 📞'],
]

test.each(table)('%s becomes one internal note, one time entry and the status', async (name, input, lines) => {
  const row = table.findIndex(([other]) => other === name)
  const status = statuses[row % statuses.length]!
  const before = await desk.state()
  await desk.world.connectWise.clearRequests()
  const { clock } = desk.world.simulators
  const begun = clock.now()
  const logged = await desk.log({ ticketId: ticket.id, minutes: 50, statusId: status.id, ...input })
  const ended = clock.now()
  const after = await desk.state()

  expect([logged.userErrors, logged.change?.state]).toEqual([[], 'DONE'])
  expect(endsOf(logged.change)).toEqual(['NOTE DONE', 'TIME DONE', 'STATUS DONE'])
  const { id, operator, steps } = logged.change!
  const reference = referenceOf(id)
  expect(operator).toBe('Priya Raman')
  const text = `${lines}\n\nLogged by Priya Raman · 50 min · Ref ${reference}`
  const timeNotes = `${lines.split('\n')[0]}\nPriya Raman · Ref ${reference}`

  const { notes, timeEntries } = await desk.delivered(id)
  expect(logged.change?.note).toBe(text)
  expect(notes).toMatchObject([
    { text, ticketId: ticket.id, internalAnalysisFlag: true, detailDescriptionFlag: false, resolutionFlag: false },
  ])
  expect(timeEntries).toMatchObject([
    {
      notes: timeNotes,
      chargeToId: ticket.id,
      chargeToType: 'ServiceTicket',
      actualHours: 0.83,
      member: { identifier: 'rocdesk' },
    },
  ])
  const { timeStart = '', timeEnd = '' } = timeEntries[0] ?? {}
  expect(Date.parse(timeEnd) - Date.parse(timeStart)).toBe(50 * 60_000)
  expect(Date.parse(timeEnd)).toBeGreaterThan(begun - 1_000)
  expect(Date.parse(timeEnd)).toBeLessThanOrEqual(ended)
  expect([notes[0], timeEntries[0], status].map((held) => String(held?.id))).toEqual(
    steps.map(({ vendorId }) => vendorId),
  )
  expect(after.tickets.find((held) => held.id === ticket.id)?.status.id).toBe(status.id)
  expect([after.notes.length - before.notes.length, after.timeEntries.length - before.timeEntries.length]).toEqual([
    1, 1,
  ])
  const written = (await desk.world.connectWise.requests()).filter(({ method }) => method !== 'GET')
  expect(written.map(({ method, path }) => `${method} ${path.split('/apis/3.0/')[1]}`)).toEqual([
    `POST service/tickets/${ticket.id}/notes`,
    'POST time/entries',
    `PATCH service/tickets/${ticket.id}`,
  ])
})

test('the table above has every kind of change', async () => {
  const kinds = await desk.world.query<{ __type: { enumValues: { name: string }[] } }>(
    '{ __type(name: "ChangeKind") { enumValues { name } } }',
  )
  expect(kinds.body.data?.__type.enumValues.map(({ name }) => name)).toEqual(
    table.map(([name]) => name).filter((name) => name !== 'free text'),
  )
})
