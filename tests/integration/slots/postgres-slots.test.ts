import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../server/database/create-database.ts'
import { createPostgresSlots } from '../../../server/vendors/slots/postgres-slots.ts'
import { describeRandomSlots } from '../../unit/vendors/kit/random-slots.ts'
import { describeSlotStore } from '../../unit/vendors/kit/slot-store-contract.ts'
import { startDatabases } from '../database/databases.ts'
import { openPostgresSlots } from './open-postgres-slots.ts'
import { describeSharedSlots } from './shared-slots.ts'
import { patientProbes } from '../../support/patient-probes.ts'

describeSlotStore(openPostgresSlots)
describeRandomSlots(openPostgresSlots)
describeSharedSlots(openPostgresSlots)

test('a server that stops answers no command for longer than a second, and the first one after its return', async () => {
  const databases = await startDatabases('postgres')
  const url = await databases.create()
  await (await openDatabase(url, { probeTimes: patientProbes })).destroy()
  const stores = createPostgresSlots({ source: url })
  try {
    const account = stores.of('autotask:1', 3_600_000)
    const take = () => account.take({ id: crypto.randomUUID(), windows: [], gates: [], probeMs: 1_000 })
    await take()
    await databases.stop()
    await expect(take()).rejects.toThrow()
    await expect(stores.probe()).rejects.toThrow()
    await databases.start()
    await expect
      .poll(() =>
        stores.probe().then(
          () => 'answers',
          () => 'is away',
        ),
      )
      .toBe('answers')
    expect(await take()).toMatchObject({ probes: [] })
  } finally {
    await stores.close()
    await databases.close()
  }
})

test('what accounts that are no longer used have left is deleted', async () => {
  const databases = await startDatabases('postgres')
  const url = await databases.create()
  const db = await openDatabase(url, { probeTimes: patientProbes })
  const stores = createPostgresSlots({ source: url })
  try {
    const account = stores.of('autotask:1', 60)
    const window = { name: 'rate', calls: 1, windowMs: 1, most: 1 }
    for (const id of ['released', 'refused']) await account.take({ id, windows: [window], gates: [], probeMs: 0 })
    await account.release('released', { closes: [{ gate: 'limit', forMs: 0 }] })
    await account.observe({ limit: 10, used: 1 })
    const tables = ['vendor_slots', 'vendor_waiting', 'vendor_gates', 'vendor_usage', 'vendor_budgets']
    const countRows = async () =>
      Promise.all(
        tables.map(async (table) => {
          const { rows } = await sql<{ count: number }>`select count(*) from ${sql.table(table)}`.execute(db)
          return rows[0]?.count
        }),
      )
    expect(await countRows()).toEqual([1, 1, 1, 1, 1])
    await sql`select forget_unused_vendor_slots(3600000)`.execute(db)
    expect(await countRows()).toEqual([1, 1, 1, 1, 1])
    await expect
      .poll(async () => {
        await sql`select forget_unused_vendor_slots(0)`.execute(db)
        return countRows()
      })
      .toEqual([0, 0, 0, 0, 0])
  } finally {
    await stores.close()
    await db.destroy()
    await databases.close()
  }
})
