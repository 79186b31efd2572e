import { afterEach, beforeEach, expect, test } from 'vitest'
import { VendorError } from '../../../../server/errors/vendor-error.ts'
import { takeSlots } from '../../../support/planners.ts'
import { ticket } from '../answering-connectwise.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'
import { granted } from './fake-connectwise.ts'
import { startDeliverer } from './start-deliverer.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const over = { kind: 'over' }
const timeOut = () => Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'No answer.'))
const reasonsOf = async (id: string) => (await store.find(id)).steps.map(({ reason }) => reason)
const waitOf = async (id: string) => (await store.find(id)).dueAt - store.clock.now

/** Records a step as sent, with its outcome unknown. */
async function send(id: string, kind: 'NOTE' | 'STATUS' = 'NOTE') {
  await store.deliveries.claim(leaseOf('before'))
  await store.deliveries.beginSend(leaseOf('before'), id, { kind, attempts: 0 })
  await store.deliveries.release(leaseOf('before'))
}

test.each(['service', 'project'] as const)('a ticket that is not known is asked for first, once: %s', async (kind) => {
  const { id } = await store.insert('a', { isProject: null })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.readTicket = async () => ({ ...ticket, kind })
  await run(id)

  expect(connectWise.calls()).toEqual(['readTicket', 'addNote', 'addTimeEntry', 'setStatus'])
  expect(connectWise.asked[0]?.[1]).toBe(1)
  expect(connectWise.asked[1]?.[1]).toMatchObject({ ticketId: 1, isProject: kind === 'project' })
  expect(await store.find(id)).toMatchObject({ state: 'DONE', isProject: kind === 'project', statusId: 10 })
})

test('a ticket that is not in ConnectWise fails the change', async () => {
  const { id } = await store.insert('a', { isProject: null })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.readTicket = async () => null
  await run(id)

  expect(await store.statesOf(id)).toBe('FAILED FAILED PENDING PENDING')
  expect((await reasonsOf(id))[0]).toBe('Ticket 1 is not in ConnectWise, or its API member may not see it.')
})

test('a question for the ticket without an answer waits, and nothing is sent', async () => {
  const { id } = await store.insert('a', { isProject: null })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.readTicket = timeOut

  expect(await run(id)).toEqual(over)
  expect([connectWise.calls(), await waitOf(id), await reasonsOf(id)]).toEqual([
    ['readTicket'],
    5_000,
    ['No answer.', null, null],
  ])
  expect((await store.find(id)).steps[0]?.sentAt).toBeNull()
})

test('a default status is that of the ticket’s board', async () => {
  const { id } = await store.insert('a', { statusMode: 'default', statusId: null, plannedSteps: ['STATUS'] })
  const { run, connectWise, tenant } = startDeliverer(store)
  const defaultStatuses = [
    { boardId: 4, statusId: 44 },
    { boardId: 5, statusId: 55 },
  ]
  tenant.access = { ...granted, defaults: { ...granted.defaults, defaultStatuses } }
  await run(id)

  expect(connectWise.calls()).toEqual(['readTicket', 'setStatus'])
  expect(connectWise.asked[1]?.[2]).toBe(55)
  expect(await store.find(id)).toMatchObject({ state: 'DONE', statusId: 55, isProject: false })
})

test('a status that was given is set, whatever the default of the board', async () => {
  const { id } = await store.insert('a', { isProject: null, plannedSteps: ['STATUS'] })
  const { run, connectWise, tenant } = startDeliverer(store)
  tenant.access = { ...granted, defaults: { ...granted.defaults, defaultStatuses: [{ boardId: 5, statusId: 55 }] } }
  await run(id)

  expect(connectWise.asked.map(([name, , given]) => [name, name === 'setStatus' && given])).toEqual([
    ['readTicket', false],
    ['setStatus', 10],
  ])
})

test('a board without a default status skips the status', async () => {
  const { id } = await store.insert('a', { statusMode: 'default', statusId: null, plannedSteps: ['STATUS'] })
  const { run, connectWise, outcomes } = startDeliverer(store)
  await run(id)

  expect(connectWise.calls()).toEqual(['readTicket'])
  expect(outcomes).toEqual(['acme:a STATUS skipped'])
  expect(await store.statesOf(id)).toBe('DONE SKIPPED SKIPPED SKIPPED')
  expect((await reasonsOf(id))[2]).toBe('The tenant has no default status for the board Voice.')
})

test('a note does not wait for a status that is not known', async () => {
  const { id } = await store.insert('a', { statusMode: 'default', statusId: null, plannedSteps: ['NOTE', 'STATUS'] })
  const { run, connectWise } = startDeliverer(store)
  await run(id)

  expect(connectWise.calls()).toEqual(['addNote', 'readTicket'])
})

test('without access nothing is asked or sent, and the run says why', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise, tenant } = startDeliverer(store)
  tenant.access = { isGranted: false, reason: 'Switched off.' }

  expect(await run(id)).toEqual({ kind: 'denied', reason: 'Switched off.' })
  expect([connectWise.calls(), tenant.checks]).toEqual([[], ['acme']])
  expect(await reasonsOf(id)).toEqual(['Switched off.', null, null])
})

test('the access is checked before each step', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise, tenant } = startDeliverer(store)
  connectWise.answers.addNote = async () => {
    tenant.access = { isGranted: false, reason: 'Switched off.' }
    return 101
  }

  expect(await run(id)).toEqual({ kind: 'denied', reason: 'Switched off.' })
  expect(await store.statesOf(id)).toBe('PENDING DONE PENDING PENDING')
})

