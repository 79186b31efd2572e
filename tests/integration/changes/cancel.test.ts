import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Caller } from '../../support/world.ts'
import { changeFields, type LogChangeAnswer, type LoggedChange } from './change-world.ts'
import { endsOf, startDesk, type Desk } from './desk.ts'

let desk: Desk

beforeAll(async () => {
  // Nobody waits for a delivery unless told to: what is cancelled is on its way.
  desk = await startDesk({ scale: 0.3, changes: { waitMs: 0 } })
})
afterAll(() => desk.world.close())
afterEach(() => desk.world.connectWise.clearFaults())

type Answer = Pick<LogChangeAnswer['logChange'], 'userErrors'> & { change: CancelledChange | null }
type CancelledChange = LoggedChange & { cancelRequestedAt: string | null; cancelledBy: string | null }

const fields = `${changeFields} cancelRequestedAt cancelledBy`
const freshTicket = async () => (await desk.freshTicket()).id

async function ask(mutation: 'cancelChange' | 'retryChange', input: object, caller: Caller = { role: 'operator' }) {
  const type = mutation === 'cancelChange' ? 'CancelChangeInput' : 'RetryChangeInput'
  const document = `mutation ($input: ${type}!) {
    answer: ${mutation}(input: $input) { change { ${fields} } userErrors { field message code } } }`
  const { body } = await desk.world.query<{ answer: Answer }>(document, { input }, caller)
  return { ...body.data?.answer, errors: body.errors }
}

const cancel = (changeId: string, caller?: Caller) => ask('cancelChange', { changeId, waitSeconds: 0 }, caller)

async function find(id: string): Promise<CancelledChange | null> {
  const { body } = await desk.world.query<{ change: CancelledChange | null }>(
    `query ($id: ID!) { change(id: $id) { ${fields} } }`,
    { id },
    { role: 'operator' },
  )
  return body.data!.change
}

const settled = async (id: string): Promise<CancelledChange> => {
  await expect.poll(async () => (await find(id))?.state, { interval: 50 }).not.toBe('PENDING')
  return (await find(id))!
}

/** Logs a change and gives it as soon as it is kept. */
async function log(input: Record<string, unknown>): Promise<LoggedChange> {
  const { change, userErrors } = await desk.log(input)
  expect(userErrors).toEqual([])
  return change!
}

/** How many notes and time entries there are of a change. */
async function counts({ id }: LoggedChange): Promise<[notes: number, timeEntries: number]> {
  const { notes, timeEntries } = await desk.delivered(id)
  return [notes.length, timeEntries.length]
}

/** Waits until ConnectWise has been asked what the pattern says. */
const untilAsked = (pattern: RegExp) =>
  expect
    .poll(
      async () =>
        (await desk.world.connectWise.requests()).some(({ method, path }) => pattern.test(`${method} ${path}`)),
      { interval: 20 },
    )
    .toBe(true)

const down = { match: '.', times: -1, status: 503 }

