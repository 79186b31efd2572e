import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunEnd } from '../../../../server/changes/delivery/delivery-run.ts'
import {
  createDeliveryWorker,
  type DeliveryWorker,
  type DeliveryWorkerOptions,
} from '../../../../server/changes/delivery/delivery-worker.ts'
import type { DueChange } from '../../../../server/changes/delivery/due-changes.ts'
import { DatabaseUnavailableError } from '../../../../server/database/database-unavailable-error.ts'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../../server/telemetry/metrics.ts'
import { openStore, startAt, type Store } from '../open-store.ts'

/** Longer than a test may take. */
const long = 1_000_000

let store: Store
const workers: { worker: DeliveryWorker; runs: Run[] }[] = []
beforeEach(async () => {
  store = await openStore()
})
afterEach(async () => {
  for (const { worker, runs } of workers.splice(0)) {
    const closed = worker.close(long)
    for (const run of runs) run.end()
    await closed
  }
  await store.database.destroy()
})

/** A run that ends when it is told to. */
interface Run {
  readonly change: DueChange
  readonly isClosing: () => boolean
  readonly signal: AbortSignal
  end(end?: RunEnd): void
  fail(error: Error): void
}

/** A worker whose runs do nothing by themselves, on a store. */
function setUp(options: Partial<DeliveryWorkerOptions> = {}) {
  const runs: Run[] = []
  const lines: Record<string, unknown>[] = []
  const metrics = createMetrics()
  const run: DeliveryWorkerOptions['deliverer']['run'] = (change, { isClosing, signal }) => {
    const { promise, resolve, reject } = Promise.withResolvers<RunEnd>()
    runs.push({ change, isClosing, signal, end: (end = { kind: 'over' }) => resolve(end), fail: reject })
    return promise
  }
  const worker = createDeliveryWorker({
    due: store.due,
    deliverer: { run },
    times: { pollMs: long, parallel: 4 },
    logger: createLogger({
      level: 'info',
      destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    }),
    clock: () => startAt,
    metrics,
    ...options,
  })
  workers.push({ worker, runs })
  return {
    worker,
    runs,
    lines,
    running: () => runs.map(({ change }) => change.id),
    pending: async () => (await metrics.pendingChanges.get()).values[0]?.value,
  }
}

/** Ends a change, so that the next of its ticket is due. */
const end = (id: string) => store.states.cancel(id, { by: 'Olga', at: startAt })

/** Lets everything happen that happens at once. */
async function settle() {
  for (let n = 0; n < 50; n++) await new Promise((resolve) => setImmediate(resolve))
}

test('what was logged before the start is delivered from the start on, and counted', async () => {
  await store.insert('a')
  store.pass(1)
  await store.insert('b', { tenantId: 'globex' })
  const { worker, running, pending } = setUp()
  await settle()
  expect(running()).toEqual([])

  worker.start()
  worker.start()
  await expect.poll(running).toEqual(['acme:a', 'globex:b'])
  await settle()
  expect([running(), await pending()]).toEqual([['acme:a', 'globex:b'], 2])
})

test('what is logged later is delivered at once when the worker is notified', async () => {
  const { worker, running } = setUp()
  worker.start()
  await settle()
  await store.insert('a')
  worker.wakeUp()

  await expect.poll(running).toEqual(['acme:a'])
})

test('what another replica logged is found by the poll', async () => {
  const { worker, running, pending } = setUp({ times: { pollMs: 5, parallel: 4 } })
  worker.start()
  await expect.poll(pending).toBe(0)
  await store.insert('a')

  await expect.poll(running).toEqual(['acme:a'])
  await expect.poll(pending).toBe(1)
})

