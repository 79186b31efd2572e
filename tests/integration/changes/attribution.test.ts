import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WireStatus, WireTicket } from '../../support/connectwise-state.ts'
import { endsOf, patientTimes, startDesk, type Desk } from './desk.ts'

let desk: Desk
let ticket: WireTicket
let other: WireTicket
let statuses: WireStatus[]

beforeAll(async () => {
  desk = await startDesk({ changes: patientTimes })
  ticket = await desk.ticketOn('Voice')
  other = await desk.ticketOn('Help Desk')
  statuses = (await desk.statusesOf(ticket)).filter(({ closedStatus }) => !closedStatus)
})
afterAll(() => desk.world.close())

const statusOf = async ({ id }: WireTicket) => (await desk.state()).tickets.find((row) => row.id === id)?.status.id

describe('the member of a change', () => {
  const map = (email: string, memberIdentifier: string) => ({ memberMap: [{ email, memberIdentifier }] })

  test.each([
    ['is the one given', map('priya.raman@msp.example', 'praman'), 'tnunez', 'tnunez'],
    [
      'is the operator’s in the tenant’s map, in whatever case',
      map('Priya.RAMAN@MSP.example', 'praman'),
      null,
      'praman',
    ],
    [
      'is the tenant’s default for an operator who is not in the map',
      map('tomas.nunez@msp.example', 'tnunez'),
      null,
      'rocdesk',
    ],
    ['is nobody where the tenant has no default', { memberMap: [], defaultMemberIdentifier: null }, null, null],
  ])('%s', async (_, defaults, memberIdentifier, expected) => {
    await desk.save(defaults)
    await desk.world.connectWise.clearRequests()
    const { change } = await desk.log({ ticketId: ticket.id, memberIdentifier })

    expect([change?.memberIdentifier, change?.state]).toEqual([expected, 'DONE'])
    const { notes, timeEntries } = await desk.delivered(change!.id)
    // ConnectWise takes what is nobody's for the API member's own.
    const held = expected ?? 'PortalAPI'
    expect([...notes, ...timeEntries].map(({ member }) => member?.identifier)).toEqual([held, held])
    const posted = (await desk.world.connectWise.requests()).filter(({ method }) => method === 'POST')
    expect(posted.map(({ body }) => (body as { member?: unknown }).member)).toEqual(
      Array.from({ length: 2 }, () => (expected === null ? undefined : { identifier: expected })),
    )
    expect(notes[0]?.text).toContain('Logged by Priya Raman')
  })
})

describe('the status of a change', () => {
  const byBoard = (autoUpdateStatus: boolean) => ({
    autoUpdateStatus,
    defaultStatuses: [{ boardId: ticket.board.id, statusId: statuses[2]!.id }],
  })

  test('is the tenant’s default of the ticket’s board where it sets statuses', async () => {
    await desk.save(byBoard(true))
    const { change } = await desk.log({ ticketId: ticket.id })

    expect([change?.statusId, endsOf(change)]).toEqual([statuses[2]!.id, ['NOTE DONE', 'TIME DONE', 'STATUS DONE']])
    expect(await statusOf(ticket)).toBe(statuses[2]!.id)
  })

  test('is the one given, whatever the default', async () => {
    await desk.save(byBoard(true))
    const { change } = await desk.log({ ticketId: ticket.id, statusId: statuses[3]!.id })

    expect([change?.statusId, change?.state]).toEqual([statuses[3]!.id, 'DONE'])
    expect(await statusOf(ticket)).toBe(statuses[3]!.id)
  })

  test('stays on a board without a default, and the change says so', async () => {
    await desk.save(byBoard(true))
    const before = await statusOf(other)
    const { change } = await desk.log({ ticketId: other.id })

    expect([change?.state, change?.steps[2]]).toMatchObject([
      'DONE',
      { state: 'SKIPPED', attempts: 0, reason: 'The tenant has no default status for the board Help Desk.' },
    ])
    expect(await statusOf(other)).toBe(before)
  })

  test('stays where the tenant does not set statuses', async () => {
    await desk.save(byBoard(false))
    await desk.world.connectWise.clearRequests()
    const before = await statusOf(ticket)
    const { change } = await desk.log({ ticketId: ticket.id })

    expect([change?.statusId, endsOf(change)?.at(-1)]).toEqual([null, 'STATUS SKIPPED'])
    expect(await statusOf(ticket)).toBe(before)
    expect((await desk.world.connectWise.requests()).filter(({ method }) => method === 'PATCH')).toEqual([])
  })
})

describe('the time of a change', () => {
  test.each([
    ['is as given', 45, 30, 45],
    ['is the tenant’s default unless given', null, 30, 30],
    ['is a quarter of an hour where the tenant says nothing', null, undefined, 15],
  ])('%s', async (_, minutes, defaultTimeMinutes, expected) => {
    await desk.save({ ...(defaultTimeMinutes !== undefined && { defaultTimeMinutes }) })
    const { change } = await desk.log({ ticketId: ticket.id, minutes })

    expect([change?.minutes, endsOf(change)]).toEqual([expected, ['NOTE DONE', 'TIME DONE', 'STATUS SKIPPED']])
    const { timeEntries } = await desk.delivered(change!.id)
    expect(timeEntries.map(({ actualHours }) => actualHours)).toEqual([expected / 60])
  })

  test.each([
    ['given as 0', 0, 30],
    ['0 by default', null, 0],
  ])('is no time entry when it is %s, and the note has no minutes', async (_, minutes, defaultTimeMinutes) => {
    await desk.save({ defaultTimeMinutes })
    const { change } = await desk.log({ ticketId: ticket.id, minutes })

    expect([change?.minutes, endsOf(change)]).toEqual([0, ['NOTE DONE', 'TIME SKIPPED', 'STATUS SKIPPED']])
    const { notes, timeEntries } = await desk.delivered(change!.id)
    expect([notes.length, timeEntries]).toEqual([1, []])
    expect(notes[0]?.text).not.toContain(' min')
  })
})
