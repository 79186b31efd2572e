import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSimulatedClock } from '../../../../simulators/clock.ts'
import { createConnectWiseSimulator } from '../../../../simulators/connectwise/index.ts'
import type { ConnectWiseSimulator } from '../../../../simulators/connectwise/index.ts'
import type { CompanyWorld, WireRecord } from '../../../../simulators/connectwise/world.ts'
import { start } from './small-connectwise.ts'

// A client by other people, written against the real service, over the generated world. Its own types describe three
// thousand operations; these are the ones asked here.
type Row = WireRecord
interface Parameters {
  conditions?: string
  orderBy?: string
  fields?: string
  page?: number
  pageSize?: number
}
interface Section {
  instance: { defaults: { baseURL?: string } }
}
interface Client extends Section {
  ServiceAPI: Section & {
    getServiceTickets(parameters: Parameters): Promise<Row[]>
    getServiceTicketsById(id: number): Promise<Row>
    getServiceTicketsCount(parameters: Parameters): Promise<{ count: number }>
    postServiceTicketsSearch(filter: Parameters): Promise<Row[]>
    patchServiceTicketsById(id: number, operations: { op: string; path: string; value: unknown }[]): Promise<Row>
    getServiceTicketsByParentIdNotes(id: number, parameters: Parameters): Promise<Row[]>
    postServiceTicketsByParentIdNotes(id: number, note: object): Promise<Row>
    getServiceBoards(parameters: Parameters): Promise<Row[]>
    getServiceBoardsByParentIdStatuses(id: number, parameters: Parameters): Promise<Row[]>
  }
  TimeAPI: Section & {
    getTimeEntries(parameters: Parameters): Promise<Row[]>
    postTimeEntries(entry: object): Promise<Row>
    deleteTimeEntriesById(id: number): Promise<unknown>
  }
  SystemAPI: Section & {
    getSystemMembers(parameters: Parameters): Promise<Row[]>
    getSystemInfo(): Promise<object>
  }
  paginate(method: (parameters: Parameters) => Promise<Row[]>, pages: object, parameters: Parameters): Promise<Row[]>
}
const { ManageAPI } = createRequire(import.meta.url)('connectwise-rest') as {
  ManageAPI: new (options: Record<string, unknown>) => Client
}

let connectWise: ConnectWiseSimulator
let client: Client
let acme: CompanyWorld

function connect(changes: Record<string, string> = {}): Client {
  const { baseUrl, companyId, publicKey, privateKey, clientId } = connectWise.credentials('acme')
  const companyUrl = new URL(baseUrl).host
  const manage = new ManageAPI({ companyId, publicKey, privateKey, clientId, companyUrl, logger: () => {}, ...changes })
  // It knows https only; each of its sections, and paginate, has a client of its own.
  for (const section of [manage, manage.ServiceAPI, manage.TimeAPI, manage.SystemAPI])
    section.instance.defaults.baseURL = baseUrl
  return manage
}

beforeAll(async () => {
  connectWise = await createConnectWiseSimulator({
    seed: 3,
    scale: 0.5,
    now: start,
    clock: createSimulatedClock(start),
    latencyMs: 0,
    limits: true,
    port: 0,
  })
  client = connect()
  acme = connectWise.world()['acme']!
})
afterAll(() => connectWise.close())

const openTicket = () =>
  acme.tickets.find(
    (ticket) => ticket['closedFlag'] === false && (ticket['board'] as { name: string }).name === 'Voice',
  )!

test('reads tickets, one, by a filter, and their number', async () => {
  const ticket = acme.tickets[0]!
  expect(await client.ServiceAPI.getServiceTicketsById(ticket.id)).toEqual(ticket)
  const conditions = 'summary contains "phone" and closedFlag = false'
  const expected = acme.tickets.filter(
    (row) => row['closedFlag'] === false && String(row['summary']).toLowerCase().includes('phone'),
  )
  expect(expected.length).toBeGreaterThan(0)
  expect(await client.ServiceAPI.getServiceTickets({ conditions, pageSize: 1_000 })).toEqual(expected)
  expect(await client.ServiceAPI.getServiceTicketsCount({ conditions })).toEqual({ count: expected.length })
})

