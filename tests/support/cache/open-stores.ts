import { randomUUID } from 'node:crypto'
import { createClient } from '@keyv/redis'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectRedis } from '../../../server/cache/redis-backend.ts'
import { createStore, type OnCacheState, type Store } from '../../../server/cache/store.ts'
import { createCacheRecords } from '../../../server/database/cache-records.ts'
import { openDatabase } from '../../../server/database/create-database.ts'
import { patientProbes, patientStore } from '../patient-probes.ts'

/** A store over a Redis that is connected: a Redis connects in the background; one that is not there is waited for. */
export async function openRedisStore(url: string): Promise<Store> {
  const store = createStore(url, () => undefined, { times: patientStore, connectRedis })
  const client = createClient({ url })
  await client.connect()
  const probe = `test:${randomUUID()}`
  while ((await client.exists(`keyv::${probe}`)) === 0) await store.set(probe, 1, 60_000)
  client.destroy()
  return store
}

/** A store over a PostgreSQL, whose tables are made, and that is connected. */
export async function openPostgresStore(url: string, onState: OnCacheState = () => undefined): Promise<Store> {
  await (await openDatabase(url, { probeTimes: patientProbes })).destroy()
  const store = createStore('postgres:', onState, {
    openRecords: () => createCacheRecords(url, { probeTimes: patientProbes }),
    times: patientStore,
  })
  while (!(await store.set(`test:${randomUUID()}`, 1, 60_000))) await sleep(10)
  return store
}
