import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WireTicket } from '../../support/connectwise-state.ts'
import { patientTimes, startDesk, type Desk } from '../changes/desk.ts'
import { createRest, dataOf, faultOf, type RestAnswer, type RestAsk } from './rest-client.ts'

let desk: Desk
let ticket: WireTicket
let rest: ReturnType<typeof createRest>

beforeAll(async () => {
  desk = await startDesk({ changes: patientTimes })
  rest = createRest(desk.world)
  ticket = await desk.freshTicket()
})
afterAll(() => desk.world.close())

beforeEach(() => desk.world.connectWise.clearFaults())

const acme = '/api/admin/tenant/acme/connectwise'
const write = (what: string, body: unknown, more: RestAsk = {}) =>
  rest(`${acme}/tickets/${ticket.id}/${what}`, { role: 'operator', method: 'POST', body, ...more })

/** What ConnectWise holds of the ticket. */
async function held() {
  const { notes, timeEntries, tickets } = await desk.state()
  return {
    notes: notes.filter(({ ticketId }) => ticketId === ticket.id),
    timeEntries: timeEntries.filter(({ chargeToId }) => chargeToId === ticket.id),
    status: tickets.find(({ id }) => id === ticket.id)?.status.id,
  }
}

interface Made {
  change: { id: string; state: string; steps?: { kind: string; state: string; reason: string | null }[] }
}

const madeBy = (answer: RestAnswer) => dataOf(answer) as Made

const withText = (text: string) => ({ text: expect.stringContaining(text) as string })

describe('each write', () => {
  test('adds a note, internal or not', async () => {
    const before = await held()
    const answer = await write('notes', { text: 'Called back.', internal: false })
    const { notes } = await held()

    expect([answer.status, dataOf(answer)]).toEqual([
      200,
      { change: { id: expect.stringMatching(/^acme:/), state: 'DONE' } },
    ])
    expect(notes.slice(before.notes.length)).toMatchObject([
      { ...withText('Called back.'), internalAnalysisFlag: false },
    ])
  })

  test.each([
    ['hours', { hours: 0.25 }, 0.25],
    ['minutes', { minutes: 30 }, 0.5],
  ])('adds time by %s', async (_, body, hours) => {
    const before = await held()
    expect((await write('time', { ...body, notes: 'Traced a call.' })).status).toBe(200)

    expect((await held()).timeEntries.slice(before.timeEntries.length)).toMatchObject([{ actualHours: hours }])
  })

  test('time takes hours or minutes, and not both', async () => {
    for (const body of [{}, { hours: 1, minutes: 60 }]) {
      expect(faultOf(await write('time', body))).toEqual([400, 'BAD_USER_INPUT'])
    }
  })

  test('sets the status', async () => {
    const [status] = (await desk.statusesOf(ticket)).filter(
      ({ id, closedStatus }) => id !== ticket.status.id && !closedStatus,
    )
    const answer = await write('status', { statusId: status!.id }, { method: 'PATCH' })

    expect([answer.status, madeBy(answer).change.state]).toEqual([200, 'DONE'])
    expect((await held()).status).toBe(status!.id)
  })

  test('logs a change with its steps', async () => {
    const before = await held()
    const answer = await write('log-change', {
      noteText: 'Moved a desk phone.',
      hours: 0.5,
      memberIdentifier: 'rocdesk',
    })
    const after = await held()

    expect([answer.status, dataOf(answer)]).toEqual([
      200,
      {
        change: {
          id: expect.any(String),
          state: 'DONE',
          steps: [
            { kind: 'NOTE', state: 'DONE', reason: null },
            { kind: 'TIME', state: 'DONE', reason: null },
            { kind: 'STATUS', state: 'SKIPPED', reason: null },
          ],
        },
      },
    ])
    expect(after.notes.slice(before.notes.length)).toMatchObject([withText('Moved a desk phone.')])
    expect(after.timeEntries.slice(before.timeEntries.length)).toMatchObject([{ actualHours: 0.5 }])
  })

  test('is 422 with all that the graph has against it', async () => {
    const many = await write('log-change', { noteText: '', memberIdentifier: 'no such member at all' })
    const nowhere = await rest(`${acme}/tickets/2000000000/notes`, {
      role: 'operator',
      method: 'POST',
      body: { text: 'x' },
    })

    expect(faultOf(many)).toEqual([422, 'BAD_USER_INPUT'])
    expect(many.body.error?.details?.map(({ field }) => field)).toEqual(
      expect.arrayContaining([['note'], ['memberIdentifier']]),
    )
    expect(faultOf(nowhere)).toEqual([422, 'NOT_FOUND'])
    expect(nowhere.body.error?.details).toMatchObject([{ field: ['ticketId'], code: 'NOT_FOUND' }])
  })
})