test('searches by POST', async () => {
  const ids = acme.tickets.slice(0, 20).map(({ id }) => id)
  const found = await client.ServiceAPI.postServiceTicketsSearch({ conditions: `id in (${ids.join(',')})` })
  expect(found.map(({ id }) => id)).toEqual(ids)
})

test('pages through everything', async () => {
  const all = await client.paginate(
    client.ServiceAPI.getServiceTickets,
    { startPage: 1, pageSize: 30 },
    { orderBy: 'id asc' },
  )
  expect(all.map(({ id }) => id)).toEqual(acme.tickets.map(({ id }) => id))
})

test('writes a note and finds it first among the newest', async () => {
  const { id } = openTicket()
  const note = {
    text: 'Changed the voice set-up [ref:1f]',
    internalAnalysisFlag: true,
    member: { identifier: 'rocdesk' },
  }
  const written = await client.ServiceAPI.postServiceTicketsByParentIdNotes(id, note)
  expect(written).toMatchObject({ ...note, ticketId: id })
  const [newest] = await client.ServiceAPI.getServiceTicketsByParentIdNotes(id, { orderBy: 'id desc', pageSize: 1 })
  expect(newest).toEqual(written)
})

test('writes time, finds it by ticket, member and start, and deletes it', async () => {
  const { id } = openTicket()
  const entry = {
    chargeToId: id,
    chargeToType: 'ServiceTicket',
    member: { identifier: 'rocdesk' },
    timeStart: '2026-03-01T09:00:00Z',
    timeEnd: '2026-03-01T09:15:00Z',
    actualHours: 0.25,
    notes: 'x',
    workRole: { name: 'Engineer' },
    workType: { name: 'Remote' },
  }
  const written = await client.TimeAPI.postTimeEntries(entry)
  const conditions = `chargeToType="ServiceTicket" AND chargeToId=${id} AND member/identifier="rocdesk" AND timeStart=[${entry.timeStart}]`
  expect(await client.TimeAPI.getTimeEntries({ conditions })).toEqual([written])
  await client.TimeAPI.deleteTimeEntriesById(written.id)
  expect(await client.TimeAPI.getTimeEntries({ conditions })).toEqual([])
})

test('moves a ticket through the statuses of its board', async () => {
  const ticket = openTicket()
  const boardId = (ticket['board'] as { id: number }).id
  const statuses = await client.ServiceAPI.getServiceBoardsByParentIdStatuses(boardId, {
    conditions: 'inactive = false',
    pageSize: 1_000,
  })
  expect(statuses.length).toBeGreaterThan(5)
  const target = statuses.find(({ name }) => name === 'Testing "live"')!
  const changed = await client.ServiceAPI.patchServiceTicketsById(ticket.id, [
    { op: 'replace', path: 'status', value: { id: target.id } },
  ])
  expect(changed['status']).toMatchObject({ id: target.id, name: 'Testing "live"' })
})

test('finds members and boards', async () => {
  const [member] = await client.SystemAPI.getSystemMembers({
    conditions: 'identifier="tnunez"',
    fields: 'id,primaryEmail',
  })
  expect(member).toMatchObject({ primaryEmail: 'tomas.nunez@msp.example' })
  expect(await client.ServiceAPI.getServiceBoards({})).toHaveLength(5)
  expect(await client.SystemAPI.getSystemInfo()).toMatchObject({ isCloud: true })
})

test('meets errors as its own', async () => {
  await expect(client.ServiceAPI.getServiceTicketsById(9)).rejects.toMatchObject({
    status: 404,
    data: { code: 'NotFound', message: 'Ticket 9 not found' },
  })
  await expect(client.ServiceAPI.getServiceTickets({ conditions: 'colour = 1' })).rejects.toMatchObject({
    status: 400,
    data: { code: 'ApiFindCondition' },
  })
  await expect(connect({ privateKey: 'wrong' }).ServiceAPI.getServiceBoards({})).rejects.toMatchObject({ status: 401 })
  await expect(connect({ companyId: 'nobody' }).ServiceAPI.getServiceBoards({})).rejects.toMatchObject({
    status: 400,
    data: 'Cannot route. Codebase/company is invalid',
  })
})
