import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startGateway, startWorld, type Gateway, type World } from '../../support/world.ts'
import { startDatabases, type Databases } from '../database/databases.ts'
import { fastTimes, logChange, type LogChangeAnswer } from './change-world.ts'

let databases: Databases
let world: World
let other: Gateway
let ticketIds: number[]

interface Company {
  tickets: { id: number; closedFlag: boolean }[]
  notes: { text: string }[]
  timeEntries: { notes: string }[]
}

const stateOf = async () => ((await world.connectWise.state()) as unknown as Record<string, Company>)['acme']!

beforeAll(async () => {
  databases = await startDatabases('postgres')
  const environment = { DATABASE_URL: await databases.create() }
  // A call that a busy machine takes long over must not look like one that is never carried out.
  const changes = { ...fastTimes, timeoutMs: 3_000, leaseMs: 10_000, waitMs: 500 }
  world = await startWorld({ tenants: true, scale: 0.1, changes, environment })
  other = await startGateway(world.simulators, { tenants: true, changes, environment })
  ticketIds = (await stateOf()).tickets
    .filter(({ closedFlag }) => !closedFlag)
    .slice(0, 3)
    .map(({ id }) => id)
})
afterAll(async () => {
  await other.close()
  await world.close()
  await databases.close()
})

const log = async (gateway: Gateway, input: Record<string, unknown>) => {
  const usual = { tenantId: 'acme', idempotencyKey: randomUUID(), note: 'Moved a desk phone.', minutes: 10 }
  const answer = await gateway.query<LogChangeAnswer>(
    logChange,
    { input: { ...usual, ...input } },
    { role: 'operator' },
  )
  return { change: answer.body.data?.logChange?.change, errors: answer.body.errors }
}

async function expectOnce(keys: readonly { idempotencyKey: string; ticketId: number }[]) {
  await expect
    .poll(async () =>
      (await Promise.all(keys.map((key) => log(world, key)))).every(({ change }) => change?.state === 'DONE'),
    )
    .toBe(true)
  const { notes, timeEntries } = await stateOf()
  for (const key of keys) {
    const { change } = await log(other, key)
    const reference = change!.id.split(':')[1]!
    expect([
      notes.filter(({ text }) => text.includes(reference)).length,
      timeEntries.filter((entry) => entry.notes?.includes(reference)).length,
    ]).toEqual([1, 1])
  }
}

test('two gateways on one database deliver each change once, also one that both were given', async () => {
  await world.connectWise.fault({
    match: '(POST|GET) .*(notes|time/entries)',
    times: -1,
    probability: 0.2,
    status: 500,
  })
  await world.connectWise.fault({ match: 'POST .*notes', times: -1, probability: 0.2, afterStore: true, reset: true })
  const keys = Array.from({ length: 12 }, (_, n) => ({ idempotencyKey: randomUUID(), ticketId: ticketIds[n % 3]! }))
  const ids = await Promise.all(
    keys.map(async (key) => [(await log(world, key)).change?.id, (await log(other, key)).change?.id]),
  )

  expect(ids.every(([one, two]) => one !== undefined && one === two)).toBe(true)
  await expectOnce(keys)
  await world.connectWise.clearFaults()
})

test('without its database a gateway says so, and afterwards goes on with what was logged', async () => {
  await world.connectWise.fault({ match: 'POST .*notes', times: 2, status: 500 })
  const keys = ticketIds.slice(0, 2).map((ticketId) => ({ idempotencyKey: randomUUID(), ticketId }))
  await Promise.all(keys.map((key) => log(world, key)))
  await databases.stop()
  const away = { idempotencyKey: randomUUID(), ticketId: ticketIds[2]! }
  expect((await log(world, away)).errors?.[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
  await databases.start()

  await expect.poll(async () => (await log(world, away)).change?.state).toBe('DONE')
  await expectOnce([...keys, away])
})