describe('a change is cancelled', () => {
  test('at once while nothing of it was sent, and later ones on its ticket pass', async () => {
    const { connectWise } = desk.world
    await connectWise.fault({ match: 'GET .*tickets', times: -1, status: 503 })
    const ticketId = await freshTicket()
    const change = await log({ ticketId, statusId: 1 })
    const later = await log({ ticketId })
    const { change: cancelled, userErrors } = await cancel(change.id)

    expect(userErrors).toEqual([])
    expect(cancelled).toMatchObject({
      state: 'CANCELLED',
      cancelledBy: 'Priya Raman',
      cancelRequestedAt: expect.any(String) as string,
      finishedAt: expect.any(String) as string,
    })
    expect(endsOf(cancelled)).toEqual(['NOTE SKIPPED', 'TIME SKIPPED', 'STATUS SKIPPED'])
    expect(cancelled?.steps.map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => 'It was cancelled before this was sent.'),
    )
    await connectWise.clearFaults()
    expect((await settled(later.id)).state).toBe('DONE')
    expect(await counts(change)).toEqual([0, 0])
  })

  test('with what is done staying done', async () => {
    const ticketId = await freshTicket()
    // Nor can ConnectWise be asked whether it has the entry, until the change is cancelled.
    await desk.world.connectWise.fault({ match: 'time/entries', times: -1, status: 503 })
    const change = await log({ ticketId })
    await expect.poll(async () => (await find(change.id))?.steps[1]?.attempts).toBe(1)
    await cancel(change.id)
    await desk.world.connectWise.clearFaults()
    const cancelled = await settled(change.id)

    expect([cancelled.state, endsOf(cancelled)]).toEqual(['CANCELLED', ['NOTE DONE', 'TIME SKIPPED', 'STATUS SKIPPED']])
    expect(cancelled.steps[0]?.vendorId).not.toBeNull()
    expect(cancelled.steps[1]?.reason).toBe('It was cancelled. ConnectWise was asked, and does not have this.')
    expect(await counts(change)).toEqual([1, 0])
  })

  test('and a step that was stored without an answer is found and DONE', async () => {
    const ticketId = await freshTicket()
    const { connectWise } = desk.world
    await connectWise.clearRequests()
    await connectWise.fault({ match: 'POST .*notes', times: 1, hang: true, afterStore: true })
    const change = await log({ ticketId })
    await untilAsked(/^POST .*notes/)
    const { change: asked } = await cancel(change.id)
    expect(asked).toMatchObject({ state: 'PENDING', cancelledBy: 'Priya Raman' })
    const cancelled = await settled(change.id)

    expect([cancelled.state, endsOf(cancelled)]).toEqual(['CANCELLED', ['NOTE DONE', 'TIME SKIPPED', 'STATUS SKIPPED']])
    expect(await counts(change)).toEqual([1, 0])
  })

  test('and a step that is stored late, after the gateway gave up, is found and DONE', async () => {
    const ticketId = await freshTicket()
    const { connectWise } = desk.world
    await connectWise.clearRequests()
    await connectWise.fault({ match: 'POST .*notes', times: 1, hang: true, storeAfterMs: 800 })
    const change = await log({ ticketId })
    await untilAsked(/^POST .*notes/)
    await cancel(change.id)
    const cancelled = await settled(change.id)

    expect(endsOf(cancelled)).toEqual(['NOTE DONE', 'TIME SKIPPED', 'STATUS SKIPPED'])
    expect(await counts(change)).toEqual([1, 0])
  })

  test('too late, and is DONE with the request still shown', async () => {
    const { connectWise } = desk.world
    const ticketId = await freshTicket()
    await connectWise.clearRequests()
    await connectWise.fault({ match: 'POST .*notes', times: 1, hang: true, afterStore: true })
    const change = await log({ ticketId, minutes: 0 })
    await untilAsked(/^POST .*notes/)
    await cancel(change.id)
    const done = await settled(change.id)

    expect([done.state, endsOf(done)]).toEqual(['DONE', ['NOTE DONE', 'TIME SKIPPED', 'STATUS SKIPPED']])
    expect(done.cancelRequestedAt).not.toBeNull()
    // Whoever asks again is told how it ended.
    expect(await cancel(change.id)).toMatchObject({ change: { state: 'DONE' }, userErrors: [] })
  })

  test('while ConnectWise is away: it says so, sends nothing more, and ends once ConnectWise can be asked', async () => {
    const { connectWise } = desk.world
    const ticketId = await freshTicket()
    await connectWise.clearRequests()
    await connectWise.fault({ match: 'POST .*notes', times: 1, reset: true })
    const change = await log({ ticketId })
    await untilAsked(/^POST .*notes/)
    await connectWise.fault(down)
    await cancel(change.id)
    await connectWise.clearRequests()
    // Longer than it takes until a read would tell for certain.
    await expect.poll(async () => (await connectWise.requests()).length, { interval: 100 }).toBeGreaterThan(3)
    expect(await find(change.id)).toMatchObject({ state: 'PENDING', cancelRequestedAt: expect.any(String) as string })
    await connectWise.clearFaults()

    const cancelled = await settled(change.id)
    expect([cancelled.state, endsOf(cancelled)]).toEqual([
      'CANCELLED',
      ['NOTE SKIPPED', 'TIME SKIPPED', 'STATUS SKIPPED'],
    ])
    expect((await connectWise.requests()).filter(({ method }) => method !== 'GET')).toEqual([])
  })

  test('where the feature is off', async () => {
    const ticketId = await freshTicket()
    const flag = (enabled: boolean) =>
      desk.world.query(
        'mutation ($input: SetFeatureFlagInput!) { setFeatureFlag(input: $input) { userErrors { message } } }',
        { input: { key: 'connectwise_integration', tenantId: 'acme', enabled } },
        { role: 'admin' },
      )
    await desk.world.connectWise.fault({ match: 'GET .*tickets', times: -1, status: 503 })
    const change = await log({ ticketId })
    await flag(false)
    expect(await cancel(change.id)).toMatchObject({ change: { state: 'CANCELLED' }, userErrors: [] })
    await flag(true)
  })
})