describe('once', () => {
  test('ten equal requests at once, with a key and without, are one note', async () => {
    for (const headers of [{}, { 'idempotency-key': randomUUID() }]) {
      const before = await held()
      const body = { text: `At once ${Object.keys(headers).length}.` }
      const answers = await Promise.all(Array.from({ length: 10 }, () => write('notes', body, { headers })))

      expect(new Set(answers.map((answer) => madeBy(answer).change.id)).size).toBe(1)
      expect((await held()).notes.slice(before.notes.length)).toHaveLength(1)
    }
  })

  test('an equal request a minute after the first is another change, before that the same', async () => {
    const ids: string[] = []
    const body = { text: 'Again and again.' }
    const post = async () => ids.push(madeBy(await write('notes', body)).change.id)
    await post()
    await desk.world.advanceClock(50_000)
    await post()
    await desk.world.advanceClock(11_000)
    await post()
    await post()

    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
    expect(ids[3]).toBe(ids[2])
  })

  test('other callers, tickets and contents are other changes', async () => {
    const other = await desk.freshTicket()
    const body = { text: 'The same words.' }
    const answers = [
      await write('notes', body),
      await write('notes', body, { role: 'admin' }),
      await write('notes', { ...body, internal: false }),
      await rest(`${acme}/tickets/${other.id}/notes`, { role: 'operator', method: 'POST', body }),
    ]

    expect(new Set(answers.map((answer) => madeBy(answer).change.id)).size).toBe(4)
  })

  test('a key used for other content, also at another address, is 409; of another caller it is another', async () => {
    const headers = { 'idempotency-key': `"${randomUUID()}"` }
    const first = madeBy(await write('notes', { text: 'The first.' }, { headers }))
    const again = madeBy(await write('notes', { text: 'The first.' }, { headers }))
    const others = [
      await write('notes', { text: 'The second.' }, { headers }),
      await write('time', { minutes: 10 }, { headers }),
    ]
    const stranger = madeBy(await write('notes', { text: 'The second.' }, { headers, role: 'admin' }))

    expect(again.change.id).toBe(first.change.id)
    expect(others.map(faultOf)).toEqual(others.map(() => [409, 'IDEMPOTENCY_KEY_REUSED']))
    expect(others[0]?.body.error?.details).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }])
    expect(stranger.change.id).not.toBe(first.change.id)
  })

  test('a key of nothing but blanks, or too long, is 400', async () => {
    for (const key of ['""', 'k'.repeat(201)]) {
      expect(faultOf(await write('notes', { text: 'x' }, { headers: { 'idempotency-key': key } }))).toEqual([
        400,
        'BAD_USER_INPUT',
      ])
    }
  })
})

test('what ConnectWise does not take yet is 202, and the same change once it does', async () => {
  const impatient = await startDesk()
  try {
    const ask = createRest(impatient.world)
    const { id } = await impatient.freshTicket()
    const post = () =>
      ask(`${acme}/tickets/${id}/notes`, { role: 'operator', method: 'POST', body: { text: 'Later.' } })
    await impatient.world.connectWise.fault({ match: 'POST .*notes', times: -1, status: 503 })
    const waiting = await post()
    await impatient.world.connectWise.clearFaults()

    expect([waiting.status, madeBy(waiting).change.state]).toEqual([202, 'PENDING'])
    await expect.poll(async () => (await post()).status).toBe(200)
    expect(madeBy(await post()).change.id).toBe(madeBy(waiting).change.id)
    expect((await impatient.state()).notes.filter((note) => note.text.includes('Later.'))).toHaveLength(1)
  } finally {
    await impatient.world.close()
  }
})

