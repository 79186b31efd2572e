import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { parseLogChange } from '../../../server/changes/parse-input.ts'
import { createChangeLog } from '../../../server/changes/log-change.ts'
import { usualChangeTimes } from '../../../server/changes/change-times.ts'
import type { Patience } from '../../../server/changes/wait-for-delivery.ts'
import { createAnsweringConnectWise, ticket } from './answering-connectwise.ts'
import { granted } from './delivery/fake-connectwise.ts'
import { openStore, type Store } from './open-store.ts'
import { olga } from './start-changes.ts'

let store: Store
beforeEach(async () => {
  store = await openStore()
})
afterEach(() => store.database.destroy())

/** The log, with a delivery that does nothing but count how often it is woken. */
function setUp() {
  const connectWise = createAnsweringConnectWise()
  const woken: string[] = []
  const refreshed: (readonly string[])[] = []
  const log = createChangeLog({
    records: store.records,
    delivery: { wakeUp: () => void woken.push('now'), nextOutcome: async () => undefined, isClosing: true },
    connectWise: {
      writer: () => connectWise.writer,
      refresh: async (ids) => void refreshed.push(ids),
    },
    times: usualChangeTimes,
    clock: () => store.clock.now,
  })
  return {
    connectWise,
    woken,
    refreshed,
    log: (input: Partial<Parameters<typeof parseLogChange>[0]> = {}, patience: Patience = {}) => {
      const usual = { tenantId: 'acme', ticketId: 1, idempotencyKey: 'key', note: 'Called back.' }
      return log.log(parseLogChange({ ...usual, ...input })[0], olga, granted, patience)
    },
  }
}

test('a change is stored, delivery is told, and cached reads of the tenant are dropped', async () => {
  const { log, woken, refreshed, connectWise } = setUp()
  const { change, userErrors } = await log()

  expect([userErrors, woken, refreshed, connectWise.calls()]).toEqual([[], ['now'], [['acme']], ['readTicket']])
  expect(change).toEqual(await store.records.findByKey('acme', 'key'))
  expect(change).toMatchObject({ state: 'PENDING', ticketId: 1, isProject: false, createdAt: store.clock.now })
})

test('the same key is the same change, and ConnectWise is not asked again', async () => {
  const { log, connectWise, woken } = setUp()
  const first = await log()
  const again = await log()

  expect(again).toEqual(first)
  expect([connectWise.calls(), woken, await store.records.count({ tenantIds: ['acme'] })]).toEqual([
    ['readTicket'],
    ['now'],
    1,
  ])
})

test('the same key with another content is refused, and names the change that has it', async () => {
  const { log } = setUp()
  const { change } = await log()

  expect(await log({ note: 'Something else.' })).toEqual({
    change: null,
    userErrors: [
      {
        field: ['idempotencyKey'],
        message: `This key belongs to the change ${change?.id}, which says something else. Take a new one for each change.`,
        code: 'IDEMPOTENCY_KEY_REUSED',
      },
    ],
    loggedBefore: change,
  })
})

test('a request that was stored while this one asked ConnectWise is the same change, or refused as another', async () => {
  const { log, connectWise, woken } = setUp()
  let inner: ReturnType<typeof log> | undefined
  connectWise.answers.readTicket = async () => {
    connectWise.answers.readTicket = async () => ticket
    inner = log()
    await inner
    return ticket
  }
  const outer = await log()
  expect([outer, woken]).toEqual([await inner, ['now', 'now']])

  connectWise.answers.readTicket = async () => {
    connectWise.answers.readTicket = async () => ticket
    await log({ idempotencyKey: 'k2' })
    return ticket
  }
  const other = await log({ idempotencyKey: 'k2', note: 'Something else.' })
  expect(other).toMatchObject({ change: null, userErrors: [{ field: ['idempotencyKey'] }] })
})

test('a ticket that is not in ConnectWise is told, and nothing is stored', async () => {
  const { log, connectWise, woken } = setUp()
  connectWise.answers.readTicket = async () => null

  expect(await log()).toMatchObject({ change: null, userErrors: [{ field: ['ticketId'], code: 'NOT_FOUND' }] })
  expect([woken, await store.records.count({ tenantIds: ['acme'] })]).toEqual([[], 0])
})

test('a request that was stored on another way is found also where ConnectWise now says no', async () => {
  const { log, connectWise } = setUp()
  connectWise.answers.readTicket = async () => {
    connectWise.answers.readTicket = async () => ticket
    await log()
    return null
  }

  expect(await log()).toMatchObject({ change: { state: 'PENDING' }, userErrors: [] })
})

test('a change is stored where ConnectWise is away, and its ticket is asked for by the delivery', async () => {
  const { log, connectWise } = setUp()
  connectWise.answers.readTicket = () => Promise.reject(new Error('away'))

  expect((await log()).change).toMatchObject({ state: 'PENDING', isProject: null })
})

test('the question to ConnectWise ends when the caller is gone', async () => {
  const { log, connectWise } = setUp()
  const caller = new AbortController()
  connectWise.answers.readTicket = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')))
      caller.abort()
    })

  expect((await log({}, { signal: caller.signal })).change).toMatchObject({ isProject: null })
})

test.each([
  ['at most 0.4 of the timeout of a call', undefined, 4_000],
  ['at most 0.75 of the caller’s wait', 4_000, 3_000],
  ['at least a second, however short the caller’s wait', 0, 1_000],
])('the question to ConnectWise takes %s', async (_, waitMs, askingMs) => {
  const timeout = vi.spyOn(AbortSignal, 'timeout')
  onTestFinished(() => timeout.mockRestore())
  await setUp().log({}, { waitMs })

  expect(timeout.mock.calls).toEqual([[askingMs]])
})

test('a cache that is away does not keep a stored change from being returned', async () => {
  const { log } = setUp()
  const { change } = await log()
  const failing = createChangeLog({
    records: store.records,
    delivery: { wakeUp: () => undefined, nextOutcome: async () => undefined, isClosing: true },
    connectWise: {
      writer: () => createAnsweringConnectWise().writer,
      refresh: () => Promise.reject(new Error('The cache is away.')),
    },
    times: usualChangeTimes,
    clock: () => store.clock.now,
  })

  expect(await failing.waitForDelivery(change!, {})).toEqual({ change, userErrors: [] })
})
