import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createReplicaContent, type ReplicaContent } from '../../../server/sync/replica-content.ts'
import { createReplicaStore, SyncLeaseLostError, type ReplicaStore } from '../../../server/sync/replica-store.ts'
import { newState, type SyncState } from '../../../server/sync/sync-state.ts'
import { createUnreliableStore, type UnreliableStore } from './unreliable-store.ts'

type Row = { readonly id: number; readonly text: string }
type Records = { readonly rows: Row; readonly names: Row }

const collections = { rows: { name: 'Rows' }, names: { name: 'Names' } }
const row = (id: number, text = 'a'): Row => ({ id, text })
const put = (...rows: Row[]) => ({ rows: { put: rows, remove: [] } })
const remove = (...ids: number[]) => ({ rows: { put: [], remove: ids } })
const stateAt = (asOf: number): SyncState => ({ ...newState(0, { rows: asOf }), asOf })
const rowsOf = (content: ReplicaContent<Records>) => content.tables.rows.rows()
const namesOf = (content: ReplicaContent<Records>) => content.tables.names.rows()

/** More than are stored in one transaction. */
const manyRows = (text: string) => Array.from({ length: 2_500 }, (_, id) => row(id, text))

interface Gateway {
  readonly store: UnreliableStore<Records>
  readonly content: ReplicaContent<Records>
  /** Takes the lease and commits, as a worker does. */
  commit(changes: Parameters<ReplicaStore<Records>['save']>[0], asOf: number): Promise<void>
}

