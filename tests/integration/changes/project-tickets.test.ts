import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { WireStatus, WireTicket } from '../../support/connectwise-state.ts'
import { endsOf, patientTimes, startDesk, type Desk } from './desk.ts'

let desk: Desk
let ticket: WireTicket
let statuses: WireStatus[]

beforeAll(async () => {
  desk = await startDesk({ scale: 0.3, changes: patientTimes })
  ticket = await desk.ticketOn('Projects')
  statuses = (await desk.statusesOf(ticket)).filter(({ closedStatus }) => !closedStatus)
})
afterAll(() => desk.world.close())
afterEach(() => desk.world.connectWise.clearFaults())

/** What ConnectWise was asked since the last clearing, without the address that all calls share. */
async function asked(...methods: string[]) {
  const requests = await desk.world.connectWise.requests()
  return requests
    .filter(({ method }) => methods.includes(method))
    .map(({ method, path, body }) => ({ line: `${method} ${path.split('/apis/3.0/')[1]}`, body }))
}

test('a change on a project ticket goes to the paths of projects and is charged to one', async () => {
  const { projectTickets, tickets } = await desk.state()
  expect(projectTickets.map(({ id }) => id)).toContain(ticket.id)
  expect(tickets.map(({ id }) => id)).not.toContain(ticket.id)
  const status = statuses.find(({ id }) => id !== ticket.status.id)!
  await desk.world.connectWise.clearRequests()
  const logged = await desk.log({ ticketId: ticket.id, statusId: status.id })

  expect([logged.userErrors, endsOf(logged.change)]).toEqual([[], ['NOTE DONE', 'TIME DONE', 'STATUS DONE']])
  expect(logged.ticket).toEqual({ ticketId: ticket.id, status: { id: status.id } })
  expect(await asked('POST', 'PATCH')).toMatchObject([
    { line: `POST project/tickets/${ticket.id}/notes` },
    { line: 'POST time/entries', body: { chargeToId: ticket.id, chargeToType: 'ProjectTicket' } },
    { line: `PATCH project/tickets/${ticket.id}` },
  ])
  const { notes, timeEntries } = await desk.delivered(logged.change!.id)
  expect(notes).toMatchObject([{ ticketId: ticket.id, internalAnalysisFlag: true }])
  expect(timeEntries).toMatchObject([{ chargeToId: ticket.id, chargeToType: 'ProjectTicket', actualHours: 0.17 }])
  const held = (await desk.state()).projectTickets.find(({ id }) => id === ticket.id)
  expect(held?.status.id).toBe(status.id)
})

test('writes on a project ticket whose answers are lost are looked for where they are', async () => {
  await desk.world.connectWise.fault({ match: 'POST .*', times: 2, afterStore: true, reset: true })
  await desk.world.connectWise.clearRequests()
  const { change } = await desk.log({ ticketId: ticket.id })

  expect(change?.steps.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['DONE', 1],
    ['DONE', 1],
    ['SKIPPED', 0],
  ])
  const { notes, timeEntries } = await desk.delivered(change!.id)
  expect([notes.length, timeEntries.length]).toEqual([1, 1])
  const lines = (await asked('GET')).map(({ line }) => line)
  expect(lines).toContain(`GET project/tickets/${ticket.id}/notes`)
  expect(lines).not.toContain(`GET service/tickets/${ticket.id}/notes`)
})

test('a status of a service board is refused on a project ticket with the project board’s own', async () => {
  const foreign = (await desk.statusesOf(await desk.ticketOn('Voice')))[0]!
  await desk.world.connectWise.clearRequests()
  const { change, userErrors } = await desk.log({ ticketId: ticket.id, statusId: foreign.id })

  expect([change, userErrors?.[0]?.field, await asked('POST', 'PATCH')]).toEqual([null, ['statusId'], []])
  expect(userErrors?.[0]?.message).toContain(`The board Projects has: ${statuses[0]!.id} ${statuses[0]!.name}, `)
})

test('where project tickets may not be seen, the ticket is not there', async () => {
  const body = { code: 'Security', message: 'You do not have permission to perform this action.' }
  await desk.world.connectWise.fault({ match: 'GET .*/project/', times: -1, status: 403, body })
  await desk.world.connectWise.clearRequests()
  const { change, userErrors } = await desk.log({ ticketId: ticket.id })

  expect(change).toBeNull()
  expect(userErrors).toMatchObject([{ field: ['ticketId'], code: 'NOT_FOUND' }])
  expect(await asked('POST', 'PATCH')).toEqual([])
})