test.each([
  [
    { companyId: 'globex', server: 'https://one.test' },
    'It was logged for ConnectWise’s company acme, and the tenant’s credentials now lead to globex. It waits until they lead there again, or is cancelled.',
  ],
  [
    { companyId: 'ACME', server: 'https://two.test' },
    'It was logged for another ConnectWise server than the tenant’s credentials lead to now. It waits until they lead there again, or is cancelled.',
  ],
])('a change waits while the credentials lead to %j', async (system, reason) => {
  const { id } = await store.insert('a')
  const { run, connectWise, tenant } = startDeliverer(store)
  tenant.access = { ...granted, system }

  expect(await run(id)).toEqual(over)
  expect([connectWise.calls(), (await reasonsOf(id))[0], await waitOf(id)]).toEqual([[], reason, 30_000])
})

test('a change goes on where the company is the same in other letters, and its server was not known', async () => {
  const { id } = await store.insert('a', { companyId: 'ACME', server: null })
  await startDeliverer(store).run(id)

  expect((await store.find(id)).state).toBe('DONE')
})

test('a change that was cancelled after a send is found out, and nothing more of it is sent', async () => {
  const { id } = await store.insert('a')
  await send(id)
  await store.states.cancel(id, { by: 'Olga', at: startAt })
  const { run, connectWise, outcomes } = startDeliverer(store)
  await run(id)
  expect([connectWise.calls(), await waitOf(id)]).toEqual([['findNote'], 1_000])

  store.pass(22_000)
  await run(id)
  expect(connectWise.calls()).toEqual(['findNote', 'findNote'])
  expect(outcomes).toEqual(['acme:a NOTE absent'])
  expect(await store.statesOf(id)).toBe('CANCELLED SKIPPED SKIPPED SKIPPED')
  expect((await reasonsOf(id))[0]).toBe('It was cancelled. ConnectWise was asked, and does not have this.')
})

test('a cancelled change whose send did not leave is skipped without asking for access or a slot', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['STATUS'] })
  await send(id, 'STATUS')
  await store.states.cancel(id, { by: 'Olga', at: startAt })
  await store.deliveries.claim(leaseOf('before'))
  await store.deliveries.markUnsent(leaseOf('before'), id, { kind: 'STATUS', attempts: 1 })
  await store.deliveries.release(leaseOf('before'))
  const taken: string[] = []
  const { run, tenant, outcomes } = startDeliverer(store, {
    async takeSlot(tenantId) {
      taken.push(tenantId)
      return null
    },
  })
  await run(id)

  expect([tenant.checks, taken, outcomes]).toEqual([[], [], ['acme:a STATUS skipped']])
  expect(await store.statesOf(id)).toBe('CANCELLED SKIPPED SKIPPED SKIPPED')
  expect((await reasonsOf(id))[2]).toBe('It was cancelled before this was sent.')
})

test('a status that a later change has set is not set again, and ConnectWise is not asked', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE', 'STATUS'] })
  const { id: later } = await store.insert('b', { plannedSteps: ['STATUS'] })
  await store.deliveries.finish(later, { kind: 'STATUS', attempts: 0 }, { state: 'DONE', vendorId: 10, at: startAt })
  const { run, connectWise, tenant } = startDeliverer(store)
  await run(id)

  expect([connectWise.calls(), tenant.checks]).toEqual([['addNote'], ['acme']])
  expect(await store.statesOf(id)).toBe('DONE DONE SKIPPED SKIPPED')
  expect((await reasonsOf(id))[2]).toBe('A change that was logged later has set the status meanwhile.')
})

test('a slot is taken for each write of the tenant, and for no question', async () => {
  const { id } = await store.insert('a', { isProject: null, statusId: null, statusMode: 'default' })
  await store.insert('b')
  const taken: string[] = []
  const take = takeSlots(10, 1_000_000)
  const takeSlot = (tenantId: string, signal: AbortSignal) => {
    taken.push(tenantId)
    return take(tenantId, 0, signal)
  }
  const { run, connectWise, tenant } = startDeliverer(store, { takeSlot })
  const defaultStatuses = [{ boardId: 5, statusId: 55 }]
  tenant.access = { ...granted, defaults: { ...granted.defaults, defaultStatuses } }
  await run(id)

  expect(connectWise.calls()).toEqual(['readTicket', 'addNote', 'addTimeEntry', 'readTicket', 'setStatus'])
  expect(taken).toEqual(['acme', 'acme', 'acme'])
  expect(connectWise.asked.map((call) => Boolean((call.at(-1) as { slot?: object }).slot))).toEqual([
    false,
    true,
    true,
    false,
    true,
  ])
})

test('a step that was sent is looked for without a slot', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  await send(id)
  const { run, connectWise } = startDeliverer(store, { takeSlot: async () => null })
  connectWise.answers.findNote = async () => 55
  await run(id)

  expect([connectWise.calls(), (await store.find(id)).state]).toEqual([['findNote'], 'DONE'])
})

test('a slot that was not used is given back', async () => {
  const { id } = await store.insert('a')
  const take = takeSlots(1, 1_000_000)
  const takeSlot = (tenantId: string) => take(tenantId, 0)
  const { run, tenant } = startDeliverer(store, { takeSlot })
  tenant.access = { isGranted: false, reason: 'Switched off.' }
  await run(id)

  expect(await take('acme', 0)).not.toBeNull()
})

test('without a slot nothing is asked, recorded as sent or sent, also of a status', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['STATUS'] })
  const { run, connectWise, tenant } = startDeliverer(store, { takeSlot: async () => null })
  await run(id)

  expect([connectWise.calls(), tenant.checks, await waitOf(id)]).toEqual([[], [], 1_000])
  expect((await store.find(id)).steps[2]).toMatchObject({
    attempts: 0,
    sentAt: null,
    reason: 'Other calls of the tenant go first.',
  })
})
