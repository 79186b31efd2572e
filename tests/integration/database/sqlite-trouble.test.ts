import { chmod, mkdir, mkdtemp, open, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../../../server/database/create-database.ts'
import type { DatabaseState } from '../../../server/database/database-state.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'

describe('a SQLite file in trouble', () => {
  let folder: string
  let path: string
  let db: Database
  let states: { state: DatabaseState; reason: unknown }[]

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gateway-sqlite-'))
    path = join(folder, 'data', 'gateway.db')
    states = []
    db = await openDatabase(`file:${path}`, { onState: (state, reason) => states.push({ state, reason }) })
  })
  afterEach(async () => {
    await db.destroy()
    await rm(folder, { recursive: true, force: true })
  })

  const spend = (state: string) => createSessionRecords(db).spendState(state, 1)
  const find = () => createSessionRecords(db).find('a')
  const large = 'x'.repeat(100_000)

  test('whose lock another program holds holds up no read and not this process, and writes when it is let go', async () => {
    const other = new DatabaseSync(path)
    other.exec('begin immediate')
    const write = spend('patient')
    let turns = 0
    const until = performance.now() + 500
    while (performance.now() < until) {
      expect(await find()).toBeNull()
      await new Promise((resolve) => setTimeout(resolve, 10))
      turns += 1
    }
    // A single blocking wait would have let one turn pass.
    expect(turns).toBeGreaterThan(3)
    other.exec('rollback')
    other.close()

    expect(await write).toBe(true)
    expect(states).toEqual([])
  })

  test('whose lock does not come says that it is busy', async () => {
    const other = new DatabaseSync(path)
    other.exec('begin immediate')

    await expect(Promise.all([spend('one'), spend('two')])).rejects.toMatchObject({
      name: 'DatabaseUnavailableError',
      trouble: 'busy',
    })
    other.exec('rollback')
    other.close()
    expect(await spend('three')).toBe(true)
  })

  test('with many transactions at once writes them all', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `state ${index}`)
    await Promise.all(
      names.map((name) =>
        db.transaction().execute(async (trx) => {
          await createSessionRecords(trx).spendState(name, 1)
          await new Promise((resolve) => setImmediate(resolve))
        }),
      ),
    )

    const { rows } = await sql<{ n: number }>`select count(*) as n from spent_states`.execute(db)
    expect(rows[0]?.n).toBe(50)
  })

  test('keeps what a transaction has written to itself until it is committed', async () => {
    await db.transaction().execute(async (trx) => {
      await createSessionRecords(trx).spendState('mine', 1)
      expect(await trx.selectFrom('spent_states').selectAll().execute()).toHaveLength(1)
      expect(await db.selectFrom('spent_states').selectAll().execute()).toHaveLength(0)
    })

    expect(await db.selectFrom('spent_states').selectAll().execute()).toHaveLength(1)
  })

  async function fill() {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count ?? 1)}`.execute(db)
  }

  test('that is full says so with the real reason, loses nothing, and takes writes again when there is room', async () => {
    await spend('before')
    await fill()

    await expect(spend(large)).rejects.toMatchObject({
      trouble: 'full',
      message: expect.stringContaining('database is full'),
      cause: expect.objectContaining({ message: 'database or disk is full' }),
    })
    expect(await db.selectFrom('spent_states').select('state_hash').execute()).toEqual([{ state_hash: 'before' }])
    expect(states).toEqual([{ state: 'full', reason: expect.objectContaining({ errcode: 13 }) }])
    await sql`pragma max_page_count = 1000000`.execute(db)
    expect(await spend(large)).toBe(true)
    expect(states.map(({ state }) => state)).toEqual(['full', 'available'])
  })

  test('that becomes full in a transaction says so, and not that there is nothing to roll back', async () => {
    await fill()
    const transaction = db.transaction().execute(async (trx) => {
      await createSessionRecords(trx).spendState('small', 1)
      await createSessionRecords(trx).spendState(large, 1)
    })

    await expect(transaction).rejects.toMatchObject({ trouble: 'full' })
    expect(await db.selectFrom('spent_states').selectAll().execute()).toEqual([])
    await sql`pragma max_page_count = 1000000`.execute(db)
    expect(await spend('after')).toBe(true)
  })

  test('that takes no writes says so, and is read all the same', async () => {
    await sql`pragma query_only = on`.execute(db)

    await expect(spend('refused')).rejects.toMatchObject({ trouble: 'read-only' })
    expect(await find()).toBeNull()
    await sql`pragma query_only = off`.execute(db)
    expect(await spend('taken')).toBe(true)
    expect(states.map(({ state }) => state)).toEqual(['read-only', 'available'])
  })

  test('that was damaged says so', async () => {
    await db.destroy()
    const file = await open(path, 'r+')
    await file.write(Buffer.alloc(4_096 * 3, 0xa5), 0, 4_096 * 3, 4_096)
    await file.close()
    const opening = openDatabase(`file:${path}`)

    await expect(opening).rejects.toMatchObject({ name: 'DatabaseUnavailableError', trouble: 'damaged' })
  })

  test('that is none says so', async () => {
    const elsewhere = join(folder, 'notes.txt')
    await writeFile(elsewhere, 'These are notes and no database, however long they may become. '.repeat(20))

    await expect(openDatabase(`file:${elsewhere}`)).rejects.toMatchObject({ trouble: 'damaged' })
  })

  test('takes texts that it cannot spell, with U+FFFD in their place', async () => {
    expect(await spend('a\0b\ud800c')).toBe(true)
    const rows = await db.selectFrom('spent_states').select('state_hash').execute()
    expect(rows).toEqual([{ state_hash: 'a\ufffdb\ufffdc' }])
  })
})

describe('the files of a SQLite database', () => {
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

  test('are for their own user only: the folder 700, database, log and index 600', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-sqlite-'))
    const path = join(folder, 'data', 'gateway.db')
    const db = await openDatabase(`file:${path}`)
    await createSessionRecords(db).spendState('a', 1)

    const names = await readdir(join(folder, 'data'))
    expect(names.toSorted()).toEqual(['gateway.db', 'gateway.db-shm', 'gateway.db-wal'])
    const modes = await Promise.all(names.map((name) => modeOf(join(folder, 'data', name))))
    expect([await modeOf(join(folder, 'data')), ...modes]).toEqual(['700', '600', '600', '600'])
    await db.destroy()
    await rm(folder, { recursive: true })
  })

  test('that all could read are closed to others; those of a group stay its own', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-sqlite-'))
    const path = join(folder, 'gateway.db')
    await mkdir(folder, { recursive: true })
    await writeFile(path, '')
    await chmod(path, 0o644)
    await (await openDatabase(`file:${path}`)).destroy()

    expect(await modeOf(path)).toBe('640')
    await rm(folder, { recursive: true })
  })
})
