import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { WireStatus } from '../../support/connectwise-state.ts'
import { changeFields, type LogChangeAnswer, type LoggedChange } from './change-world.ts'
import { endsOf, patientTimes, referenceOf, startDesk, type Desk } from './desk.ts'

let desk: Desk
/** ConnectWise stores late by so much at most; short enough to wait for, long enough for a machine that is busy. */
const lateTimes = { timeoutMs: 3_000, lateStoreMs: 2_000, marginMs: 500 }
/** Of the board Help Desk, which has more than ten that do not close a ticket. */
let statuses: WireStatus[]

beforeAll(async () => {
  // Nobody waits for a delivery here: what is logged later must find earlier changes that are not delivered yet.
  desk = await startDesk({ scale: 0.3, changes: { ...patientTimes, ...lateTimes, waitMs: 0 } })
  const ticket = await desk.ticketOn('Help Desk')
  statuses = (await desk.statusesOf(ticket)).filter(({ closedStatus }) => !closedStatus)
})
afterAll(() => desk.world.close())
afterEach(() => desk.world.connectWise.clearFaults())

const list = `query ($ticketId: Int!) { tenant(id: "acme") { connectWise { ticket(ticketId: $ticketId) {
  changes(first: 100) { ${changeFields} } } } } }`
const retry = `mutation ($input: RetryChangeInput!) { retryChange(input: $input) {
  change { ${changeFields} } ticket { ticketId status { id } } userErrors { field message code } } }`

/** The changes of a ticket, oldest first. */
async function changesOf(ticketId: number): Promise<LoggedChange[]> {
  const { body } = await desk.world.query<{ tenant: { connectWise: { ticket: { changes: LoggedChange[] } } } }>(
    list,
    { ticketId },
    { role: 'operator' },
  )
  return body.data?.tenant.connectWise.ticket.changes.toReversed() ?? []
}

async function settled(ticketId: number): Promise<LoggedChange[]> {
  const states = async () => new Set((await changesOf(ticketId)).map(({ state }) => state))
  await expect.poll(async () => (await states()).has('PENDING'), { interval: 100 }).toBe(false)
  return changesOf(ticketId)
}

const statusOf = async (ticketId: number) => (await desk.state()).tickets.find(({ id }) => id === ticketId)?.status.id

/** The references of a ticket's notes in the order in which ConnectWise got them. */
async function notesInOrder(ticketId: number, changes: readonly LoggedChange[]): Promise<(string | undefined)[]> {
  const { notes } = await desk.state()
  const references = changes.map(({ id }) => referenceOf(id))
  return notes
    .filter((note) => note.ticketId === ticketId && note.text.includes('Logged by '))
    .toSorted((a, b) => a.id - b.id)
    .map(({ text }) => references.find((reference) => text.includes(reference)))
}

test('ten changes on a ticket are delivered in order through all trouble, and the last one’s status stands', async () => {
  const { id: ticketId } = await desk.ticketOn('Help Desk')
  const { connectWise } = desk.world
  const often = { times: -1, probability: 0.2 }
  await connectWise.fault({ match: 'POST .*notes', ...often, afterStore: true, reset: true })
  await connectWise.fault({ match: 'POST .*time/entries', ...often, status: 500, html: true })
  await connectWise.fault({ match: 'PATCH ', ...often, afterStore: true, status: 500 })
  // Stored late, by a ConnectWise that has not answered: within what is waited for.
  await connectWise.fault({ match: '(POST|PATCH) ', times: 3, probability: 0.2, hang: true, storeAfterMs: 3_500 })
  await connectWise.fault({ match: 'GET .*notes', ...often, reset: true })
  await connectWise.clearRequests()
  for (let n = 0; n < 10; n++) {
    const { change } = await desk.log({ ticketId, note: `Step ${n}.`, statusId: statuses[n]!.id })
    expect(change?.state).not.toBe('FAILED')
  }
  const changes = await settled(ticketId)

  expect(changes.map(({ note }) => /^Step \d/.exec(note)?.[0])).toEqual(
    Array.from({ length: 10 }, (_, n) => `Step ${n}`),
  )
  expect(changes.map(endsOf)).toEqual(changes.map(() => ['NOTE DONE', 'TIME DONE', 'STATUS DONE']))
  expect(await notesInOrder(ticketId, changes)).toEqual(changes.map(({ id }) => referenceOf(id)))
  for (const { id } of changes) expect((await desk.delivered(id)).timeEntries).toHaveLength(1)
  expect(await statusOf(ticketId)).toBe(statuses[9]!.id)

  // Whatever was sent again, no status of an earlier change was set after a later one's.
  const requests = await connectWise.requests()
  const set = requests
    .filter(({ method }) => method === 'PATCH')
    .map(({ body }) => statuses.findIndex(({ id }) => id === (body as { value: { id: number } }[])[0]?.value.id))
  expect(set).toEqual(set.toSorted((a, b) => a - b))
  expect(new Set(set).size).toBe(10)
  expect(requests.filter(({ fault }) => fault !== null).length).toBeGreaterThan(3)
})