describe('the content of a replica', () => {
  let database: Database
  let now: number
  let changes: number
  beforeEach(async () => {
    database = await openDatabase('file::memory:')
    now = 1_000_000
    changes = 0
  })
  afterEach(() => database.destroy())

  const createStore = () =>
    createReplicaStore<Records>({ database, account: 'a', format: '1', wallClock: () => now, leaseMs: 8_000 })

  function createGateway(): Gateway {
    const store = createUnreliableStore(createStore())
    const content = createReplicaContent<Records>(collections, store, () => (changes += 1))
    return {
      store,
      content,
      async commit(own, asOf) {
        if (!store.isAway) {
          if (!store.losesAnswers) await store.claim()
          if (!store.losesAnswers) await content.pull()
        }
        await content.commit(own, { ...content.state, ...stateAt(asOf), changedAt: content.state?.changedAt ?? {} })
        if (!store.isAway && !store.losesAnswers) await store.release()
      },
    }
  }

  /** What a gateway that starts now finds. */
  async function stored() {
    const { content } = createGateway()
    await content.pull()
    return { rows: rowsOf(content), names: namesOf(content), asOf: content.state?.asOf ?? null }
  }

  test('is empty, without a state, where nothing is stored', async () => {
    const { content } = createGateway()
    await content.pull()

    expect([content.state, rowsOf(content), namesOf(content)]).toEqual([null, [], []])
  })

  test('is stored with each commit, and read by the gateways that follow', async () => {
    const [one, two] = [createGateway(), createGateway()]
    await one.commit(put(row(1), row(2)), 1)
    await two.content.pull()
    await one.commit({ ...put(row(2, 'b')), names: { put: [row(9)], remove: [] } }, 2)
    await one.commit(remove(1), 3)
    await two.content.pull()

    const wanted = { rows: [row(2, 'b')], names: [row(9)], asOf: 3 }
    expect(await stored()).toEqual(wanted)
    expect({ rows: rowsOf(two.content), names: namesOf(two.content), asOf: two.content.state?.asOf }).toEqual(wanted)
  })

  test('keeps tables and state the same objects when what is stored is read again and nothing has changed', async () => {
    const [one, two] = [createGateway(), createGateway()]
    await one.commit(put(row(1)), 1)
    await two.content.pull()
    for (const { content } of [one, two]) {
      const { tables, state } = content
      await content.pull()

      expect(content.tables).toBe(tables)
      expect(content.state).toBe(state)
    }
  })

  test('says when a record of a collection last changed, and not when one was only read again', async () => {
    const { content, commit } = createGateway()
    await commit({ ...put(row(1)), names: { put: [row(9)], remove: [] } }, 1)
    await commit({ ...put(row(1, 'b')), names: { put: [row(9)], remove: [] } }, 2)
    await commit(put(row(1, 'b')), 3)

    expect(content.state?.changedAt).toEqual({ rows: 2, names: 1 })
  })

  test('is not read again where only this gateway has stored something', async () => {
    const { content, commit } = createGateway()
    await commit(put(row(1)), 1)
    const { tables } = content
    await content.pull()

    expect(content.tables.rows).toBe(tables.rows)
  })

  test('has what was learned stored once it is settled, and is settled where it cannot be stored', async () => {
    const { store, content, commit } = createGateway()
    await commit(put(row(1)), 1)
    content.learn({ names: { put: [row(9)], remove: [] } })
    await content.settled()
    expect((await stored()).names).toEqual([row(9)])

    store.isAway = true
    content.learn({ names: { put: [row(10)], remove: [] } })
    await content.settled()
    store.isAway = false
    expect((await stored()).names).toEqual([row(9)])
  })

  test('tells of every change', async () => {
    const { content, commit } = createGateway()
    await commit(put(row(1)), 1)
    const before = changes
    content.learn({ names: { put: [row(9)], remove: [] } })
    expect(changes).toBe(before + 1)
    content.learn({ names: { put: [row(9)], remove: [] } })
    expect(changes).toBe(before + 1)
  })

  test('has what was learned at once, and stores it', async () => {
    const { content, commit } = createGateway()
    await commit(put(row(1)), 1)
    content.learn({ names: { put: [row(9)], remove: [] } })

    expect(namesOf(content)).toEqual([row(9)])
    await expect.poll(async () => (await stored()).names).toEqual([row(9)])
  })

  test('is emptied where the stored replica was begun again', async () => {
    const { content, commit } = createGateway()
    await commit(put(row(1)), 1)
    await database.deleteFrom('sync_records').execute()
    await database.deleteFrom('sync_accounts').execute()
    await content.pull()

    expect([content.state, rowsOf(content)]).toEqual([null, []])
  })

  describe('a slice of many records', () => {
    /** Has the work done before the store is asked for the nth time from now on. */
    function beforeSave({ store }: Gateway, nth: number, work: () => unknown): void {
      const { save } = store
      let saves = 0
      store.save = async (...args) => {
        saves += 1
        if (saves === nth) await work()
        return save(...args)
      }
    }
    const slice = stateAt(2)

    test('is stored in several transactions, and its state with the last', async () => {
      const gateway = createGateway()
      await gateway.commit(put(row(0)), 1)
      await gateway.store.claim()
      const seen: unknown[] = []
      for (const nth of [3, 5]) {
        beforeSave(gateway, nth, async () => {
          const { rows, asOf } = await stored()
          seen.push([rows.length, asOf])
        })
      }
      await gateway.content.commitSlice(put(...manyRows('b')), slice)

      expect(seen).toEqual([
        [1_000, 1],
        [2_500, 1],
      ])
      expect(await stored()).toEqual({ rows: manyRows('b'), names: [], asOf: 2 })
      expect(rowsOf(gateway.content)).toEqual(manyRows('b'))
    })

    test('is stored with the next commit where the database goes away in the middle', async () => {
      const gateway = createGateway()
      await gateway.commit(put(row(0)), 1)
      await gateway.store.claim()
      beforeSave(gateway, 3, () => (gateway.store.isAway = true))
      await gateway.content.commitSlice(put(...manyRows('b')), slice)
      expect([rowsOf(gateway.content).length, (await stored()).rows.length]).toEqual([2_500, 1_000])
      gateway.store.isAway = false
      await gateway.commit({}, 3)

      expect(await stored()).toEqual({ rows: manyRows('b'), names: [], asOf: 3 })
    })

    test('is given up where the lease is lost in the middle, and overwrites nothing from then on', async () => {
      const [one, two] = [createGateway(), createGateway()]
      await one.commit(put(row(0)), 1)
      await one.store.claim()
      beforeSave(one, 3, async () => {
        now += 8_000
        await two.commit(put(row(2_000, 'newer')), 5)
        await two.store.claim()
      })

      await expect(one.content.commitSlice(put(...manyRows('b')), slice)).rejects.toThrow(SyncLeaseLostError)
      const { rows, asOf } = await stored()
      expect([rows.length, rows.find(({ id }) => id === 2_000)?.text, asOf]).toEqual([1_001, 'newer', 5])
    })

    test('is stored after what memory has more, so that no state is without its records', async () => {
      const gateway = createGateway()
      await gateway.commit(put(row(0)), 1)
      gateway.store.isAway = true
      await gateway.commit(put(row(9_000, 'of a delta')), 3)
      gateway.store.isAway = false
      await gateway.store.claim()
      beforeSave(gateway, 2, () => (gateway.store.isAway = true))
      await gateway.content.commitSlice(put(...manyRows('b')), stateAt(3))

      expect(await stored()).toEqual({ rows: [row(0), row(9_000, 'of a delta')], names: [], asOf: 3 })
    })
  })

  describe('without the lease', () => {
    test('neither memory nor the database gets a commit, also not later', async () => {
      const [one, two] = [createGateway(), createGateway()]
      await one.commit(put(row(1)), 1)
      await one.store.claim()
      now += 8_000
      await two.store.claim()

      await expect(one.content.commit(put(row(1, 'late')), stateAt(2))).rejects.toThrow(SyncLeaseLostError)
      expect([rowsOf(one.content), one.content.state?.asOf]).toEqual([[row(1)], 1])
      await two.store.release()
      await one.commit({ names: { put: [row(9)], remove: [] } }, 3)
      expect(await stored()).toEqual({ rows: [row(1)], names: [row(9)], asOf: 3 })
    })
  })

  describe('while the database is away', () => {
    test('goes on in memory, and is stored with the first commit afterwards', async () => {
      const { content, store, commit } = createGateway()
      await commit(put(row(1), row(2)), 1)
      store.isAway = true
      await commit({ rows: { put: [row(1, 'b'), row(3)], remove: [2] } }, 2)
      content.learn({ names: { put: [row(9)], remove: [] } })
      await commit(put(row(1, 'c')), 3)

      const wanted = { rows: [row(1, 'c'), row(3)], names: [row(9)] }
      expect([rowsOf(content), namesOf(content)]).toEqual([wanted.rows, wanted.names])
      store.isAway = false
      await commit({}, 4)
      expect(await stored()).toEqual({ ...wanted, asOf: 4 })
      expect([rowsOf(content), namesOf(content)]).toEqual([wanted.rows, wanted.names])
    })

    test('from the start, what was loaded is kept and stored later', async () => {
      const { content, store, commit } = createGateway()
      store.isAway = true
      content.begin(stateAt(1))
      await commit(put(row(1), row(2)), 1)
      content.learn({ names: { put: [row(9)], remove: [] } })
      await commit(remove(2), 2)
      store.isAway = false
      await content.pull()

      expect([rowsOf(content), namesOf(content), content.state?.asOf]).toEqual([[row(1)], [row(9)], 2])
      await commit({}, 3)
      expect(await stored()).toEqual({ rows: [row(1)], names: [row(9)], asOf: 3 })
    })

    test('from the start, what others have stored is read once it is back', async () => {
      const [one, two] = [createGateway(), createGateway()]
      await one.commit(put(row(1), row(2)), 5)
      two.store.isAway = true
      two.content.begin(stateAt(6))
      await two.commit(put(row(1, 'mine'), row(7)), 6)
      two.store.isAway = false
      await two.content.pull()

      expect([rowsOf(two.content), two.content.state?.asOf]).toEqual([[row(1), row(2)], 5])
    })

    test('and the stored replica is begun again, what memory had more is not stored into the new one', async () => {
      const { content, store, commit } = createGateway()
      await commit(put(row(1)), 1)
      store.isAway = true
      await commit(put(row(2)), 2)
      store.isAway = false
      await database.deleteFrom('sync_records').execute()
      await database.deleteFrom('sync_accounts').execute()
      await commit(put(row(3)), 3)

      expect(rowsOf(content)).toEqual([row(3)])
      expect(await stored()).toEqual({ rows: [row(3)], names: [], asOf: 3 })
    })

    test('what memory has more is stored once', async () => {
      const { store, commit } = createGateway()
      await commit(put(row(1)), 1)
      store.isAway = true
      await commit(put(row(2)), 2)
      store.isAway = false
      await commit({}, 3)
      const { revision } = await createStore().read(null)
      await commit({}, 4)

      expect((await createStore().read(revision)).changes).toEqual({})
    })

    test('a commit whose answer is lost was stored, and is stored again with the next', async () => {
      const { store, commit, content } = createGateway()
      await commit(put(row(1)), 1)
      await store.claim()
      store.losesAnswers = true
      await commit(put(row(1, 'b')), 2)
      store.losesAnswers = false
      expect([rowsOf(content), content.state?.asOf]).toEqual([[row(1, 'b')], 2])
      await store.release()
      await commit({}, 3)

      expect(await stored()).toEqual({ rows: [row(1, 'b')], names: [], asOf: 3 })
    })

    test('reads again from where it was, if older records than its own turn out to be stored', async () => {
      const { store, commit, content } = createGateway()
      await commit(put(row(1)), 1)
      await store.claim()
      store.losesAnswers = true
      await commit(put(row(1, 'b')), 2)
      store.losesAnswers = false
      store.isAway = true
      await commit(put(row(1, 'c')), 3)
      store.isAway = false
      await content.pull()

      // Either the newer record, or the older one with a state from which deltas find the newer one.
      const shown = [rowsOf(content)[0]?.text, content.state?.cursors['rows']]
      expect([
        ['c', 3],
        ['b', 2],
      ]).toContainEqual(shown)
    })

    test('of two gateways that went on alone, none passes over what it takes from the other', async () => {
      const [one, two] = [createGateway(), createGateway()]
      await one.commit(put(row(1)), 1)
      await two.content.pull()
      for (const { store } of [one, two]) store.isAway = true
      await one.commit(put(row(1, 'at 2')), 2)
      await two.commit(put(row(1, 'at 3')), 3)
      for (const { store } of [one, two]) store.isAway = false
      // A slice, which does not move the cursors.
      await one.commit(put(row(5)), 2)
      await two.content.pull()

      const shown = [two.content.tables.rows.get(1)?.text, two.content.state?.cursors['rows']]
      expect([
        ['at 3', 3],
        ['at 2', 2],
      ]).toContainEqual(shown)
      expect(two.content.tables.rows.get(5)).toEqual(row(5))
    })
  })
})
