import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startWorld, type World } from '../../support/world.ts'
import type { ChangeTimes } from '../../../server/changes/change-times.ts'
import { fastTimes, logChange, type LogChangeAnswer } from './change-world.ts'

let world: World
let ticketId: number
let boardId: number

interface Row {
  id: number
  [name: string]: unknown
}
type Company = { tickets: Row[]; notes: Row[]; timeEntries: Row[]; statuses: Row[] }

const stateOf = async () => ((await world.connectWise.state()) as unknown as Record<string, Company>)['acme']!
const idOf = (value: unknown) => (value as { id: number }).id

async function start(changes: Partial<ChangeTimes>): Promise<void> {
  world = await startWorld({ tenants: true, scale: 0.1, changes })
  const { tickets } = await stateOf()
  const open = tickets.find((row) => row['closedFlag'] === false) ?? tickets[0]!
  ticketId = open.id
  boardId = idOf(open['board'])
}
// A machine that is busy for a moment must not look like a ConnectWise that does not answer, or like a gateway that was
// held up between recording a send and making it.
beforeAll(() => start({ ...fastTimes, timeoutMs: 3_000, marginMs: 2_000, leaseMs: 15_000, waitMs: 15_000 }))
afterAll(() => world.close())
afterEach(() => world.connectWise.clearFaults())

async function log(input: Record<string, unknown>, caller: Record<string, unknown> = { role: 'operator' }) {
  const usual = { tenantId: 'acme', ticketId, idempotencyKey: randomUUID(), note: 'Moved a desk phone.', minutes: 10 }
  const answer = await world.query<LogChangeAnswer>(logChange, { input: { ...usual, ...input } }, caller)
  return { ...answer.body.data?.logChange, errors: answer.body.errors }
}

/** What ConnectWise has with the reference of a change. */
async function delivered(changeId: string) {
  const reference = changeId.split(':')[1]!
  const { notes, timeEntries } = await stateOf()
  const has = (row: Row, name: string) => String(row[name]).includes(reference)
  return {
    notes: notes.filter((row) => has(row, 'text')),
    timeEntries: timeEntries.filter((row) => has(row, 'notes')),
  }
}

test('the same key is the same change, and with other content it is refused', async () => {
  const idempotencyKey = randomUUID()
  const [one, other] = await Promise.all([log({ idempotencyKey }), log({ idempotencyKey })])
  const again = await log({ idempotencyKey })
  const changed = await log({ idempotencyKey, note: 'Something else.' })

  expect(other.change?.id).toBe(one.change?.id)
  expect(again.change?.id).toBe(one.change?.id)
  expect(changed).toMatchObject({
    change: null,
    userErrors: [{ field: ['idempotencyKey'], code: 'IDEMPOTENCY_KEY_REUSED' }],
  })
  expect((await delivered(one.change!.id)).notes).toHaveLength(1)
})

test('a write whose answer is lost after storing, or comes as an error, is found and not repeated', async () => {
  for (const fault of [
    { afterStore: true, reset: true },
    { afterStore: true, status: 500, html: true },
    { afterStore: true, hang: true },
  ]) {
    await world.connectWise.fault({ match: 'POST .*(notes|time/entries)', times: 2, ...fault })
    const { change } = await log({})

    expect(change?.steps.map(({ kind, state, attempts }) => [kind, state, attempts])).toEqual([
      ['NOTE', 'DONE', 1],
      ['TIME', 'DONE', 1],
      ['STATUS', 'SKIPPED', 0],
    ])
    const { notes, timeEntries } = await delivered(change!.id)
    expect([notes.length, timeEntries.length]).toEqual([1, 1])
    await world.connectWise.clearFaults()
  }
})

test('a write that was not stored is sent again, once it is certain that it will not be', async () => {
  await world.connectWise.fault({
    match: 'POST .*notes',
    times: 1,
    status: 429,
    body: { error: 'ConnectWiseAPI', message: 'Too many' },
  })
  await world.connectWise.fault({ match: 'POST .*time/entries', times: 1, hang: true })
  const idempotencyKey = randomUUID()
  const { change } = await log({ idempotencyKey })
  await expect.poll(async () => (await log({ idempotencyKey })).change?.state).toBe('DONE')

  const { change: done } = await log({ idempotencyKey })
  expect(done?.steps.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['DONE', 2],
    ['DONE', 2],
    ['SKIPPED', 0],
  ])
  const { notes, timeEntries } = await delivered(change!.id)
  expect([notes.length, timeEntries.length]).toEqual([1, 1])
})

test('a status of another board is refused with the board’s own', async () => {
  const { statuses } = await stateOf()
  const foreign = statuses.find((row) => idOf(row['board']) !== boardId)!.id
  const { change, userErrors } = await log({ statusId: foreign })

  expect(change).toBeNull()
  expect(userErrors).toEqual([
    { field: ['statusId'], code: 'BAD_USER_INPUT', message: expect.stringContaining('has:') as string },
  ])
})

