import type { KyselyPlugin } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createReplicaStore } from '../../../server/sync/replica-store.ts'
import {
  deleteUnusedReplicas,
  listReplicas,
  purgeReplicas,
  rebuildReplicas,
} from '../../../server/sync/stored-replicas.ts'
import { newState } from '../../../server/sync/sync-state.ts'

interface Records extends Record<string, { readonly id: number }> {
  readonly things: { readonly id: number; readonly name?: string }
}

let db: Database
let wallTime: number

beforeEach(async () => {
  db = await openDatabase('file::memory:')
  wallTime = 1_000_000
})
afterEach(() => db.destroy())

const storeOf = (account: string, database = db) =>
  createReplicaStore<Records>({ database, account, format: '1', wallClock: () => wallTime, leaseMs: 8_000 })

const idsTo = (count: number) => Array.from({ length: count }, (_, id) => ({ id }))

/** Stores so many records, and one that was deleted. */
async function fill(account: string, records: number) {
  const store = storeOf(account)
  await store.claim()
  const { revision } = await store.read(null)
  const removed = { things: { put: [], remove: [records] } }
  await store.save({ things: { put: idsTo(records), remove: [] } }, newState(1, {}), revision.epoch)
  await store.save(removed, newState(2, {}), revision.epoch)
  return store
}

const rowsOf = async (account: string) =>
  (await db.selectFrom('sync_records').select('id').where('account', '=', `${account}/1`).execute()).length

describe('stored replicas', () => {
  test('are listed with the number and size of records that exist, and the lease', async () => {
    await fill('b', 3)
    const idle = await fill('a', 0)
    await idle.release()

    expect(await listReplicas(db)).toEqual([
      { account: 'a', format: '1', state: newState(2, {}), collections: [], leasedUntil: null, usedAt: 1_000_000 },
      {
        account: 'b',
        format: '1',
        state: newState(2, {}),
        collections: [{ key: 'things', records: 3, bytes: '{"id":0}{"id":1}{"id":2}'.length }],
        leasedUntil: 1_008_000,
        usedAt: 1_000_000,
      },
    ])
  })

  test('that are begun again have no record, no state, no lease and another epoch', async () => {
    const store = await fill('a', 4_321)
    const before = await store.read(null)

    expect(await rebuildReplicas(db)).toEqual([{ account: 'a', format: '1', records: 4_321 }])
    expect(await rowsOf('a')).toBe(0)
    const after = await store.read(before.revision)
    expect(after).toEqual({
      revision: { epoch: expect.any(String), number: 0 },
      state: null,
      changes: {},
      isWhole: true,
    })
    expect(after.revision.epoch).not.toBe(before.revision.epoch)
    await expect(store.save({}, newState(3, {}), before.revision.epoch)).rejects.toThrow()
  })

  test('that are deleted are all gone, and the next read begins anew', async () => {
    const store = await fill('a', 2)
    await fill('b', 5_000)
    const { revision } = await store.read(null)

    expect(await purgeReplicas(db)).toEqual([
      { account: 'a', format: '1', records: 2 },
      { account: 'b', format: '1', records: 5_000 },
    ])
    expect([await rowsOf('a'), await rowsOf('b'), await listReplicas(db)]).toEqual([0, 0, []])
    expect(await store.read(revision)).toMatchObject({ state: null, changes: {}, isWhole: true })
  })

  test('that are unused are deleted, and neither used ones nor those of this gateway', async () => {
    await fill('old', 1)
    await fill('ours', 1)
    wallTime += 10
    await fill('new', 1)

    expect(await deleteUnusedReplicas(db, wallTime, new Set(['ours/1']))).toEqual([
      { account: 'old', format: '1', records: 1 },
    ])
    expect((await listReplicas(db)).map(({ account }) => account)).toEqual(['new', 'ours'])
    expect(await rowsOf('old')).toBe(0)
  })

  test('count as used once a gateway reads them, to the hour', async () => {
    const store = await fill('a', 1)
    const usedAt = async () => (await listReplicas(db))[0]?.usedAt
    wallTime += 3_599_999
    await store.read(null)
    expect(await usedAt()).toBe(1_000_000)

    wallTime += 1
    await store.read(null)
    expect(await usedAt()).toBe(wallTime)
  })

  test('that are begun again while their records are read are read again', async () => {
    await fill('a', 3)
    let isOver = false
    const rebuildAfterRecords: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        if (!isOver && result.rows.some((row) => 'data' in row)) {
          isOver = true
          await rebuildReplicas(db)
        }
        return result
      },
    }
    const read = await storeOf('a', db.withPlugin(rebuildAfterRecords)).read(null)

    expect(isOver).toBe(true)
    expect(read).toMatchObject({ state: null, changes: {}, isWhole: true })
  })
})
