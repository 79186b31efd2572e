import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Aged } from '../../../../server/cache/aged.ts'
import { openDatabase } from '../../../../server/database/create-database.ts'
import { createReplica, type Replica } from '../../../../server/sync/replica.ts'
import { createReplicaStore } from '../../../../server/sync/replica-store.ts'
import { createLogger } from '../../../../server/telemetry/logger.ts'
import { createReplicaFirst, type ReplicaFirst } from '../../../../server/vendors/autotask/replica-first.ts'
import { createSalesReplica } from '../../../../server/vendors/autotask/sales-replica.ts'
import type { AutotaskRecords, Company, Ticket } from '../../../../server/vendors/autotask/types.ts'
import type { AutotaskWindows } from '../../../../server/vendors/autotask/windows.ts'
import { createSyncWorld, horizon, minuteMs, months, start, type SyncWorld } from './sync-world.ts'

const aged = <T>(value: T): Aged<T> => ({ value, asOf: start, stale: false, maxAgeSeconds: 300 })
const asked = aged([] as readonly Ticket[])

describe('a request', () => {
  let world: SyncWorld
  beforeEach(() => {
    world = createSyncWorld()
  })

  /** A replica over a database in memory, for as long as the test runs. */
  async function startReplica(): Promise<Replica<AutotaskRecords>> {
    const database = await openDatabase('file::memory:')
    const clock = () => world.now
    const { source } = world
    const replica = createReplica<AutotaskRecords>({
      source,
      store: createReplicaStore({ database, account: 'a', format: '1', wallClock: clock, leaseMs: 8_000 }),
      clock,
      logger: createLogger({ level: 'silent' }),
      deltaMs: minuteMs,
      isShared: false,
      runAs: (_cause, work) => work(),
      isRefusal: () => false,
      tickMs: 5,
    })
    replica.start()
    onTestFinished(async () => {
      await replica.close()
      await database.destroy()
    })
    return replica
  }

  async function startLoaded(): Promise<Replica<AutotaskRecords>> {
    const replica = await startReplica()
    await expect.poll(async () => (await replica.read())?.isLoaded(), { timeout: 40_000 }).toBe(true)
    return replica
  }

  /** The replica before an Autotask whose windows are all empty. */
  function createFirst(replica: Replica<AutotaskRecords> | null): ReplicaFirst {
    const direct = { ticketWindow: async () => asked, ticketSelection: async () => asked } as unknown as AutotaskWindows
    const sales = createSalesReplica(() => {
      throw new Error('nothing is asked about sales')
    })
    return createReplicaFirst(replica && { replica, sales, months, clock: () => world.now }, direct, (load) => load)
  }

  const march = { from: Date.UTC(2026, 2, 1), before: Date.UTC(2026, 3, 1) }

  test('is answered by the replica where it can, and else by Autotask', async () => {
    world.putTicket(1)
    const { windows } = createFirst(await startLoaded())

    expect((await windows.ticketWindow('createdAt', march)).value.map(({ id }) => id)).toEqual([1])
    expect(await windows.ticketWindow('createdAt', { ...march, from: horizon - 1 })).toBe(asked)
    expect(await createFirst(null).windows.ticketWindow('createdAt', march)).toBe(asked)
  })

  test('marks lists as ones that loads follow from, but not those that are only counted', async () => {
    const marked: unknown[] = []
    const direct = { ticketWindow: async () => asked, ticketSelection: async () => asked } as unknown as AutotaskWindows
    const { windows } = createReplicaFirst(null, direct, (load) => {
      marked.push(load)
      return load
    })
    const counted = [
      await windows.ticketWindow('completedAt', march, 'nothing'),
      await windows.ticketSelection({ by: 'open' }, 'nothing'),
    ]

    expect([counted, marked]).toEqual([[asked, asked], []])
    await windows.ticketWindow('createdAt', march)
    await windows.ticketSelection({ by: 'open' }, 'loads')
    expect(marked.length).toBe(2)
  })

  test('has Autotask asked for lists that are only counted after those that loads follow from', async () => {
    const order: string[] = []
    const ask = (name: string) => async () => {
      order.push(name)
      return asked
    }
    const direct = { ticketWindow: ask('window'), ticketSelection: ask('selection') } as unknown as AutotaskWindows
    const { windows } = createReplicaFirst(null, direct, (load) => load)
    await Promise.all([windows.ticketSelection({ by: 'open' }, 'nothing'), windows.ticketWindow('createdAt', march)])

    expect(order).toEqual(['window', 'selection'])
  })

  test('is answered by Autotask while nothing is loaded', async () => {
    const { windows } = createFirst(await startReplica())

    expect(await windows.ticketSelection({ by: 'open' })).toBe(asked)
  })

  test('sees the records of one moment, whatever changes meanwhile', async () => {
    world.putTicket(1)
    const replica = await startLoaded()
    const { windows } = createFirst(replica)
    const before = await windows.ticketWindow('createdAt', march)
    world.now += minuteMs
    world.putTicket(2)
    await replica.refresh()

    expect((await windows.ticketWindow('createdAt', march)).value).toBe(before.value)
    const next = await createFirst(replica).windows.ticketWindow('createdAt', march)
    expect(next.value.map(({ id }) => id)).toEqual([1, 2])
  })

  test('by id asks Autotask only for what the replica lacks', async () => {
    world.putTicket(1)
    const { byIds } = createFirst(await startLoaded())
    const missing: (readonly number[])[] = []
    const ask = async (ids: readonly number[]) => {
      missing.push(ids)
      return new Map(ids.map((id) => [id, aged(null)]))
    }
    const found = await byIds<Ticket | null>([1, 7], (known, id) => known.ticket(id), ask)
    await byIds<Ticket | null>([1], (known, id) => known.ticket(id), ask)

    expect([...found].map(([id, answer]) => [id, 'value' in answer && answer.value?.id])).toEqual([
      [1, 1],
      [7, undefined],
    ])
    expect(missing).toEqual([[7]])
  })

  test('for records that others name adds those that exist to the replica, so that they are asked for once', async () => {
    const replica = await startLoaded()
    const missing: (readonly number[])[] = []
    const ask = async (ids: readonly number[]) => {
      missing.push(ids)
      return new Map(ids.map((id) => [id, aged<Company | null>(id === 5 ? { id, name: 'Five' } : null)]))
    }
    await createFirst(replica).references('companies', [5, 6], ask)
    const found = await createFirst(replica).references('companies', [5, 6], ask)

    expect([...found].map(([id, answer]) => [id, 'value' in answer && answer.value])).toEqual([
      [5, { id: 5, name: 'Five' }],
      [6, null],
    ])
    expect(missing).toEqual([[5, 6], [6]])
  })
})
