import { AutotaskApiError, AutotaskRestApi } from '@apigrate/autotask-restapi'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAutotaskSimulator } from '../../../../simulators/autotask/index.ts'
import type { AutotaskSimulator } from '../../../../simulators/autotask/index.ts'
import { createSimulatedClock } from '../../../../simulators/clock.ts'
import { start } from './small-autotask.ts'

// A client by other people, written against the real service, over the generated world.
let autotask: AutotaskSimulator
let client: AutotaskRestApi

function connect(secret: string): AutotaskRestApi {
  const { AUTOTASK_USERNAME: user = '', AUTOTASK_INTEGRATION_CODE: code = '' } = autotask.environment
  const baseUrl = autotask.environment['AUTOTASK_DISCOVERY_URL'] ?? ''
  return new AutotaskRestApi(user, secret, code, { base_url: baseUrl, version: '1.0' })
}

beforeAll(async () => {
  const clock = createSimulatedClock(start)
  autotask = await createAutotaskSimulator({
    seed: 3,
    scale: 0.5,
    now: start,
    clock,
    latencyMs: 0,
    limits: true,
    port: 0,
  })
  client = connect(autotask.environment['AUTOTASK_SECRET'] ?? '')
})
afterAll(() => autotask.close())

const ofTheBoard = () => ({ op: 'eq', field: 'queueID', value: autotask.world().rocQueueID })
const boardTickets = () =>
  autotask.world().Tickets.filter((ticket) => ticket['queueID'] === autotask.world().rocQueueID)

test('queries a range of dates', async () => {
  const { from, to } = { from: '2026-02-01T05:00:00Z', to: '2026-03-01T05:00:00Z' }
  const { items, pageDetails } = await client.Tickets.query({
    filter: [
      ofTheBoard(),
      { op: 'gte', field: 'createDate', value: from },
      { op: 'lt', field: 'createDate', value: to },
    ],
  })
  const expected = boardTickets().filter(({ createDate }) => {
    const instant = Date.parse(String(createDate))
    return instant >= Date.parse(from) && instant < Date.parse(to)
  })
  expect(expected.length).toBeGreaterThan(0)
  expect(items).toEqual(expected)
  expect(pageDetails).toEqual({ count: expected.length, requestCount: 500, prevPageUrl: null, nextPageUrl: null })
})

test('queries a batch of keys and gets them in order of id, those not there left out', async () => {
  const tickets = boardTickets().slice(0, 20)
  const keys = [999_999_999, ...tickets.map(({ id }) => id).toReversed()]
  const { items } = await client.Tickets.query({
    IncludeFields: ['id', 'ticketNumber'],
    filter: [{ op: 'in', field: 'id', value: keys }],
  })
  expect(items).toEqual(tickets.map(({ id, ticketNumber }) => ({ id, ticketNumber, userDefinedFields: [] })))
})

test('counts', async () => {
  expect(await client.Tickets.count({ filter: [ofTheBoard()] })).toEqual({ queryCount: boardTickets().length })
})

test('gets one, or null', async () => {
  const company = autotask.world().Companies[0]
  expect(await client.Companies.get(company?.id ?? 0)).toEqual({ item: company })
  expect(await client.Companies.get(999_999_999)).toEqual({ item: null })
})

test('reads metadata', async () => {
  const { fields } = await client.Tickets.fieldInfo()
  const queue = fields.find(({ name }) => name === 'queueID')
  expect(queue).toMatchObject({ isPickList: true, picklistValues: autotask.world().picklists['Tickets']?.['queueID'] })
  expect((await client.TimeEntries.info()).info).toMatchObject({ name: 'TimeEntry', canDelete: true })
  expect(await client.Tickets.udfInfo()).toEqual({ fields: [] })
  expect(await client.TimeEntries.udfInfo()).toBeNull()
})

test('reads the threshold, with its slash at the end', async () => {
  expect(await client.ThresholdInformation.get('')).toEqual({
    externalRequestThreshold: 10_000,
    requestThresholdTimeframe: 60,
    currentTimeframeRequestCount: expect.any(Number),
  })
})

test('writes a to-do through its company', async () => {
  const companyId = autotask.world().Companies[1]?.id ?? 0
  const moment = '2026-03-02T15:00:00Z'
  const toDo = { actionType: 1, assignedToResourceID: 4, startDateTime: moment, endDateTime: moment }
  const { itemId } = await client.CompanyToDos.create(companyId, toDo)
  expect(await client.CompanyToDos.get(itemId)).toMatchObject({ item: { ...toDo, companyID: companyId } })
  expect(await client.CompanyToDos.delete(companyId, itemId)).toEqual({ itemId })
})

test('meets an unknown field and a wrong password as its own errors', async () => {
  const unknown = { filter: [{ op: 'eq', field: 'colour', value: 1 }] }
  await expect(client.Tickets.query(unknown)).rejects.toMatchObject({
    status: 500,
    details: { errors: ['Unable to find colour in the Ticket Entity.'] },
  })
  const refused = await connect('wrong')
    .Tickets.get(1)
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(AutotaskApiError)
  expect(refused).toMatchObject({ status: 401, details: '' })
})
