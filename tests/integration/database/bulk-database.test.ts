import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBulkDatabase, openDatabase, type Database } from '../../../server/database/create-database.ts'
import { createStateTeller, type DatabaseState } from '../../../server/database/database-state.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'

describe('the database for large writes', () => {
  let folder: string
  let path: string
  let db: Database
  let bulk: Database
  let states: DatabaseState[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-bulk-'))
    path = join(folder, 'gateway.db')
    states = []
    const state = createStateTeller((now) => states.push(now))
    db = await openDatabase(`file:${path}`, { state })
    bulk = createBulkDatabase(`file:${path}`, db, state)
  })
  afterEach(async () => {
    await bulk.destroy()
    await db.destroy()
    await rm(folder, { recursive: true, force: true })
  })

  const spend = (on: Database, state: string) => createSessionRecords(on).spendState(state, 1)
  const spent = async (on: Database) =>
    (await on.selectFrom('spent_states').select('state_hash').orderBy('state_hash').execute()).map(
      (row) => row.state_hash,
    )

  test('writes the same file, and each sees what the other has committed', async () => {
    expect(await spend(bulk, 'a')).toBe(true)
    expect(await spend(db, 'a')).toBe(false)
    expect(await spend(db, 'b')).toBe(true)
    expect(await spent(bulk)).toEqual(['a', 'b'])
  })

  test('keeps what a transaction has written to itself, and drops it if the transaction fails', async () => {
    const failing = bulk.transaction().execute(async (trx) => {
      await spend(trx, 'dropped')
      expect(await spent(trx)).toEqual(['dropped'])
      expect(await spent(bulk)).toEqual([])
      throw new Error('not this one')
    })

    await expect(failing).rejects.toThrow('not this one')
    expect(await spend(bulk, 'kept')).toBe(true)
    expect(await spent(db)).toEqual(['kept'])
  })

  test('leaves this thread free while a statement runs', async () => {
    let turns = 0
    const timer = setInterval(() => (turns += 1), 1)
    // Some hundred milliseconds of work for SQLite.
    const slow = sql`update spent_states set expires_at = (
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000) select count(*) from n
    )`
    await spend(bulk, 'a')
    turns = 0
    await slow.execute(bulk)
    clearInterval(timer)

    expect(turns).toBeGreaterThan(3)
  })

  test('waits for the lock of another program, and says what is wrong with a statement', async () => {
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const write = spend(bulk, 'patient')
    await expect(Promise.race([write, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))])).resolves.toBe(
      'waits',
    )
    other.exec('rollback')
    other.close()

    expect(await write).toBe(true)
    await expect(sql`insert into nowhere values (1)`.execute(bulk)).rejects.toThrow('no such table: nowhere')
    await expect(
      sql`insert into spent_states (state_hash, expires_at) values ('patient', 1)`.execute(bulk),
    ).rejects.toMatchObject({
      errcode: expect.any(Number),
    })
    expect(states).toEqual([])
  })

  test('tells of a full disk like the other one, and of its return', async () => {
    const { page_count: pages } = (await sql<{ page_count: number }>`pragma page_count`.execute(db)).rows[0]!
    await spend(bulk, 'started')
    // A limit of the connection, as it is set in a transaction of its own.
    await bulk.transaction().execute((trx) => sql.raw(`pragma max_page_count = ${pages + 1}`).execute(trx))

    await expect(spend(bulk, 'x'.repeat(100_000))).rejects.toMatchObject({
      name: 'DatabaseUnavailableError',
      trouble: 'full',
    })
    expect(await spend(db, 'b')).toBe(true)
    expect(states).toEqual(['full', 'available'])
  })

  test('can be closed without having been used, and while a statement runs', async () => {
    const state = createStateTeller()
    await createBulkDatabase(`file:${path}`, db, state).destroy()
    const last = createBulkDatabase(`file:${path}`, db, state)
    await spend(last, 'first')
    const writing = spend(last, 'last')
    await setImmediate()
    await last.destroy()

    expect(await writing).toBe(true)
    expect(await spent(db)).toEqual(['first', 'last'])
  })

  test('in memory and in PostgreSQL is the one that is open', async () => {
    const state = createStateTeller()
    expect(createBulkDatabase('file::memory:', db, state)).toBe(db)
    expect(createBulkDatabase('postgres://there/gateway', db, state)).toBe(db)
  })
})
