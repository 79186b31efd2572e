import { afterEach, beforeEach, expect, test } from 'vitest'
import { VendorError } from '../../../../server/errors/vendor-error.ts'
import { ConnectWiseRefusal } from '../../../../server/vendors/connectwise/index.ts'
import { openStore, startAt, type Store } from '../open-store.ts'
import { startDeliverer } from './start-deliverer.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

const over = { kind: 'over' }
const timeOut = () => Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'No answer.'))

/** How a step is stored. */
async function step(id: string, index = 0) {
  const { state, attempts, sentAt, vendorId, reason, finishedAt } = (await store.find(id)).steps[index]!
  return { state, attempts, sentAt, vendorId, reason, finishedAt }
}
const waitOf = async (id: string) => (await store.find(id)).dueAt - store.clock.now

test('a send without an answer is unknown: it is recorded so, and looked for after the backoff', async () => {
  const { id } = await store.insert('a')
  const { run, connectWise, outcomes } = startDeliverer(store)
  connectWise.answers.addNote = timeOut

  expect(await run(id)).toEqual(over)
  expect(await step(id)).toMatchObject({ state: 'PENDING', attempts: 1, sentAt: startAt, reason: 'No answer.' })
  expect(await waitOf(id)).toBe(1_000)
  store.pass(1_000)
  connectWise.forget()
  connectWise.answers.findNote = async () => 55
  await run(id)
  expect(connectWise.calls()).toEqual(['findNote', 'addTimeEntry', 'setStatus'])
  expect(await step(id)).toMatchObject({ state: 'DONE', attempts: 1, vendorId: 55 })
  expect(outcomes.slice(0, 2)).toEqual(['acme:a NOTE unknown', 'acme:a NOTE found'])
})

test('what is not found within 22 s is looked for again, and then sent once more', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise, outcomes } = startDeliverer(store)
  connectWise.answers.addNote = timeOut
  await run(id)
  store.pass(21_999)
  await run(id)
  expect([await waitOf(id), connectWise.calls()]).toEqual([1, ['addNote', 'findNote']])

  store.pass(1)
  connectWise.answers.addNote = async () => 101
  await run(id)
  expect(connectWise.calls()).toEqual(['addNote', 'findNote', 'findNote', 'addNote'])
  expect(outcomes).toEqual(['acme:a NOTE unknown', 'acme:a NOTE absent', 'acme:a NOTE stored'])
  expect(await step(id)).toMatchObject({ state: 'DONE', attempts: 2, vendorId: 101 })
})

test('a run goes by the time that it is, not by the time of its beginning', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const sender = startDeliverer(store)
  sender.connectWise.answers.addNote = timeOut
  await sender.run(id)
  store.pass(21_000)
  const { run, connectWise } = startDeliverer(store, {
    records: {
      find(changeId) {
        store.pass(1_000)
        return store.records.find(changeId)
      },
    },
  })
  await run(id)

  expect(connectWise.calls()).toEqual(['findNote', 'addNote'])
})

test('a check that fails proves nothing, however late', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise, outcomes } = startDeliverer(store)
  connectWise.answers.addNote = timeOut
  connectWise.answers.findNote = () =>
    Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_UNAVAILABLE', 'ConnectWise is away.'))
  await run(id)
  store.pass(40_000)
  await run(id)

  expect([connectWise.calls(), outcomes]).toEqual([['addNote', 'findNote'], ['acme:a NOTE unknown']])
  expect(await step(id)).toMatchObject({ state: 'PENDING', sentAt: startAt, reason: 'ConnectWise is away.' })
  expect(await waitOf(id)).toBe(20_000)
})

test('what fails because its ticket is gone may be stored: when it is retried, it is looked for first', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise } = startDeliverer(store)
  const refusal = { status: 404, vendorCode: 'NotFound', words: 'Ticket 1 was not found.' }
  connectWise.answers.addNote = timeOut
  connectWise.answers.findNote = () => Promise.reject(new ConnectWiseRefusal('VENDOR_BAD_RESPONSE', 'no', refusal))
  await run(id)
  store.pass(22_000)
  await run(id)
  expect(await step(id)).toMatchObject({ state: 'FAILED', sentAt: startAt, reason: 'Ticket 1 was not found.' })

  await store.states.retry(id)
  connectWise.forget()
  connectWise.answers.findNote = async () => 55
  await run(id)
  // Whether the ticket is a project's is asked anew.
  expect(connectWise.calls()).toEqual(['readTicket', 'findNote'])
  expect(await step(id)).toMatchObject({ state: 'DONE', attempts: 1, vendorId: 55 })
})

