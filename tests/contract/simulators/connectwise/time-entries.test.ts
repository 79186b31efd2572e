import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeEach(async () => {
  connectWise = await startSmallConnectWise()
})
afterEach(() => connectWise.close())

const usual = {
  chargeToId: 11,
  chargeToType: 'ServiceTicket',
  member: { identifier: 'jdoe' },
  timeStart: '2026-03-01T10:00:00Z',
  timeEnd: '2026-03-01T10:44:00Z',
  notes: 'Ported',
}
const post = (changes: object) => connectWise.ask('POST', 'time/entries', { ...usual, ...changes })
const get = async (path: string) => (await connectWise.ask('GET', path)).body
const upsert = (collection: string, values: object) =>
  connectWise.control('POST', 'records', { company: 'acme', collection, upsert: values })

test('an entry comes back with its references, its ticket and its hours', async () => {
  const { status, body } = await post({
    actualHours: 0.73,
    workRole: { name: 'Engineer' },
    workType: { name: 'Remote' },
  })
  expect([status, body]).toMatchObject([
    201,
    {
      id: 82,
      chargeToId: 11,
      chargeToType: 'ServiceTicket',
      member: { id: 50, identifier: 'jdoe', name: 'Jan Doe' },
      workRole: { id: 61, name: 'Engineer' },
      workType: { id: 65, name: 'Remote' },
      location: { id: 3, name: 'Main' },
      locationId: 3,
      company: { id: 20 },
      ticket: { id: 11, summary: 'Printer on 2nd floor' },
      ticketBoard: 'Voice',
      ticketStatus: 'New',
      timeStart: '2026-03-01T10:00:00Z',
      actualHours: 0.73,
      billableOption: 'Billable',
      hoursBilled: 1,
      invoiceHours: 1,
      hourlyCost: '0.00',
      enteredBy: 'PortalAPI',
      status: 'Open',
    },
  ])
  expect((await get('service/tickets/11')).actualHours).toBe(1.23)
  expect(await get('time/entries/82')).toEqual(body)
})

test.each([
  [{ timeEnd: '2026-03-01T10:40:00Z' }, 0.67, 1],
  [{ timeEnd: '2026-03-01T10:05:00Z' }, 0.08, 0.5],
  [{ timeEnd: '2026-03-01T10:30:00Z' }, 0.5, 0.5],
  [{ timeEnd: '2026-03-01T10:00:00Z' }, 0, 0],
  [{ timeEnd: '2026-03-01T11:00:00Z', hoursDeduct: 0.25 }, 0.75, 1],
  [{ timeEnd: '2026-03-01T11:00:00Z', actualHours: 9 }, 1, 1],
  [{ timeEnd: null, actualHours: 0.333 }, 0.33, 0.5],
  [{ timeEnd: '2026-03-01T10:44:00Z', workType: { id: 66 } }, 0.73, 0.73],
])('%j makes %d hours, of which %d are billed', async (times, actualHours, hoursBilled) => {
  expect((await post(times)).body).toMatchObject({ actualHours, hoursBilled })
})

describe('the form of a date', () => {
  test.each([
    '2026-03-01T10:00:00.000Z',
    '2026-03-01T10:00:00',
    '[2026-03-01T10:00:00Z]',
    '2026-03-01',
    '2026-03-01T10:00:00+00:00',
    '2026-03-01T10:00Z',
    '2026-02-30T10:00:99Z',
  ])('%s is refused', async (timeStart) => {
    expect(await post({ timeStart })).toMatchObject({
      status: 400,
      body: { code: 'UnsupportedFormat', message: 'Unsupported format applied to timeStart' },
    })
  })
})

