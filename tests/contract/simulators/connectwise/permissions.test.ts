import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeEach(async () => {
  connectWise = await startSmallConnectWise()
})
afterEach(() => connectWise.close())

const note = { text: 'x', internalAnalysisFlag: true }
const time = { chargeToId: 11, timeStart: '2026-03-01T10:00:00Z', timeEnd: '2026-03-01T10:30:00Z' }
const toStatus = (value: number) => [{ op: 'replace', path: 'status/id', value }]
const withdraw = (id: string, rights: object) =>
  connectWise.control('POST', 'records', { company: 'acme', collection: 'permissions', upsert: { id, ...rights } })

test.each<[area: string, right: string, method: string, path: string, body?: unknown]>([
  ['serviceTickets', 'inquire', 'GET', 'service/tickets?pageSize=1'],
  ['serviceTickets', 'inquire', 'GET', 'service/tickets/11'],
  ['serviceTickets', 'inquire', 'POST', 'service/tickets/search', { conditions: 'id=11' }],
  ['serviceTickets', 'inquire', 'GET', 'service/tickets/11/notes'],
  ['serviceTickets', 'inquire', 'GET', 'service/tickets/11/allNotes'],
  ['serviceTickets', 'add', 'POST', 'service/tickets/11/notes', note],
  ['serviceTickets', 'edit', 'PATCH', 'service/tickets/11', toStatus(102)],
  ['serviceTickets', 'delete', 'DELETE', 'service/tickets/11/notes/70'],
  ['closeServiceTickets', 'edit', 'PATCH', 'service/tickets/11', toStatus(103)],
  ['timeEntry', 'add', 'POST', 'time/entries', time],
  ['timeEntry', 'inquire', 'GET', 'time/entries'],
  ['timeEntry', 'delete', 'DELETE', 'time/entries/80'],
  ['billableOption', 'add', 'POST', 'time/entries', { ...time, billableOption: 'DoNotBill' }],
  ['billingViewTime', 'inquire', 'GET', 'time/entries'],
  ['companyMaintenance', 'inquire', 'GET', 'company/companies?pageSize=1'],
  ['contacts', 'inquire', 'GET', 'company/contacts'],
  ['memberMaintenance', 'inquire', 'GET', 'system/members'],
  ['tableSetup', 'inquire', 'GET', 'service/boards'],
  ['tableSetup', 'inquire', 'GET', 'service/boards/1/statuses'],
  ['tableSetup', 'inquire', 'GET', 'time/workRoles'],
  ['projectTickets', 'inquire', 'GET', 'project/tickets/16'],
  ['projectTickets', 'add', 'POST', 'project/tickets/16/notes', note],
])('%s › %s is needed for %s %s', async (area, right, method, path, body) => {
  const before = (await connectWise.control('GET', 'state')).body
  await withdraw(area, { [right]: 'None' })
  const refused = await connectWise.ask(method, path, body)
  expect([refused.status, refused.body]).toEqual([
    403,
    { code: 'Security', message: 'You do not have security permission to perform this action.' },
  ])
  expect({ ...(await connectWise.control('GET', 'state')).body.acme, permissions: [] }).toEqual({
    ...before.acme,
    permissions: [],
  })
  await withdraw(area, { [right]: 'All' })
  expect((await connectWise.ask(method, path, body)).status).toBeLessThan(300)
})

test('time for others needs more than the right to enter one’s own', async () => {
  await withdraw('timeEntry', { add: 'My' })
  expect((await connectWise.ask('POST', 'time/entries', time)).status).toBe(201)
  expect((await connectWise.ask('POST', 'time/entries', { ...time, member: { identifier: 'jdoe' } })).status).toBe(403)
})

test('an open status needs no right to close, and system info none at all', async () => {
  await withdraw('closeServiceTickets', { edit: 'None' })
  expect((await connectWise.ask('PATCH', 'service/tickets/11', toStatus(102))).status).toBe(200)
  await withdraw('memberMaintenance', { inquire: 'None' })
  expect((await connectWise.ask('GET', 'system/info/members')).status).toBe(200)
  expect((await connectWise.ask('GET', 'system/info')).status).toBe(200)
})

test('rights are one company’s own', async () => {
  await withdraw('serviceTickets', { inquire: 'None' })
  expect((await connectWise.askAs('globex')('GET', 'service/tickets/11')).status).toBe(200)
})

test.each([
  [{ id: 'everything', add: 'None' }, 'permissions has no id everything'],
  [{ id: 'timeEntry', add: 'Some' }, 'upsert.add: give inquire, add, edit or delete as None, My, All'],
  [{ id: 'timeEntry', read: 'All' }, 'upsert.read'],
])('a role is not changed to %j', async (upsert, message) => {
  const answer = await connectWise.control('POST', 'records', { company: 'acme', collection: 'permissions', upsert })
  expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(message)])
})