test('what ConnectWise refuses is 422, with the change that is stored', async () => {
  await desk.world.connectWise.fault({
    match: 'POST .*notes',
    times: -1,
    status: 400,
    body: { code: 'InvalidObject', message: 'note object is invalid', errors: [] },
  })
  const note = await write('notes', { text: 'Refused.' })
  const logged = await write('log-change', { noteText: 'Refused too.', hours: 0 })

  for (const answer of [note, logged]) {
    expect(faultOf(answer)).toEqual([422, 'REFUSED'])
    expect(answer.body.error).toMatchObject({ details: [{ code: 'REFUSED' }], change: { state: 'FAILED' } })
  }
})

describe('credentials', () => {
  const good = () => ({ ...desk.world.simulators.connectWise.credentials('globex') }) as Record<string, unknown>
  const path = '/api/admin/tenant/globex/connectwise/credentials'
  const save = (body: object, headers: Record<string, string> = {}) =>
    rest(path, { role: 'admin', method: 'POST', body, headers })
  const keys = () => {
    const { baseUrl, companyId, publicKey, privateKey, clientId } = good()
    return { baseUrl, companyId, publicKey, privateKey, clientId }
  }

  test('are saved, and shown without keys', async () => {
    const answer = await save({ ...keys(), defaultTimeMinutes: 20, autoUpdateStatus: false, defaultStatuses: [] })
    const { publicKey, privateKey, clientId } = good()

    expect([answer.status, dataOf(answer)]).toMatchObject([
      200,
      { defaultTimeMinutes: 20, companyId: good()['companyId'] },
    ])
    expect(dataOf(await rest(path, { role: 'admin' }))).toEqual(dataOf(answer))
    for (const secret of [publicKey, privateKey, clientId]) expect(answer.text).not.toContain(secret)
  })

  test('that are wrong are 422, field by field', async () => {
    const answer = await save({ ...keys(), baseUrl: 'http://127.0.0.1:1', defaultTimeMinutes: 2_000 })

    expect(faultOf(answer)).toEqual([422, 'BAD_USER_INPUT'])
    expect(answer.body.error?.details?.map(({ field }) => field?.[0])).toEqual(
      expect.arrayContaining(['baseUrl', 'defaultTimeMinutes']),
    )
  })

  test('under a key that was used for others are 409', async () => {
    const headers = { 'idempotency-key': randomUUID() }

    expect((await save(keys(), headers)).status).toBe(200)
    expect((await save(keys(), headers)).status).toBe(200)
    expect(faultOf(await save({ ...keys(), defaultTimeMinutes: 5 }, headers))).toEqual([409, 'IDEMPOTENCY_KEY_REUSED'])
  })
})

test('the audit log has a call as the operation that it was, with its end', async () => {
  const note = await write('notes', { text: 'For the record.' }, { headers: { 'x-request-id': 'rest-write' } })
  const read = await rest('/api/autotask/activity', { headers: { 'x-request-id': 'rest-read' } })
  const refused = await rest(`${acme}/enabled`, { headers: { 'x-request-id': 'rest-refused' } })
  const { body } = await desk.world.query<{ auditLog: { nodes: Record<string, unknown>[] } }>(
    '{ auditLog(first: 20) { nodes { requestId kind operation outcome code tenants fields } } }',
    {},
    { role: 'admin' },
  )
  const of = (id: string) => body.data?.auditLog.nodes.find(({ requestId }) => requestId === id)

  expect([note.status, read.status, refused.status]).toEqual([200, 200, 403])
  expect(of('rest-write')).toMatchObject({
    kind: 'mutation',
    operation: 'RestAddNote',
    outcome: 'ok',
    tenants: ['acme'],
  })
  expect(of('rest-read')).toMatchObject({ kind: 'read', operation: 'RestActivity', outcome: 'ok' })
  expect(of('rest-refused')).toMatchObject({ kind: 'refusal', operation: 'RestConnectWiseEnabled', code: 'FORBIDDEN' })
})
