import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import type { CompanyState, ConnectWiseState } from '../../support/connectwise-state.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import { startGateway, startWorldSimulators, type Gateway } from '../../support/world.ts'
import { changeFields, fastTimes, logChange, type LogChangeAnswer, type LoggedChange } from './change-world.ts'

/* One tenant and two ConnectWise servers, each with a company acme and tickets of the same numbers. */

let simulators: Simulators
let otherSimulators: Simulators
let gateway: Gateway
let here: VendorControl<ConnectWiseState>
let there: VendorControl<ConnectWiseState>
let tickets: number[]

const acmeOf = async (server: VendorControl<ConnectWiseState>): Promise<CompanyState> => (await server.state())['acme']!

beforeAll(async () => {
  ;[simulators, otherSimulators] = await Promise.all([
    startWorldSimulators({ scale: 0.1 }),
    startWorldSimulators({ scale: 0.1 }),
  ])
  const hosts = [simulators, otherSimulators].map(({ environment }) => environment['CONNECTWISE_ALLOWED_HOSTS'])
  gateway = await startGateway(simulators, {
    tenants: true,
    changes: { ...fastTimes, waitMs: 3_000 },
    environment: { CONNECTWISE_ALLOWED_HOSTS: hosts.join() },
  })
  here = createVendorControl(simulators.connectWise.url)
  there = createVendorControl(otherSimulators.connectWise.url)
  tickets = (await acmeOf(here)).tickets.filter(({ closedFlag }) => !closedFlag).map(({ id }) => id)
})
afterAll(async () => {
  await gateway.close()
  await Promise.all([simulators.close(), otherSimulators.close()])
})
afterEach(async () => {
  await here.clearFaults()
  await lead(simulators)
})

const saveCredentials = `mutation ($input: SaveConnectWiseCredentialsInput!) {
  saveConnectWiseCredentials(input: $input) { userErrors { field message } } }`
const payload = `{ change { ${changeFields} } userErrors { field message code } }`

/** Points the tenant at one of the servers. */
async function lead(to: Simulators): Promise<void> {
  const input = { tenantId: 'acme', ...to.connectWise.credentials('acme') }
  const { body } = await gateway.query(saveCredentials, { input }, { role: 'admin' })
  expect(body.data).toEqual({ saveConnectWiseCredentials: { userErrors: [] } })
}

async function ask(field: string, type: string, input: object): Promise<LoggedChange> {
  const document = `mutation ($input: ${type}!) { answer: ${field}(input: $input) ${payload} }`
  const { body } = await gateway.query<{ answer: LogChangeAnswer['logChange'] }>(
    document,
    { input },
    { role: 'operator' },
  )
  expect(body.data?.answer.userErrors).toEqual([])
  return body.data!.answer.change!
}

async function log(ticketId: number, input: Record<string, unknown> = {}): Promise<LoggedChange> {
  const usual = { tenantId: 'acme', ticketId, idempotencyKey: randomUUID(), note: 'Moved a desk phone.', minutes: 10 }
  const { body } = await gateway.query<LogChangeAnswer>(
    logChange,
    { input: { ...usual, ...input } },
    { role: 'operator' },
  )
  return body.data!.logChange.change!
}

async function find(id: string): Promise<LoggedChange> {
  const { body } = await gateway.query<{ change: LoggedChange }>(
    `query ($id: ID!) { change(id: $id) { ${changeFields} } }`,
    { id },
    { role: 'operator' },
  )
  return body.data!.change
}

/** How many notes and time entries a server has with the reference of a change. */
async function delivered(server: VendorControl<ConnectWiseState>, { id }: LoggedChange): Promise<[number, number]> {
  const reference = id.split(':')[1]!
  const { notes, timeEntries } = await acmeOf(server)
  return [
    notes.filter(({ text }) => text.includes(reference)).length,
    timeEntries.filter((entry) => (entry as { notes?: string }).notes?.includes(reference)).length,
  ]
}

const expectToWait = (id: string) =>
  expect
    .poll(async () => (await find(id)).steps.map(({ reason }) => reason).join(''))
    .toMatch(/another ConnectWise server/)

test('a change waits while its tenant is pointed at another server, and arrives where it was logged for', async () => {
  const ticketId = tickets[0]!
  await here.fault({ match: '.', times: -1, status: 503 })
  const change = await log(ticketId, { waitSeconds: 0 })
  await lead(otherSimulators)
  await here.clearFaults()
  await expectToWait(change.id)

  expect((await find(change.id)).state).toBe('PENDING')
  expect((await find(change.id)).steps.map(({ reason }) => reason).join('')).not.toMatch(/127\.0\.0\.1|localhost|:\d/)
  expect(await delivered(there, change)).toEqual([0, 0])
  await lead(simulators)
  await expect.poll(async () => (await find(change.id)).state).toBe('DONE')
  expect([await delivered(here, change), await delivered(there, change)]).toEqual([
    [1, 1],
    [0, 0],
  ])
})

test('what waits for one server does not hold up the other’s ticket of the same number, and is not listed on it', async () => {
  const ticketId = tickets[1]!
  await here.fault({ match: '.', times: -1, status: 503 })
  const waiting = await log(ticketId, { waitSeconds: 0 })
  await lead(otherSimulators)
  const other = await log(ticketId)

  expect(other.state).toBe('DONE')
  expect(await delivered(there, other)).toEqual([1, 1])
  expect((await find(waiting.id)).state).toBe('PENDING')
  const { body } = await gateway.query(
    `query ($ticketId: Int!) { tenant(id: "acme") { connectWise { ticket(ticketId: $ticketId) { changes { id } } } } }`,
    { ticketId },
    { role: 'operator' },
  )
  expect(body.data).toEqual({ tenant: { connectWise: { ticket: { changes: [{ id: other.id }] } } } })
  await ask('cancelChange', 'CancelChangeInput', { changeId: waiting.id, waitSeconds: 0 })
})

test('a change of another server can be retried and then waits, and can be cancelled', async () => {
  const ticketId = tickets[2]!
  const refusal = { code: 'InvalidObject', message: 'it is invalid', errors: [{ message: 'Not now.' }] }
  await here.fault({ match: 'POST .*time/entries', times: 1, status: 400, body: refusal })
  const failed = await log(ticketId)
  expect(failed.state).toBe('FAILED')
  await lead(otherSimulators)
  await ask('retryChange', 'RetryChangeInput', { changeId: failed.id, waitSeconds: 0 })
  await expectToWait(failed.id)
  expect(await delivered(there, failed)).toEqual([0, 0])

  await ask('cancelChange', 'CancelChangeInput', { changeId: failed.id, waitSeconds: 0 })
  await lead(simulators)
  await expect.poll(async () => (await find(failed.id)).state).toBe('CANCELLED')
  expect((await find(failed.id)).steps.map(({ state }) => state)).toEqual(['DONE', 'SKIPPED', 'SKIPPED'])
  expect(await delivered(here, failed)).toEqual([1, 0])
})
