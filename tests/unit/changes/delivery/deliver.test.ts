import { afterEach, beforeEach, expect, test } from 'vitest'
import { VendorError } from '../../../../server/errors/vendor-error.ts'
import { ConnectWiseRefusal } from '../../../../server/vendors/connectwise/index.ts'
import { leaseOf, openStore, startAt, type Store } from '../open-store.ts'
import { startDeliverer } from './start-deliverer.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const over = { kind: 'over' }
const timeOut = () => Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'No answer.'))
const refusal = (status: number, words: string) => () =>
  Promise.reject(new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'no', { status, vendorCode: 'X', words }))

/** How a step is stored. */
async function step(id: string, index = 0) {
  const { state, attempts, sentAt, vendorId, reason, finishedAt } = (await store.find(id)).steps[index]!
  return { state, attempts, sentAt, vendorId, reason, finishedAt }
}
const waitOf = async (id: string) => (await store.find(id)).dueAt - store.clock.now

test('a change is delivered in one run: note, time and status, each once and in this order', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise, outcomes } = startDeliverer(store)
  store.pass(2_000)

  expect(await run(id)).toEqual(over)
  expect(connectWise.calls()).toEqual(['addNote', 'addTimeEntry', 'setStatus'])
  expect(outcomes).toEqual(['acme:a NOTE stored', 'acme:a TIME stored', 'acme:a STATUS stored'])
  expect(await store.statesOf(id)).toBe('DONE DONE DONE DONE')
  expect(await step(id)).toEqual({
    state: 'DONE',
    attempts: 1,
    sentAt: startAt + 2_000,
    vendorId: 101,
    reason: null,
    finishedAt: startAt + 2_000,
  })
  expect(await store.deliveries.claim(leaseOf('other'))).not.toBeNull()
})

test('a step never ends before its change was logged, whatever the clock for people says', async () => {
  const { id } = await store.insert('a')
  await startDeliverer(store, { clock: () => startAt - 60_000 }).run(id)

  expect((await store.find(id)).finishedAt).toBe(startAt)
})

test('nothing is done for a ticket that is leased, or a change that ended or is not there', async () => {
  const { id } = await store.insert('a')
  const { id: ended } = await store.insert('b', { ticketId: 2 })
  await store.states.cancel(ended, { by: 'Olga', at: startAt })
  await store.deliveries.claim(leaseOf('other'))
  const { run, connectWise, tenant } = startDeliverer(store)

  expect([await run(id), await run(ended, 2), await run('acme:none', 2)]).toEqual([over, over, over])
  expect([connectWise.calls(), tenant.checks]).toEqual([[], []])
})

test('while closing, no new step is started', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise, closing } = startDeliverer(store)
  connectWise.answers.addNote = async () => {
    closing.isClosing = true
    return 101
  }

  expect(await run(id)).toEqual(over)
  expect(await store.statesOf(id)).toBe('PENDING DONE PENDING PENDING')
})

test('a run that lost its lease ends, and leaves the step to its successor', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.addNote = async () => {
    store.pass(30_000)
    await store.deliveries.claim(leaseOf('other'))
    return timeOut()
  }

  expect(await run(id)).toEqual(over)
  expect(await step(id)).toMatchObject({ state: 'PENDING', attempts: 1, sentAt: startAt, reason: null })
  expect(await store.deliveries.claim(leaseOf('third'))).toBeNull()
})

test('a run that cannot record what came of a send fails, and releases the lease', async () => {
  const { id } = await store.insert('a')
  const finish = () => Promise.reject(new Error('The database is away.'))
  const { run } = startDeliverer(store, { delivery: { ...store.deliveries, finish } })

  await expect(run(id)).rejects.toThrow('The database is away.')
  expect(await step(id)).toMatchObject({ state: 'PENDING', sentAt: startAt })
  expect(await store.deliveries.claim(leaseOf('other'))).not.toBeNull()
})

test('a lease that cannot be released expires on its own, and the run is over', async () => {
  const { id } = await store.insert('a')
  const release = () => Promise.reject(new Error('The database is away.'))

  expect(await startDeliverer(store, { delivery: { ...store.deliveries, release } }).run(id)).toEqual(over)
  expect(await store.statesOf(id)).toBe('DONE DONE DONE DONE')
})

test('what ConnectWise refuses fails with its message, and is certainly not stored', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise, outcomes } = startDeliverer(store)
  connectWise.answers.addNote = refusal(400, 'Member is not valid.')
  await run(id)

  expect(connectWise.calls()).toEqual(['addNote'])
  expect(outcomes).toEqual(['acme:a NOTE refused'])
  expect(await store.statesOf(id)).toBe('FAILED FAILED PENDING PENDING')
  expect(await step(id)).toMatchObject({ attempts: 1, sentAt: null, reason: 'Member is not valid.' })
})

test('a refused status is explained by those of the board, and one of a ticket that is gone is not', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['STATUS'], statusId: 77 })
  const { id: gone } = await store.insert('b', { plannedSteps: ['STATUS'], statusId: 77 })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.setStatus = refusal(400, 'Not valid')
  await run(id)
  expect((await step(id, 2)).reason).toBe('Not valid. The board Voice has: 1 New, 10 Done.')

  connectWise.answers.setStatus = refusal(404, 'Not found')
  await run(gone)
  expect((await step(gone, 2)).reason).toBe('Not found')
})

test('a refused status keeps ConnectWise’s words where its explanation does not come', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['STATUS'] })
  const { run, connectWise, closing } = startDeliverer(store)
  connectWise.answers.setStatus = refusal(400, 'Not valid')
  connectWise.answers.readTicket = () => {
    closing.end.abort()
    return new Promise(() => undefined)
  }
  await run(id)

  expect(await step(id, 2)).toMatchObject({ state: 'FAILED', reason: 'Not valid' })
})

test('a limit ends the run, and says for how long the tenant is to be left alone', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.addNote = () =>
    Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_RATE_LIMITED', 'Too many.', { retryAfterSeconds: 45 }))

  expect(await run(id)).toEqual({ kind: 'limited', waitMs: 45_000 })
  expect([await waitOf(id), (await step(id)).reason]).toEqual([45_000, 'Too many.'])
})
