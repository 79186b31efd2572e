import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCacheRecords } from '../../../server/database/cache-records.ts'
import { openDatabase } from '../../../server/database/create-database.ts'
import { cacheTests } from '../../support/cache/cache-tests.ts'
import { openPostgresStore } from '../../support/cache/open-stores.ts'
import { revalidationTests } from '../../support/cache/revalidation-tests.ts'
import { sharingTests } from '../../support/cache/sharing-tests.ts'
import { startDatabases, type Databases } from '../database/databases.ts'
import { patientProbes } from '../../support/patient-probes.ts'

describe('in PostgreSQL', () => {
  let databases: Databases
  let url: string
  beforeAll(async () => {
    databases = await startDatabases('postgres')
    url = await databases.create()
  })
  afterAll(() => databases.close())

  const open = () => openPostgresStore(url)
  describe('a cache', cacheTests(open))
  describe('a value past its freshness', revalidationTests(open))
  describe('caches of several gateways', sharingTests(open))

  test('what has expired is deleted, whoever wrote it, and nothing else', async () => {
    const own = await databases.create()
    await (await openDatabase(own, { probeTimes: patientProbes })).destroy()
    const records = createCacheRecords(own)
    await records.write('msp-graph:1:of an older version', 'text', -1)
    await records.write('msp-graph:3:kept', 'text', 60_000)
    await records.take(['dead'], 'holder', -1)
    await records.take(['alive'], 'holder', 60_000)
    await records.sweep()
    await records.close()
    const client = new pg.Client({ connectionString: own })
    await client.connect()
    const { rows } = await client.query('select key from cache_entries union all select key from cache_claims')
    await client.end()

    expect(rows).toEqual([{ key: 'msp-graph:3:kept' }, { key: 'alive' }])
  })

  test('keys of any length and any letters are kept apart', async () => {
    const store = await openPostgresStore(url)
    const keys = ['x'.repeat(10_000), `${'x'.repeat(10_000)}y`, 'a\0b', 'a\0c', '\ud800', '\ud801']
    for (const [index, key] of keys.entries()) await store.set(key, { asOf: index, value: index }, 60_000)
    await store.close()
    const other = await openPostgresStore(url)
    const found = await other.getMany(keys)
    await other.close()

    expect(found).toEqual(keys.map((_, index) => ({ asOf: index, value: index })))
  })
})