test('a change that failed does not block what was logged after it', async () => {
  const { id: ticketId } = await desk.ticketOn('Help Desk', 1)
  // The first one has to wait, so that the others are behind it.
  await desk.world.connectWise.fault({ match: 'POST .*notes', times: 1, status: 500 })
  const log = (n: number, input = {}) => desk.log({ ticketId, note: `Step ${n}.`, statusId: statuses[n]!.id, ...input })
  const logged = [await log(0), await log(1, { memberIdentifier: 'nobody.here' }), await log(2)]
  expect(logged.map(({ change }) => change?.state)).toEqual(['PENDING', 'PENDING', 'PENDING'])
  const changes = await settled(ticketId)

  expect(changes.map(endsOf)).toEqual([
    ['NOTE DONE', 'TIME DONE', 'STATUS DONE'],
    ['NOTE FAILED', 'TIME PENDING', 'STATUS PENDING'],
    ['NOTE DONE', 'TIME DONE', 'STATUS DONE'],
  ])
  expect(changes[1]?.steps[0]?.reason).toContain('nobody.here')
  expect(await notesInOrder(ticketId, changes)).toEqual([0, 2].map((n) => referenceOf(changes[n]!.id)))
  expect(await statusOf(ticketId)).toBe(statuses[2]!.id)
})

const refusal = { code: 'InvalidObject', message: 'ticket object is invalid', errors: [{ message: 'Not now.' }] }

/** Logs a change whose status is refused for good, and gives it once it is FAILED. */
async function failAtStatus(ticketId: number, statusId: number): Promise<LoggedChange> {
  await desk.world.connectWise.fault({ match: 'PATCH ', times: 1, status: 400, body: refusal })
  await desk.log({ ticketId, idempotencyKey: randomUUID(), statusId })
  const failed = (await settled(ticketId)).at(-1)!
  expect([failed.state, endsOf(failed), failed.steps[2]?.reason]).toMatchObject([
    'FAILED',
    ['NOTE DONE', 'TIME DONE', 'STATUS FAILED'],
    expect.stringContaining('Not now.') as string,
  ])
  return failed
}

async function retried(changeId: string, ticketId: number): Promise<LoggedChange | undefined> {
  const { body } = await desk.world.query<{ retryChange: LogChangeAnswer['logChange'] }>(
    retry,
    { input: { changeId } },
    { role: 'operator' },
  )
  expect(body.data?.retryChange.userErrors).toEqual([])
  return (await settled(ticketId)).find(({ id }) => id === changeId)
}

test('a change retried does not set its status over that of a later one', async () => {
  const { id: ticketId } = await desk.ticketOn('Help Desk', 2)
  const failed = await failAtStatus(ticketId, statuses[3]!.id)
  await desk.log({ ticketId, statusId: statuses[4]!.id })
  await settled(ticketId)
  await desk.world.connectWise.clearRequests()
  const again = await retried(failed.id, ticketId)

  expect([again?.state, endsOf(again), again?.steps[2]?.reason]).toEqual([
    'DONE',
    ['NOTE DONE', 'TIME DONE', 'STATUS SKIPPED'],
    'A change that was logged later has set the status meanwhile.',
  ])
  expect(await statusOf(ticketId)).toBe(statuses[4]!.id)
  expect((await desk.world.connectWise.requests()).filter(({ method }) => method !== 'GET')).toEqual([])
})

test('a change retried sets its status where later ones left the status alone', async () => {
  const { id: ticketId } = await desk.ticketOn('Help Desk', 2)
  const failed = await failAtStatus(ticketId, statuses[5]!.id)
  await desk.log({ ticketId })
  await settled(ticketId)
  const again = await retried(failed.id, ticketId)

  expect([again?.state, again?.steps.map(({ attempts }) => attempts)]).toEqual(['DONE', [1, 1, 2]])
  expect(await statusOf(ticketId)).toBe(statuses[5]!.id)
})
