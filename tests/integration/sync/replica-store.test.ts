import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import type { CollectionChanges } from '../../../server/sync/records.ts'
import {
  createReplicaStore,
  SyncLeaseLostError,
  type ReplicaStore,
  type Revision,
} from '../../../server/sync/replica-store.ts'
import { storedKey } from '../../../server/sync/stored-key.ts'
import { newState, type SyncState } from '../../../server/sync/sync-state.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { databaseKinds, startDatabases, type Databases } from '../database/databases.ts'

type Row = { readonly id: number; readonly text: string | null }
type Records = { readonly rows: Row; readonly others: Row }

const row = (id: number, text: string | null = 'a'): Row => ({ id, text })
const put = (...rows: Row[]) => ({ rows: { put: rows, remove: [] } })
const remove = (...ids: number[]) => ({ rows: { put: [], remove: ids } })

const leaseMs = 8_000
const state: SyncState = { ...newState(1_000, { rows: 500 }), slices: { open: 1_000 } }

/** Stored records come in no particular order. */
const sorted = (changes: CollectionChanges<Row> | undefined) => ({
  put: changes?.put.toSorted((a, b) => a.id - b.id),
  remove: changes?.remove.toSorted((a, b) => a - b),
})

describe.each(databaseKinds)('a stored replica on %s', (kind) => {
  let databases: Databases
  /** Of two gateways. */
  let own: Database
  let other: Database
  let now: number
  let account: string

  beforeAll(async () => {
    databases = await startDatabases(kind)
    const url = await databases.create()
    own = await openDatabase(url, { probeTimes: patientProbes })
    other = await openDatabase(url, { probeTimes: patientProbes })
  })
  afterAll(async () => {
    await Promise.all([own.destroy(), other.destroy()])
    await databases.close()
  })
  let accounts = 0
  beforeEach(() => {
    now = 1_000_000
    account = `account ${(accounts += 1)}`
  })

  const storeOn = (database: Database, options: { readonly account?: string; readonly format?: string } = {}) =>
    createReplicaStore<Records>({ database, account, format: '1', wallClock: () => now, leaseMs, ...options })

  /** Takes the lease, and stores changes with a state. */
  async function begin(store: ReplicaStore<Records>, changes: Parameters<typeof store.save>[0]): Promise<Revision> {
    const { revision } = await store.read(null)
    expect(await store.claim()).toBe(true)
    return store.save(changes, state, revision.epoch)
  }

  describe('read', () => {
    test('is empty at first, and stays the same replica', async () => {
      const store = storeOn(own)
      const first = await store.read(null)

      expect(first).toEqual({ revision: first.revision, state: null, changes: {}, isWhole: true })
      expect(await store.read(first.revision)).toEqual({ ...first, isWhole: false })
      expect((await storeOn(other).read(null)).revision).toEqual(first.revision)
    })

    test('whole is all that is stored, with its state', async () => {
      const store = storeOn(own)
      const revision = await begin(store, { ...put(row(2), row(1, null)), others: { put: [row(1, 'x')], remove: [] } })

      expect(await storeOn(other).read(null)).toEqual({
        revision,
        state,
        isWhole: true,
        changes: { rows: { put: [row(1, null), row(2)], remove: [] }, others: { put: [row(1, 'x')], remove: [] } },
      })
    })

    test('since a revision is only what was stored after it', async () => {
      const store = storeOn(own)
      const first = await begin(store, put(row(1), row(2), row(3)))
      const later = { ...state, asOf: 2_000 }
      await store.save(put(row(2, 'b')), state, first.epoch)
      const last = await store.save(put(row(4)), later, first.epoch)

      expect(await storeOn(other).read(first)).toEqual({
        revision: last,
        state: later,
        isWhole: false,
        changes: put(row(2, 'b'), row(4)),
      })
      expect((await store.read(last)).changes).toEqual({})
    })

    test('tells others of a deletion, and of a record that came back', async () => {
      const store = storeOn(own)
      const first = await begin(store, put(row(1), row(2)))
      const second = await store.save(remove(1), state, first.epoch)

      expect((await storeOn(other).read(first)).changes).toEqual(remove(1))
      expect((await storeOn(other).read(null)).changes).toEqual({ rows: { put: [row(2)], remove: [1] } })
      await store.save(put(row(1, 'again')), state, first.epoch)
      expect((await storeOn(other).read(second)).changes).toEqual(put(row(1, 'again')))
    })

    test('keeps texts and numbers exactly', async () => {
      const rows = [row(1, '“ü 中 😀 \u0000 \ud800 \\ \' "'), row(Number.MAX_SAFE_INTEGER, ''), row(-7)]
      await begin(storeOn(own), put(...rows))

      const { changes } = await storeOn(other).read(null)
      expect(changes.rows?.put).toEqual(rows.toSorted((a, b) => a.id - b.id))
    })

    test('of thousands of records has each of them once', async () => {
      const rows = Array.from({ length: 5_001 }, (_, id) => row(id, `text ${id}`))
      const gone = rows.filter(({ id }) => id % 3 === 0).map(({ id }) => id)
      const store = storeOn(own)
      const first = await begin(store, { others: { put: rows, remove: [] }, rows: { put: rows, remove: [] } })
      await store.save({ rows: { put: [], remove: gone } }, state, first.epoch)

      const { changes } = await storeOn(other).read(null)
      const later = (await storeOn(other).read(first)).changes
      expect(sorted(changes.others)).toEqual({ put: rows, remove: [] })
      expect(sorted(changes.rows)).toEqual({ put: rows.filter(({ id }) => id % 3 !== 0), remove: gone })
      expect([Object.keys(later), sorted(later.rows)]).toEqual([['rows'], { put: [], remove: gone }])
    })
  })

  describe('another account or format', () => {
    test('never shows records of the first account', async () => {
      await begin(storeOn(own), put(row(1)))
      const read = await storeOn(own, { account: `${account} of another queue` }).read(null)

      expect([read.state, read.changes]).toEqual([null, {}])
    })

    test('changes nothing of the first account', async () => {
      const revision = await begin(storeOn(own), put(row(1)))
      const store = storeOn(own, { account: `${account} of another queue` })
      await begin(store, { rows: { put: [row(1, 'theirs')], remove: [2] } })

      expect(await storeOn(own).read(null)).toEqual({ revision, state, isWhole: true, changes: put(row(1)) })
    })

    test('is kept beside the first one, and neither begins the other again', async () => {
      const store = storeOn(own)
      const first = await begin(store, put(row(1)))
      const newer = await begin(storeOn(other, { format: '2' }), put(row(2)))

      expect(await storeOn(own, { format: '2' }).read(null)).toEqual({
        revision: newer,
        state,
        isWhole: true,
        changes: put(row(2)),
      })
      expect(await storeOn(other).read(first)).toEqual({ revision: first, state, isWhole: false, changes: {} })
      expect(await store.renew()).toBe(true)
    })

    test('found by two gateways at once is begun once', async () => {
      const [one, two] = await Promise.all([own, other].map((db) => storeOn(db, { format: '2' }).read(null)))

      expect(one?.revision).toEqual(two?.revision)
    })
  })

  describe('the lease', () => {
    test('is held by one gateway, which may renew it', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]

      expect([await one.claim(), await two.claim(), await one.claim()]).toEqual([true, false, true])
    })

    test('is free again once it is released, and only its holder can do that', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      await one.claim()
      await two.release()
      expect(await two.claim()).toBe(false)
      await one.release()

      expect([await two.claim(), await one.claim()]).toEqual([true, false])
    })

    test('is taken over once it has expired', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      await one.claim()
      now += leaseMs - 1
      expect(await two.claim()).toBe(false)
      now += 1

      expect([await two.claim(), await one.claim()]).toEqual([true, false])
    })

    test('is renewed by its holder only, also once it has expired', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      expect(await one.renew()).toBe(false)
      await one.claim()
      now += leaseMs
      expect([await two.renew(), await one.renew()]).toEqual([false, true])
      now += leaseMs - 1

      expect(await two.claim()).toBe(false)
    })

    test('that another gateway took over and released is not renewed', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      await one.claim()
      now += leaseMs
      await two.claim()
      await two.release()

      expect(await one.renew()).toBe(false)
    })

    test('is renewed by storing', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      const { epoch } = await begin(one, put(row(1)))
      now += leaseMs - 1
      await one.save(put(row(2)), state, epoch)
      now += leaseMs - 1

      expect(await two.claim()).toBe(false)
    })

    test('does not last longer because the clock was set back', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      await one.claim()
      now -= 3_600_000

      expect(await two.claim()).toBe(true)
    })

    test('is taken by one of many who ask at once', async () => {
      const stores = Array.from({ length: 6 }, (_, index) => storeOn(index % 2 === 0 ? own : other))
      const claims = await Promise.all(stores.map((store) => store.claim()))

      expect(claims.filter(Boolean).length).toBe(1)
    })
  })

  describe('a save', () => {
    test('without the lease stores nothing', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      const first = await begin(one, put(row(1)))
      now += leaseMs
      await two.claim()

      await expect(one.save(put(row(1, 'late')), { ...state, asOf: 9_000 }, first.epoch)).rejects.toThrow(
        SyncLeaseLostError,
      )
      expect(await two.read(null)).toEqual({ revision: first, state, isWhole: true, changes: put(row(1)) })
    })

    test('of references needs no lease, and keeps state and lease as they are', async () => {
      const [one, two] = [storeOn(own), storeOn(other)]
      const first = await begin(one, put(row(1)))
      const second = await two.save({ others: { put: [row(5)], remove: [] } }, null, first.epoch)

      expect(second).toEqual({ epoch: first.epoch, number: first.number + 1 })
      expect(await one.read(first)).toEqual({
        revision: second,
        state,
        isWhole: false,
        changes: { others: { put: [row(5)], remove: [] } },
      })
      expect([await two.claim(), await one.claim()]).toEqual([false, true])
    })

    test('of a replica that was begun again meanwhile stores nothing', async () => {
      const store = storeOn(own)
      const first = await begin(store, put(row(1)))
      await own
        .deleteFrom('sync_records')
        .where('account', '=', storedKey({ account, format: '1' }))
        .execute()
      await own
        .deleteFrom('sync_accounts')
        .where('account', '=', storedKey({ account, format: '1' }))
        .execute()
      const begun = await storeOn(other).read(first)
      await store.claim()

      expect([begun.isWhole, begun.revision.number, begun.state, begun.changes]).toEqual([true, 0, null, {}])
      await expect(store.save(put(row(2)), state, first.epoch)).rejects.toThrow(SyncLeaseLostError)
      await expect(store.save(put(row(2)), null, first.epoch)).rejects.toThrow(SyncLeaseLostError)
      expect((await store.read(first)).changes).toEqual({})
    })

    test('of a replica that was begun again is read whole, however many changes the one before had', async () => {
      const store = storeOn(own)
      const { epoch } = await begin(store, put(row(1)))
      for (let change = 0; change < 5; change += 1) await store.save(put(row(1, `${change}`)), state, epoch)
      const { revision: last } = await store.read(null)
      await own
        .deleteFrom('sync_records')
        .where('account', '=', storedKey({ account, format: '1' }))
        .execute()
      await own
        .deleteFrom('sync_accounts')
        .where('account', '=', storedKey({ account, format: '1' }))
        .execute()
      const revision = await begin(storeOn(other), put(row(2)))

      expect(await store.read(last)).toEqual({ revision, state, isWhole: true, changes: put(row(2)) })
    })

    test('at the same time as others gets a revision of its own', async () => {
      const { epoch, number } = await begin(storeOn(own), {})
      const stores = Array.from({ length: 8 }, (_, index) => storeOn(index % 2 === 0 ? own : other))
      const saved = await Promise.all(stores.map((store, id) => store.save(put(row(id)), null, epoch)))

      expect(saved.map((revision) => revision.number).sort((a, b) => a - b)).toEqual(
        stores.map((_, index) => number + 1 + index),
      )
      expect((await storeOn(own).read(null)).changes.rows?.put.map(({ id }) => id)).toEqual(stores.map((_, id) => id))
    })
  })
})