test('what is wrong with an input is told at once, and an unknown ticket or tenant', async () => {
  const { userErrors } = await log({ note: ' ', minutes: 1_441, idempotencyKey: '', memberIdentifier: 'a b' })
  expect(userErrors?.map(({ field }) => field)).toEqual([
    ['idempotencyKey'],
    ['minutes'],
    ['memberIdentifier'],
    ['note'],
  ])
  expect(await log({ ticketId: 2_000_000_000 })).toMatchObject({
    change: null,
    userErrors: [{ field: ['ticketId'], code: 'NOT_FOUND' }],
  })
  expect(await log({ tenantId: 'nowhere' })).toMatchObject({ userErrors: [{ field: ['tenantId'], code: 'NOT_FOUND' }] })
})

test('nothing leaves for somebody who may not, or where the feature is off', async () => {
  await world.connectWise.clearRequests()
  const token = await world.token('operator', 'globex')

  expect((await log({}, { token })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  expect((await log({}, { role: 'viewer' })).errors?.[0]?.extensions.code).toBe('FORBIDDEN')
  expect((await log({ tenantId: 'initech' })).errors?.[0]?.extensions.code).toBe('FEATURE_DISABLED')
  expect(await world.connectWise.requests()).toEqual([])
})

test('switched off in the middle, a change waits and says so; switched on, it goes on', async () => {
  await world.connectWise.fault({ match: 'POST .*notes', times: 1, status: 500 })
  const idempotencyKey = randomUUID()
  const logging = log({ idempotencyKey })
  const flag = (enabled: boolean) =>
    world.query(
      'mutation ($input: SetFeatureFlagInput!) { setFeatureFlag(input: $input) { userErrors { message } } }',
      { input: { key: 'connectwise_integration', tenantId: 'acme', enabled } },
      { role: 'admin' },
    )
  await expect.poll(async () => (await world.connectWise.requests()).some(({ status }) => status === 500)).toBe(true)
  await flag(false)
  const { change } = await logging
  expect(change).toMatchObject({
    state: 'PENDING',
    steps: [{ reason: expect.stringContaining('switched off') as string }, {}, {}],
  })
  const list = `{ tenant(id: "acme") { connectWise { changes(first: 1) { totalCount nodes { id state } pageInfo { hasNextPage } } } } }`
  expect((await world.query(list, {}, { role: 'operator' })).body.data).toMatchObject({
    tenant: {
      connectWise: { changes: { nodes: [{ id: change?.id, state: 'PENDING' }], pageInfo: { hasNextPage: true } } },
    },
  })
  await flag(true)
  await expect.poll(async () => (await log({ idempotencyKey })).change?.state).toBe('DONE')
  expect((await delivered(change!.id)).notes).toHaveLength(1)
})

describe('without any trouble', () => {
  beforeAll(async () => {
    await world.close()
    // However busy the machine is, no answer is late.
    await start({ ...fastTimes, timeoutMs: 60_000, marginMs: 2_000, leaseMs: 300_000, waitMs: 80_000 })
  })

  test('a change is delivered: note, time and status, each once, and the ticket is as it is after it', async () => {
    const { statuses } = await stateOf()
    const status = statuses.findLast((row) => idOf(row['board']) === boardId && !row['inactive'])!.id
    const { change, ticket, userErrors } = await log({
      note: 'Customer confirmed.',
      change: {
        kind: 'DID_UPDATED',
        subject: '+1 555 0100',
        fields: [{ name: 'Forward to', before: null, after: '204' }],
      },
      minutes: 44,
      statusId: status,
    })

    expect(userErrors).toEqual([])
    expect(change).toMatchObject({ state: 'DONE', minutes: 44, statusId: status })
    expect(change?.steps.map(({ kind, state, attempts }) => [kind, state, attempts])).toEqual([
      ['NOTE', 'DONE', 1],
      ['TIME', 'DONE', 1],
      ['STATUS', 'DONE', 1],
    ])
    const reference = change!.id.split(':')[1]
    expect(change?.note).toBe(
      `DID changed: +1 555 0100\nForward to: (not set) → 204\n\nCustomer confirmed.\n\nLogged by ${change?.operator} · 44 min · Ref ${reference}`,
    )
    expect(ticket).toEqual({ ticketId, status: { id: status } })
    const { notes, timeEntries } = await delivered(change!.id)
    expect(notes).toMatchObject([{ text: change!.note, internalAnalysisFlag: true }])
    expect(timeEntries).toMatchObject([{ chargeToId: ticketId, actualHours: 0.73 }])
  })
})
