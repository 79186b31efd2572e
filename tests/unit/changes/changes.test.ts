import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { createChangeStore, createChanges } from '../../../server/changes/changes.ts'
import { usualChangeTimes } from '../../../server/changes/change-times.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { createTenantAccess } from '../../../server/tickets/tenant-access.ts'
import { takeSlots } from '../../support/planners.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { granted } from './delivery/fake-connectwise.ts'
import { leaseOf } from './open-store.ts'
import { long, startChanges, type Changes } from './start-changes.ts'

let changes: Changes
beforeEach(async () => {
  changes = await startChanges()
})
afterEach(() => changes.end())

const note = { kind: 'NOTE', attempts: 0 } as const

test('each outcome of a step is counted and logged', async () => {
  const { id } = await changes.store.insert('a', { plannedSteps: ['NOTE', 'TIME'] })
  changes.start()
  await expect.poll(() => changes.store.statesOf(id)).toBe('DONE DONE DONE SKIPPED')

  expect(await changes.deliveries()).toEqual([
    { step: 'NOTE', outcome: 'stored', value: 1 },
    { step: 'TIME', outcome: 'stored', value: 1 },
  ])
  expect(changes.lines).toMatchObject([
    { level: 30, msg: 'change step finished', change: id, step: 'NOTE', outcome: 'stored' },
    { level: 30, msg: 'change step finished', change: id, step: 'TIME', outcome: 'stored' },
  ])
})

test('cached reads of a tenant are dropped when something of it is stored or found, and not otherwise', async () => {
  const polling = await startChanges({ pollMs: 5 })
  onTestFinished(polling.end)
  const { store, connectWise, refreshed, lines } = polling
  connectWise.answers.addNote = () => Promise.reject(new VendorError('CONNECTWISE', 'VENDOR_TIMEOUT', 'No answer.'))
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  polling.start()
  await expect.poll(() => lines).toMatchObject([{ outcome: 'unknown' }])
  expect(refreshed).toEqual([])

  connectWise.answers.findNote = async () => 55
  store.pass(1_000)
  await expect.poll(() => store.statesOf(id)).toBe('DONE DONE SKIPPED SKIPPED')
  expect(refreshed).toEqual([['acme']])
  connectWise.answers.addNote = async () => 101
  await store.insert('b', { plannedSteps: ['NOTE'] })
  await expect.poll(() => refreshed).toEqual([['acme'], ['acme']])
})

test('each write waits for a slot of its tenant, at most for the timeout of a call', async () => {
  const { id } = await changes.store.insert('a', { plannedSteps: ['NOTE', 'STATUS'] })
  changes.start()
  await expect.poll(() => changes.store.statesOf(id)).toBe('DONE DONE SKIPPED DONE')

  expect(changes.waitsForSlot).toEqual([
    ['acme', 10_000],
    ['acme', 10_000],
  ])
})

test('a cache that is away does not keep a change from being delivered', async () => {
  changes.refresh.tenants = () => Promise.reject(new Error('The cache is away.'))
  const { id } = await changes.store.insert('a')
  changes.start()

  await expect.poll(() => changes.store.statesOf(id)).toBe('DONE DONE DONE DONE')
})

test('no delay counts as one of a clock that was set back', async () => {
  const lease = leaseOf('me')
  const find = async (times: Partial<typeof usualChangeTimes>, waitMs: number) => {
    const { database, clock, insert } = changes.store
    const deliveryClock = () => clock.now
    const store = createChangeStore(
      { database, databaseKind: 'sqlite', deliveryClock },
      { ...usualChangeTimes, ...times },
    )
    const { id } = await insert(`${JSON.stringify(times)} ${waitMs}`)
    await store.deliveries.claim(lease)
    await store.deliveries.postpone(lease, id, note, { waitMs, reason: 'later' })
    const found = await store.due.find({ limit: 1, exceptTenants: [] })
    await store.states.cancel(id, { by: 'Olga', at: 0 })
    return found.length
  }

  // Twenty times the maximum backoff, or the time in which a send settles, whichever is longer.
  expect([await find({}, 600_000), await find({}, 600_001)]).toEqual([0, 1])
  const slow = { timeoutMs: 30_000, lateStoreMs: 20_000 }
  expect([await find(slow, 1_000_000), await find(slow, 1_000_001)]).toEqual([0, 1])
})

test('the room is assembled with the usual times and the machine’s clock unless told otherwise', async () => {
  const { store, connectWise } = changes
  const { id } = await store.insert('a', { plannedSteps: ['NOTE'] })
  const room = createChanges({
    retentionDays: 0,
    database: store.database,
    databaseKind: 'sqlite',
    access: createTenantAccess({ accountOf: async () => granted, isFeatureOn: async () => true }),
    connectWise: {
      writer: () => connectWise.writer,
      takeSlot: takeSlots(1, long),
      refresh: async () => undefined,
      forRequest: () => {
        throw new Error('Nothing is read here.')
      },
    },
    tenantExists: async () => true,
    clock: () => store.clock.now,
    logger: createLogger({ level: 'silent' }),
    metrics: createMetrics(),
  })
  const before = Date.now()
  room.start()
  await expect.poll(() => store.statesOf(id)).toBe('DONE DONE SKIPPED SKIPPED')
  await room.close(long)

  const sentAt = (await store.find(id)).steps[0]?.sentAt
  expect(sentAt).toBeGreaterThanOrEqual(before)
  expect(sentAt).toBeLessThanOrEqual(Date.now())
})