describe('is refused', () => {
  test.each([
    ['without a start', { timeStart: null }, 'MissingRequiredField', 'The timeStart field is required.', 'timeStart'],
    [
      'without end and hours',
      { timeEnd: null },
      'MissingRequiredField',
      'timeEnd or actualHours is required.',
      'timeEnd',
    ],
    [
      'with an end before the start',
      { timeEnd: '2026-03-01T09:00:00Z' },
      'OutOfRange',
      'actualHours must be between 0 and 24.',
      'actualHours',
    ],
    ['for nobody', { member: { identifier: 'nobody' } }, 'NotFound', 'Member nobody not found', 'member/identifier'],
    [
      'for who has left',
      { member: { identifier: 'gone' } },
      'InvalidField',
      'Member gone is inactive.',
      'member/identifier',
    ],
    ['on no ticket', { chargeToId: 99 }, 'NotFound', 'ServiceTicket 99 not found', 'chargeToId'],
    [
      'on a project ticket as a service ticket',
      { chargeToId: 16 },
      'NotFound',
      'ServiceTicket 16 not found',
      'chargeToId',
    ],
    [
      'on a service ticket as a project ticket',
      { chargeToType: 'ProjectTicket' },
      'NotFound',
      'ProjectTicket 11 not found',
      'chargeToId',
    ],
    [
      'in a status that takes no time',
      { chargeToId: 13 },
      'InvalidField',
      'Time entry is not allowed for tickets in status >Closed.',
      'chargeToId',
    ],
    [
      'in a role that is not valid at the location',
      { chargeToId: 15, workRole: { name: 'Technician' } },
      'InvalidField',
      'Work Role is not valid for the selected location',
      'workRole',
    ],
    [
      'in the member’s own role when that is not valid there',
      { chargeToId: 15, member: { identifier: 'asmith' } },
      'InvalidField',
      'The default Work Role is not valid for the selected location',
      'workRole',
    ],
    [
      'in a role nobody knows',
      { workRole: { name: 'Wizard' } },
      'NotFound',
      'Work Role Wizard not found',
      'workRole/name',
    ],
    ['as a type nobody knows', { workType: { id: 9 } }, 'NotFound', 'Work Type 9 not found', 'workType/id'],
    [
      'in a closed period',
      { timeStart: '2026-01-15T10:00:00Z', timeEnd: '2026-01-15T10:30:00Z' },
      'InvalidField',
      'There is no open time period for 2026-01-15.',
      'timeStart',
    ],
  ])('%s', async (_, changes, code, message, field) => {
    expect(await post(changes)).toMatchObject({
      status: 400,
      body: {
        code: 'InvalidObject',
        message: 'timeEntry object is invalid',
        errors: [{ code, message, resource: 'timeEntry', field }],
      },
    })
    expect(connectWise.world()['acme']?.timeEntries).toHaveLength(2)
  })

  test('without an end by who must give one, below the least hours, and too far back', async () => {
    await upsert('members', { id: 50, requireStartAndEndTimeOnTimeEntryFlag: true })
    expect((await post({ timeEnd: null, actualHours: 1 })).body.errors[0].message).toBe(
      'The timeEnd field is required.',
    )
    await upsert('members', { id: 50, minimumHours: 1 })
    expect((await post({})).body.errors[0].message).toBe('actualHours must be at least 1.')
    await upsert('members', { id: 50, minimumHours: 0, daysTolerance: 2 })
    expect(
      (await post({ timeStart: '2026-02-20T10:00:00Z', timeEnd: '2026-02-20T11:00:00Z' })).body.errors[0].message,
    ).toBe('Time may be entered for the last 2 days only.')
  })

  test('with a property nobody knows, and with a value of another kind', async () => {
    expect((await post({ hours: 1 })).body.message).toContain(
      "Could not find member 'hours' on object of type 'TimeEntry'",
    )
    expect(await post({ chargeToId: 'abc' })).toMatchObject({ status: 500, body: { code: 'ConnectWiseApi' } })
    expect(await post({ chargeToType: 'Fun' })).toMatchObject({ status: 500, body: { code: 'ConnectWiseApi' } })
    expect((await post({ workType: 'name/Remote' })).status).toBe(500)
  })
})

test('a project ticket takes time under its own name', async () => {
  expect((await post({ chargeToId: 16, chargeToType: 'ProjectTicket' })).status).toBe(201)
  expect((await get('project/tickets/16')).actualHours).toBe(0.73)
})

test('without a ticket the time goes on the company, without a member on the one whose keys these are', async () => {
  const { body } = await connectWise.ask('POST', 'time/entries', { timeStart: usual.timeStart, actualHours: 1 })
  expect(body).toMatchObject({ chargeToType: 'Company', member: { identifier: 'PortalAPI' } })
})

test('entries are found by ticket, member and start', async () => {
  await post({})
  const of = async (conditions: string) =>
    (await get(`time/entries?conditions=${encodeURIComponent(conditions)}`)).map(({ id }: { id: number }) => id)
  expect(await of('chargeToType="ServiceTicket" AND chargeToId=11')).toEqual([80, 82])
  expect(
    await of(
      'chargeToType="ServiceTicket" AND chargeToId=11 AND member/identifier="jdoe" AND timeStart=[2026-03-01T10:00:00Z]',
    ),
  ).toEqual([82])
  expect(await of('notes contains "port"')).toEqual([82])
  expect((await get('service/tickets/11/timeentries')).map(({ id }: { id: number }) => id)).toEqual([80, 82])
  expect(await get('time/entries/count')).toEqual({ count: 3 })
})

test('an entry is changed and deleted, and its ticket’s hours follow; what is billed stays', async () => {
  await post({})
  const end = [
    { op: 'replace', path: 'timeEnd', value: '2026-03-01T11:00:00Z' },
    { op: 'replace', path: 'actualHours', value: 7 },
  ]
  expect((await connectWise.ask('PATCH', 'time/entries/82', end)).body).toMatchObject({
    actualHours: 1,
    enteredBy: 'PortalAPI',
  })
  expect((await get('service/tickets/11')).actualHours).toBe(1.5)
  expect((await connectWise.ask('DELETE', 'time/entries/82')).status).toBe(204)
  expect((await get('service/tickets/11')).actualHours).toBe(0.5)
  expect((await connectWise.ask('GET', 'time/entries/82')).body).toEqual({
    code: 'NotFound',
    message: 'TimeEntry 82 not found',
  })
  expect((await connectWise.ask('DELETE', 'time/entries/81')).body.errors[0].message).toBe(
    'The time entry is Billed and cannot be changed.',
  )
})