describe('cancelling', () => {
  test('twice at once, and again later, is cancelling once', async () => {
    await desk.world.connectWise.fault({ match: 'GET .*tickets', times: -1, status: 503 })
    const change = await log({ ticketId: await freshTicket() })
    const answers = await Promise.all([cancel(change.id), cancel(change.id), cancel(change.id)])
    const again = await cancel(change.id)

    for (const answer of [...answers, again]) {
      expect(answer).toMatchObject({ change: { id: change.id, state: 'CANCELLED' }, userErrors: [] })
    }
    expect(new Set([...answers, again].map((answer) => answer.change?.cancelRequestedAt)).size).toBe(1)
  })

  test('is final: it cannot be retried, and its key brings it back as it is', async () => {
    await desk.world.connectWise.fault({ match: 'GET .*tickets', times: -1, status: 503 })
    const input = { ticketId: await freshTicket(), idempotencyKey: randomUUID() }
    const change = await log(input)
    await cancel(change.id)

    expect(await ask('retryChange', { changeId: change.id })).toMatchObject({
      change: null,
      userErrors: [
        { field: ['changeId'], code: 'BAD_USER_INPUT', message: expect.stringContaining('CANCELLED') as string },
      ],
    })
    expect((await desk.log(input)).change).toMatchObject({ id: change.id, state: 'CANCELLED' })
  })

  test('is for changes that are PENDING', async () => {
    const change = await log({ ticketId: await freshTicket(), minutes: 0 })
    expect((await settled(change.id)).state).toBe('DONE')
    expect(await cancel(change.id)).toMatchObject({
      change: null,
      userErrors: [
        { field: ['changeId'], code: 'BAD_USER_INPUT', message: expect.stringContaining('is DONE') as string },
      ],
    })
    for (const id of ['acme:NOTTHERE00', 'acme', `acme:${'x'.repeat(10_000)}`]) {
      expect(await cancel(id), id.slice(0, 20)).toMatchObject({ change: null, userErrors: [{ code: 'NOT_FOUND' }] })
      expect(await find(id)).toBeNull()
    }
    expect((await ask('cancelChange', { changeId: change.id, waitSeconds: 9 })).userErrors).toMatchObject([
      { field: ['waitSeconds'], code: 'BAD_USER_INPUT' },
    ])
  })

  test('needs the role OPERATOR for its tenant, as asking for the change does', async () => {
    await desk.world.connectWise.fault({ match: 'GET .*tickets', times: -1, status: 503 })
    const change = await log({ ticketId: await freshTicket() })
    const callers: Caller[] = [{ role: 'viewer' }, { token: await desk.world.token('operator', 'globex') }]
    for (const caller of callers) {
      expect((await cancel(change.id, caller)).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
      const { body } = await desk.world.query('query ($id: ID!) { change(id: $id) { id } }', { id: change.id }, caller)
      expect([body.data, body.errors?.[0]?.extensions.code]).toEqual([{ change: null }, 'FORBIDDEN'])
    }
    expect((await find(change.id))?.state).toBe('PENDING')
    expect((await cancel(change.id, { token: await desk.world.token('operator', 'acme') })).change?.state).toBe(
      'CANCELLED',
    )
  })
})
