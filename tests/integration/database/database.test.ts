import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase, openDatabase } from '../../../server/database/create-database.ts'
import { DatabaseUnavailableError } from '../../../server/database/database-unavailable-error.ts'
import { migrate, UnknownMigrationError, type Migration } from '../../../server/database/migrate.ts'
import { createSessionRecords } from '../../../server/database/session-records.ts'
import { databaseKinds, startDatabases, type Databases } from './databases.ts'
import { patientProbes } from '../../support/patient-probes.ts'

describe.each(databaseKinds)('a database of %s', (kind) => {
  let databases: Databases

  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  afterAll(() => databases.close())

  const createTable = (name: string): Migration => ({
    name: `9-${name}`,
    up: (db) => db.schema.createTable(name).addColumn('a', 'text').execute(),
  })
  const failing: Migration = { name: '9-failing', up: () => Promise.reject(new Error('no')) }

  test('gets its tables once, whoever opens it', async () => {
    const url = await databases.create()
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(url, { probeTimes: patientProbes })))
    const steps = await opened[0]?.selectFrom('sessions').selectAll().execute()
    await Promise.all(opened.map((db) => db.destroy()))

    expect(steps).toEqual([])
  })

  test('gets its tables once when several programs start at once', async () => {
    const url = await databases.create()
    const path = new URL('../../../server/database/create-database.ts', import.meta.url).href
    const code = `const { openDatabase } = await import('${path}'); await (await openDatabase('${url}', ${JSON.stringify({ probeTimes: patientProbes })})).destroy()`
    const programs = Array.from({ length: 3 }, () => spawn(process.execPath, ['--input-type=module', '-e', code]))
    const ends = programs.map(async (program) => {
      const [errors, [status]] = await Promise.all([text(program.stderr), once(program, 'exit')])
      return [status as unknown, errors]
    })

    expect(await Promise.all(ends)).toEqual(programs.map(() => [0, '']))
  })

  test('takes steps in order, each once, and names them', async () => {
    const db = createDatabase(await databases.create())
    const [a, b] = [createTable('a'), createTable('b')]

    expect(await migrate(db, kind, [a])).toEqual(['9-a'])
    expect(await migrate(db, kind, [a, b])).toEqual(['9-b'])
    expect(await migrate(db, kind, [a, b])).toEqual([])
    await db.destroy()
  })

  test('is left as it was by a step that fails', async () => {
    const db = createDatabase(await databases.create())

    await expect(migrate(db, kind, [createTable('a'), failing])).rejects.toThrow('no')
    expect(await migrate(db, kind, [createTable('a')])).toEqual(['9-a'])
    await db.destroy()
  })

  test('of a newer gateway is refused', async () => {
    const db = createDatabase(await databases.create())
    await migrate(db, kind, [createTable('a')])

    await expect(migrate(db, kind, [])).rejects.toThrow(UnknownMigrationError)
    await db.destroy()
  })

  test('keeps instants exactly and counts as numbers', async () => {
    const db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
    const now = 8_640_000_000_000_000
    await db.insertInto('spent_states').values({ state_hash: 'é', expires_at: now }).execute()

    expect({ ...(await db.selectFrom('spent_states').selectAll().executeTakeFirst()) }).toEqual({
      state_hash: 'é',
      expires_at: now,
    })
    const { rows } = await sql<{ n: number }>`select count(*) as n from spent_states`.execute(db)
    expect(rows[0]?.n).toBe(1)
    await db.destroy()
  })

  test('says what is wrong with a statement as it is', async () => {
    const db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
    const row = { state_hash: 'a', expires_at: 1 }
    await db.insertInto('spent_states').values(row).execute()
    const twice = db.insertInto('spent_states').values(row).execute()

    await expect(twice).rejects.toThrow(/unique/i)
    await expect(twice).rejects.not.toThrow(DatabaseUnavailableError)
    await db.destroy()
  })

  test('keeps sessions', async () => {
    const db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
    const records = createSessionRecords(db)
    const record = {
      idHash: 'a',
      principalId: 'p',
      principal: '{}',
      createdAt: 1_000,
      seenAt: 1_000,
      expiresAt: 9_000,
      renewAt: 2_000,
      tokens: 'one',
    }
    const renewed = { principal: '{"n":1}', renewAt: 3_000, tokens: 'two' }
    await records.insert(record)
    await records.insert({ ...record, idHash: 'idle' })
    await records.insert({ ...record, idHash: 'over', seenAt: 5_000, expiresAt: 4_000 })

    expect(await records.find('a')).toEqual(record)
    expect(await records.find('b')).toBeNull()
    expect([await records.renew(record, renewed), await records.renew(record, renewed)]).toEqual([true, false])
    await records.touch('a', 5_000)
    expect(await records.find('a')).toEqual({ ...record, ...renewed, seenAt: 5_000 })
    await records.sweep({ now: 5_000, idleSince: 1_000 })
    expect([await records.find('idle'), await records.find('over')]).toEqual([null, null])
    expect([await records.deleteOf('p'), await records.deleteOf('p')]).toEqual([1, 0])
    await db.destroy()
  })

  test('takes a state once, and forgets it in time', async () => {
    const db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
    const records = createSessionRecords(db)

    expect([await records.spendState('s', 10), await records.spendState('s', 10)]).toEqual([true, false])
    await records.sweep({ now: 10, idleSince: 0 })
    expect(await records.spendState('s', 20)).toBe(true)
    await db.destroy()
  })
})

describe('a SQLite file', () => {
  test('is durable: write-ahead log, each commit on disk, foreign keys, and never waiting inside', async () => {
    const databases = await startDatabases('sqlite')
    const db = await openDatabase(await databases.create(), { probeTimes: patientProbes })
    const pragma = async (name: string) =>
      (await sql`pragma ${sql.raw(name)}`.execute(db)).rows.map((row) => ({ ...(row as object) }))

    expect([
      await pragma('journal_mode'),
      await pragma('synchronous'),
      await pragma('foreign_keys'),
      await pragma('busy_timeout'),
    ]).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: 2 }], [{ foreign_keys: 1 }], [{ timeout: 0 }]])
    await db.destroy()
    await databases.close()
  })

  test('where none can be is a database that is away', async () => {
    await expect(openDatabase('file:/etc/passwd/gateway.db')).rejects.toThrow(DatabaseUnavailableError)
  })
})