test('a process never takes its own send for older than its stopwatch says, and another one goes by the clock', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const stopwatch = () => ({ atLeast: () => 5_000, atMost: () => 0 })
  const sender = startDeliverer(store, { stopwatch })
  sender.connectWise.answers.addNote = timeOut
  await sender.run(id)
  store.pass(60_000)
  sender.connectWise.forget()
  await sender.run(id)
  expect([sender.connectWise.calls(), await waitOf(id)]).toEqual([['findNote'], 17_000])

  const other = startDeliverer(store)
  await other.run(id)
  expect(other.connectWise.calls()).toEqual(['findNote', 'addNote'])
})

test.each([
  ['within half the margin after it was recorded is sent', 1_000, ['addNote']],
  ['later than half the margin after it was recorded is not sent', 1_001, []],
])('what can leave %s', async (_, heldUpMs, calls) => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise } = startDeliverer(store, {
    delivery: {
      ...store.deliveries,
      async beginSend(...given) {
        const sentAt = await store.deliveries.beginSend(...given)
        store.pass(heldUpMs)
        return sentAt
      },
    },
  })
  await run(id)

  expect(connectWise.calls()).toEqual(calls)
})

test('what was held up is certainly not stored, and is sent after the backoff', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise, closing, outcomes } = startDeliverer(store)
  closing.end.abort()

  expect(await run(id)).toEqual(over)
  expect(connectWise.calls()).toEqual([])
  expect(await step(id)).toMatchObject({ attempts: 1, sentAt: null, reason: 'The gateway was held up.' })
  expect([await waitOf(id), outcomes]).toEqual([1_000, []])
  store.pass(1_000)
  const next = startDeliverer(store)
  await next.run(id)
  expect([next.connectWise.calls(), await store.statesOf(id)]).toEqual([['addNote'], 'DONE DONE SKIPPED SKIPPED'])
})

test('a send that is certainly not stored no longer counts for the age of the next', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.addNote = timeOut
  for (const ms of [0, 22_000]) {
    store.pass(ms)
    await run(id)
  }
  // The second send is as old as itself.
  store.pass(21_999)
  await run(id)
  expect(await waitOf(id)).toBe(1)
})

test('a clock that was set back by more than the margin restarts the wait', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.addNote = timeOut
  await run(id)
  store.pass(-2_001)
  await run(id)

  expect([connectWise.calls(), await waitOf(id)]).toEqual([['addNote'], 22_000])
  expect(await step(id)).toMatchObject({ attempts: 1, sentAt: startAt - 2_001, reason: 'No answer.' })
})

test('a status that is accepted without effect is unknown, and waits until it is settled', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['STATUS'] })
  const { run, connectWise, outcomes } = startDeliverer(store)
  connectWise.answers.setStatus = async () => 1
  await run(id)

  expect([await waitOf(id), outcomes]).toEqual([22_000, ['acme:a STATUS unknown']])
  expect(await step(id, 2)).toMatchObject({
    sentAt: startAt,
    reason: 'ConnectWise answered as if the status was set, and the ticket has another one.',
  })
})

test('a status that was accepted without effect ten times fails at the tenth', async () => {
  const { id } = await store.insert('a', { plannedSteps: ['STATUS'] })
  const { run, connectWise } = startDeliverer(store)
  connectWise.answers.setStatus = async () => 1
  for (let n = 0; n < 30 && (await store.statesOf(id)).startsWith('PENDING'); n++) {
    await run(id)
    store.pass(Math.max(0, await waitOf(id)))
  }

  expect(connectWise.calls().filter((name) => name === 'setStatus')).toHaveLength(10)
  expect(await step(id, 2)).toMatchObject({ state: 'FAILED', attempts: 10 })
})

test('what is looked for is not taken from the ticket’s other changes', async () => {
  const { id: first } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const { id } = await store.insert('b', { plannedSteps: ['NOTE'] })
  const { run, connectWise } = startDeliverer(store)
  await run(first)
  connectWise.answers.addNote = timeOut
  await run(id)
  await run(id)

  expect(connectWise.asked.at(-1)?.[2]).toMatchObject({ notThese: new Set([101]), since: startAt + 1 })
})