test('at most half of the tickets in parallel are of one tenant, and each ticket is delivered once at a time', async () => {
  for (const tenantId of ['acme', 'globex']) {
    for (const ticketId of [1, 2, 3, 4]) {
      await store.insert(`${tenantId[0]}${ticketId}`, { tenantId, ticketId })
      store.pass(1)
    }
  }
  const { worker, runs, running } = setUp()
  worker.start()
  await expect.poll(running).toEqual(['acme:a1', 'acme:a2', 'globex:g1', 'globex:g2'])
  worker.wakeUp()
  await settle()
  expect(running()).toHaveLength(4)

  // The end of a run makes room for the next.
  await end('acme:a1')
  runs[0]?.end()
  await expect.poll(running).toEqual(['acme:a1', 'acme:a2', 'globex:g1', 'globex:g2', 'acme:a3'])
})

test('a worker of one ticket at a time delivers one, of any tenant', async () => {
  await store.insert('a')
  store.pass(1)
  await store.insert('b', { tenantId: 'globex' })
  const { worker, running } = setUp({ times: { pollMs: long, parallel: 1 } })
  worker.start()
  await settle()

  expect(running()).toEqual(['acme:a'])
})

test.each<[RunEnd, string[]]>([
  [{ kind: 'limited', waitMs: long }, ['acme:a', 'globex:b']],
  [{ kind: 'denied', reason: 'Switched off.' }, ['acme:a', 'globex:b']],
  [{ kind: 'over' }, ['acme:a', 'acme:c', 'globex:b']],
])('after a run that ended as %j, the tenants that go on are those of %j', async (ended, started) => {
  await store.insert('a')
  const { worker, runs, running } = setUp()
  worker.start()
  await expect.poll(running).toEqual(['acme:a'])
  await end('acme:a')
  await store.insert('c')
  await store.insert('b', { tenantId: 'globex' })
  runs[0]?.end(ended)
  await expect.poll(running).toContain('globex:b')
  await settle()

  expect(running().toSorted()).toEqual(started.toSorted())
})

test('a tenant whose access is denied is left alone for two polls, and the reason is shown on all that waits', async () => {
  await store.insert('a')
  store.pass(1)
  await store.insert('b', { ticketId: 2 })
  await store.insert('c', { tenantId: 'globex' })
  const { worker, runs, running } = setUp({ times: { pollMs: 5, parallel: 2 } })
  worker.start()
  await expect.poll(running).toEqual(['acme:a', 'globex:c'])
  runs[0]?.end({ kind: 'denied', reason: 'Switched off.' })
  await expect.poll(running).toHaveLength(3)

  const reasons = async (id: string) => (await store.find(id)).steps.map(({ reason }) => reason)
  expect(await reasons('acme:b')).toEqual(['Switched off.', 'Switched off.', 'Switched off.'])
  expect(await reasons('globex:c')).toEqual([null, null, null])
})

test('a run that fails is logged, and the worker goes on', async () => {
  await store.insert('a')
  const { worker, runs, running, lines } = setUp({ times: { pollMs: 5, parallel: 2 } })
  worker.start()
  await expect.poll(running).toEqual(['acme:a'])
  runs[0]?.fail(new DatabaseUnavailableError(new Error('gone')))

  await expect.poll(running).toEqual(['acme:a', 'acme:a'])
  expect(lines).toMatchObject([
    { level: 40, change: 'acme:a', msg: 'delivery attempt failed', err: { type: 'DatabaseUnavailableError' } },
  ])
})

test('a database that is away is logged once each time, and asked again until it is back', async () => {
  let asked = 0
  let isAway = true
  const due: DeliveryWorkerOptions['due'] = {
    ...store.due,
    async find(options) {
      asked++
      if (isAway) throw new DatabaseUnavailableError(new Error('gone'))
      return store.due.find(options)
    },
  }
  await store.insert('a')
  const { worker, running, lines } = setUp({ due, times: { pollMs: 1, parallel: 2 } })
  worker.start()
  await expect.poll(() => asked).toBeGreaterThan(3)
  expect(lines).toMatchObject([
    { level: 40, msg: 'cannot query due changes', err: { type: 'DatabaseUnavailableError' } },
  ])

  isAway = false
  await expect.poll(running).toEqual(['acme:a'])
  const before = asked
  await expect.poll(() => asked).toBeGreaterThan(before + 2)
  isAway = true
  await expect.poll(() => lines.length).toBe(2)
})

