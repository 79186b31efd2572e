import { sql } from 'kysely'
import { createDatabase, openDatabase } from '../../../server/database/create-database.ts'
import { createPostgresSlots } from '../../../server/vendors/slots/postgres-slots.ts'
import type { SlotStoresUnderTest } from '../../unit/vendors/kit/slot-store-contract.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startDatabases } from '../database/databases.ts'

/** Slots of two gateways on one PostgreSQL, whose clock stands still until it is moved. */
export async function openPostgresSlots(): Promise<SlotStoresUnderTest> {
  const databases = await startDatabases('postgres')
  const url = await databases.create()
  await (await openDatabase(url, { probeTimes: patientProbes })).destroy()
  const db = createDatabase(url, { probeTimes: patientProbes })
  await sql`create table test_clock as select extract(epoch from clock_timestamp())::double precision * 1000 as ms`.execute(
    db,
  )
  await sql`create or replace function vendor_slots_now() returns double precision language sql volatile as
    'select ms from test_clock'`.execute(db)
  const [stores, others] = [1, 2].map(() => createPostgresSlots({ source: url, probeTimes: patientProbes }))
  if (!stores || !others) throw new Error('There are no stores.')
  return {
    stores,
    others,
    pass: async (ms) => void (await sql`update test_clock set ms = ms + ${ms}`.execute(db)),
    async close() {
      await Promise.all([stores.close(), others.close(), db.destroy()])
      await databases.close()
    },
  }
}
