import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createLimits } from '../../../../simulators/connectwise/limits.ts'
import { createSimulatedClock } from '../../../../simulators/clock.ts'
import { headersOf, start, startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeEach(async () => {
  connectWise = await startSmallConnectWise()
})
afterEach(() => connectWise.close())

const now = expect.stringMatching(/^2026-03-01T12:00:\d\dZ$/)
const change = (body: object) => connectWise.control('POST', 'records', { company: 'acme', ...body })
const get = async (path: string) => (await connectWise.ask('GET', path)).body
const note = { text: 'x', internalAnalysisFlag: true }

test('the state is by company and by collection', async () => {
  const { body } = await connectWise.control('GET', 'state')
  expect(Object.keys(body)).toEqual(['acme', 'globex', 'initech'])
  expect(body.acme).toMatchObject({
    tickets: [{ id: 11 }, { id: 12 }, { id: 13 }, { id: 14 }, { id: 15 }],
    projectTickets: [{ id: 16 }],
    notes: [{ id: 70 }, { id: 71 }, { id: 72 }],
    timeEntries: [{ id: 80 }, { id: 81 }],
    boards: [{ id: 1 }, { id: 2 }, { id: 3 }],
    statuses: expect.any(Array),
    members: [{ id: 49 }, { id: 50 }, { id: 51 }, { id: 52 }],
  })
})

describe("a change in the vendor's own screen", () => {
  test('is merged by id and moves the change marks', async () => {
    expect(
      await change({ collection: 'tickets', upsert: { id: 11, summary: 'Renamed', status: { id: 102 } } }),
    ).toMatchObject({
      status: 200,
      body: { company: 'acme', collection: 'tickets', upserted: [11], deleted: [] },
    })
    expect(await get('service/tickets/11')).toMatchObject({
      summary: 'Renamed',
      status: { id: 102, name: 'In Progress' },
      contact: { id: 30 },
      _info: { lastUpdated: now, updatedBy: 'zadmin', dateEntered: '2026-02-01T10:00:00Z' },
    })
    expect((await connectWise.askAs('globex')('GET', 'service/tickets/11')).body.summary).toBe('Of globex')
  })

  test('closes a ticket although its board would demand more', async () => {
    await change({ collection: 'closingRules', upsert: { id: 1, requires: ['type'] } })
    await change({ collection: 'tickets', upsert: { id: 11, status: { name: '>Closed' } } })
    expect(await get('service/tickets/11')).toMatchObject({ closedFlag: true, closedDate: now, closedBy: 'zadmin' })
  })

  test('makes tickets, notes and time entries', async () => {
    await change({ collection: 'tickets', upsert: { summary: 'By hand', company: { id: 20 } } })
    expect(await get('service/tickets/17')).toMatchObject({
      summary: 'By hand',
      board: { id: 1 },
      status: { id: 101, name: 'New' },
    })
    await change({ collection: 'notes', upsert: { ticketId: 17, text: 'Hello', internalAnalysisFlag: true } })
    expect(await get('service/tickets/17/notes')).toMatchObject([
      { id: 73, text: 'Hello', dateCreated: now, createdBy: 'zadmin' },
    ])
    await change({
      collection: 'timeEntries',
      upsert: { chargeToId: 17, chargeToType: 'ServiceTicket', timeStart: '2026-03-01T10:00:00Z', actualHours: 2 },
    })
    expect((await get('service/tickets/17')).actualHours).toBe(2)
  })

  test('of a name is seen wherever it is referred to', async () => {
    await change({ collection: 'statuses', upsert: { id: 101, name: 'Fresh' } })
    await change({ collection: 'members', upsert: { id: 50, lastName: 'Dole' } })
    expect((await get('service/tickets/11')).status.name).toBe('Fresh')
    expect((await get('service/tickets/13')).owner.name).toBe('Jan Dole')
  })

  test('plants refusals that last: a ticket gone, a status gone, a period closed', async () => {
    await change({ collection: 'tickets', delete: 12 })
    expect((await connectWise.ask('POST', 'service/tickets/12/notes', note)).status).toBe(404)
    await change({ collection: 'statuses', delete: [102] })
    const patch = [{ op: 'replace', path: 'status/id', value: 102 }]
    expect((await connectWise.ask('PATCH', 'service/tickets/11', patch)).status).toBe(400)
    await change({ collection: 'timePeriods', upsert: { id: 2, closedFlag: true } })
    const time = { chargeToId: 11, timeStart: '2026-03-01T10:00:00Z', timeEnd: '2026-03-01T10:30:00Z' }
    expect((await connectWise.ask('POST', 'time/entries', time)).body.errors[0].message).toContain(
      'no open time period',
    )
  })

  test('is undone by a reset', async () => {
    await change({ collection: 'tickets', delete: [11, 12] })
    await connectWise.control('POST', 'reset')
    expect(connectWise.world()['acme']?.tickets.map(({ id }) => id)).toEqual([11, 12, 13, 14, 15])
  })

  test.each([
    [{ company: 'nobody', collection: 'tickets', upsert: {} }, 'company: nobody is none of acme, globex, initech'],
    [{ collection: 'Tickets', upsert: {} }, 'collection: Tickets is none of tickets, projectTickets'],
    [{ collection: 'tickets', upsert: { id: 11, Summary: 'x' } }, 'upsert.Summary: Ticket has no such field'],
    [{ collection: 'tickets', upsert: { id: '11' } }, 'upsert.id: is not an integer'],
    [{ collection: 'tickets', upsert: { id: 11, status: { id: 9 } } }, 'Service Status 9 not found'],
    [{ collection: 'tickets', upsert: { id: 90, summary: 'x', status: { id: 9 } } }, 'Service Status 9 not found'],
    [{ collection: 'tickets', upsert: { id: 11, requiredDate: 'soon' } }, 'Unsupported format applied to requiredDate'],
    [{ collection: 'tickets', delete: [11, 99] }, 'delete: tickets has no id 99'],
    [{ collection: 'permissions', delete: ['timeEntry'] }, 'a permission cannot be deleted'],
  ])('is refused when it makes no sense: %j', async (body, message) => {
    const answer = await change(body)
    expect([answer.status, answer.body.error]).toEqual([400, expect.stringContaining(message)])
    expect(connectWise.world()['acme']?.tickets).toHaveLength(5)
  })
})

describe('a fault', () => {
  const notes = () => connectWise.world()['acme']?.notes.length
  const post = (signal?: AbortSignal) =>
    fetch(`${connectWise.credentials('acme').baseUrl}/service/tickets/11/notes`, {
      method: 'POST',
      headers: headersOf(connectWise, 'acme'),
      body: JSON.stringify(note),
      ...(signal === undefined ? {} : { signal }),
    })

  test.each([
    ['status', { status: 500 }],
    ['reset', { reset: true }],
    ['hang', { hang: true }],
  ])('loses the answer of a write that is stored: %s', async (_, effect) => {
    await connectWise.control('POST', 'faults', { match: 'POST .*/notes', afterStore: true, delayMs: 10, ...effect })
    await post(AbortSignal.timeout(200)).catch(() => undefined)
    expect(notes()).toBe(4)
  })

  test('stores a write up to ten seconds after its caller has given up', async () => {
    await connectWise.control('POST', 'faults', { match: 'POST .*/notes', hang: true, storeAfterMs: 10_000 })
    await expect(post(AbortSignal.timeout(50))).rejects.toThrow('timeout')
    expect(await get('service/tickets/11/notes')).toHaveLength(2)
    connectWise.clock.advance(10_000)
    expect(await get('service/tickets/11/notes')).toHaveLength(3)
  })
})

describe('the limit', () => {
  test('is each company’s own, with the vendor’s odd body', async () => {
    await connectWise.close()
    connectWise = await startSmallConnectWise({ limits: true })
    for (let batch = 0; batch < 20; batch += 1) await Promise.all(Array.from({ length: 50 }, () => get('system/info')))
    const limited = await connectWise.ask('GET', 'system/info')
    expect([limited.status, limited.headers.get('retry-after'), limited.body]).toEqual([
      429,
      '30',
      { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' },
    ])
    expect((await connectWise.askAs('globex')('GET', 'system/info')).status).toBe(200)
    connectWise.clock.advance(20_000)
    expect((await connectWise.ask('GET', 'system/info')).status).toBe(429)
    connectWise.clock.advance(10_000)
    expect((await connectWise.ask('GET', 'system/info')).status).toBe(200)
  })

  test('rolls with the minute and never refuses when it is off', () => {
    const clock = createSimulatedClock(start)
    const limits = createLimits(clock, true)
    for (let n = 0; n < 1_000; n += 1) limits.count()
    clock.advance(60_001)
    for (let n = 0; n < 1_000; n += 1) limits.count()
    expect(() => limits.count()).toThrow(
      expect.objectContaining({ response: expect.objectContaining({ status: 429 }) }),
    )
    const off = createLimits(clock, false)
    for (let n = 0; n < 2_000; n += 1) off.count()
  })
})