test('the end of a run is told to all who wait for an outcome', async () => {
  await store.insert('a')
  const { worker, runs, running } = setUp()
  worker.start()
  await expect.poll(running).toEqual(['acme:a'])
  let isTold = false
  const waiting = worker.nextOutcome(long).then(() => (isTold = true))
  await settle()
  expect(isTold).toBe(false)

  runs[0]?.end()
  expect(await waiting).toBe(true)
})

test('an outcome is not waited for longer than asked, nor for a caller who is gone', async () => {
  const { worker } = setUp()
  const gone = AbortSignal.abort()

  expect(await worker.nextOutcome(1)).toBeUndefined()
  expect(await worker.nextOutcome(long, gone)).toBeUndefined()
  const caller = new AbortController()
  const waiting = worker.nextOutcome(long, caller.signal)
  caller.abort()
  expect(await waiting).toBeUndefined()
})

test('a worker that closes takes nothing more, ends the waits, and lets runs come to their end', async () => {
  await store.insert('a')
  const { worker, runs, running } = setUp()
  worker.start()
  await expect.poll(running).toEqual(['acme:a'])
  expect([worker.isClosing, runs[0]?.isClosing()]).toEqual([false, false])
  const waiting = worker.nextOutcome(long)
  let isClosed = false
  const closing = worker.close(long).then(() => (isClosed = true))
  await store.insert('b', { ticketId: 2 })
  worker.wakeUp()
  await waiting
  await worker.nextOutcome(long)
  await settle()
  expect([worker.isClosing, runs[0]?.isClosing(), runs[0]?.signal.aborted, isClosed]).toEqual([
    true,
    true,
    false,
    false,
  ])

  runs[0]?.end()
  await closing
  expect(running()).toEqual(['acme:a'])
})

test('runs that do not end within the grace are aborted', async () => {
  await store.insert('a')
  const { worker, runs, running } = setUp()
  worker.start()
  await expect.poll(running).toEqual(['acme:a'])
  await worker.close(1)

  expect(runs[0]?.signal.aborted).toBe(true)
})

test('on demand, what is logged is delivered when the worker is notified, and nothing is polled for', async () => {
  await store.insert('a')
  const { worker, runs, running } = setUp({ times: { pollMs: 5, parallel: 4 }, onDemandMs: long })
  await settle()
  expect(running()).toEqual([])

  worker.wakeUp()
  await expect.poll(running).toEqual(['acme:a'])
  let isSettled = false
  const settled = worker.settled().then(() => (isSettled = true))
  await settle()
  expect(isSettled).toBe(false)

  await end('acme:a')
  runs[0]?.end()
  await settled
  await store.insert('b')
  await settle()
  expect(running()).toEqual(['acme:a'])
})

test('asked to, it delivers until nothing is due, also what comes meanwhile', async () => {
  await store.insert('a')
  const { worker, runs, running, pending } = setUp({ onDemandMs: long })
  const delivered = worker.deliverDue(long)
  await expect.poll(running).toEqual(['acme:a'])
  await end('acme:a')
  await store.insert('b')
  runs[0]?.end()
  await expect.poll(running).toEqual(['acme:a', 'acme:b'])
  await end('acme:b')
  runs[1]?.end()
  await delivered

  expect(await pending()).toBe(0)
})

test('asked to, it begins nothing after its time', async () => {
  await store.insert('a')
  const { worker, runs, running } = setUp({ onDemandMs: long })
  await worker.deliverDue(0)
  expect(running()).toEqual([])

  const delivered = worker.deliverDue(200)
  await expect.poll(running).toEqual(['acme:a'])
  expect(runs[0]?.isClosing()).toBe(false)
  await expect.poll(() => runs[0]?.isClosing()).toBe(true)
  runs[0]?.end()
  await delivered
})
