import { copyFile, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keptTables, leftOutTables } from '../../../server/database/backup/backup-content.ts'
import { BackupError } from '../../../server/database/backup/backup-error.ts'
import { verifyBackup } from '../../../server/database/backup/read-backup.ts'
import { restoreBackup } from '../../../server/database/backup/restore-backup.ts'
import { writeBackup } from '../../../server/database/backup/write-backup.ts'
import { createDatabase, openDatabase, type Database } from '../../../server/database/create-database.ts'
import { kindOf, type DatabaseKind } from '../../../server/database/database-kind.ts'
import { migrate } from '../../../server/database/migrate.ts'
import { migrations } from '../../../server/database/migrations/all.ts'
import { patientProbes } from '../../support/patient-probes.ts'
import { startProgram } from '../../support/program.ts'
import { fillDatabase, logOne } from './filled-database.ts'
import { startDatabases, type Databases } from './databases.ts'

const takenAt = Date.UTC(2026, 2, 18, 15)
const clock = () => takenAt
const finish = async () => null
let folder: string
let files = 0
const newFile = () => join(folder, `backup-${++files}.db`)
const servers: Partial<Record<DatabaseKind, Databases>> = {}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gateway-backup-'))
  servers.sqlite = await startDatabases('sqlite')
  servers.postgres = await startDatabases('postgres')
})
afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.close()))
  await rm(folder, { recursive: true })
})

const open = (url: string) => openDatabase(url, { probeTimes: patientProbes })
const create = (kind: DatabaseKind) => servers[kind]!.create()

/** A database with some of everything, which nothing has open. */
async function filled(kind: DatabaseKind): Promise<string> {
  const url = await create(kind)
  const db = await open(url)
  await fillDatabase(db)
  await db.destroy()
  return url
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)

/** All rows of what a backup has. */
async function contentOf(url: string): Promise<Record<string, unknown[]>> {
  const db = await open(url)
  const content: Record<string, unknown[]> = {}
  for (const table of keptTables) {
    const rows = await db.selectFrom(table).selectAll().execute()
    content[table] = rows.map((row) => JSON.stringify(Object.entries(row).toSorted(byName))).toSorted()
  }
  await db.destroy()
  return content
}

async function tablesOf(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables()
  return tables.map(({ name }) => name).filter((name) => name !== 'migrations')
}

describe.each(['sqlite', 'postgres'] as const)('a backup of %s', (kind) => {
  test('has each table of the database, or leaves it out on purpose', async () => {
    const db = await open(await create(kind))
    const tables = await tablesOf(db)
    await db.destroy()

    expect(tables.filter((name) => ![...keptTables, ...leftOutTables].some((known) => known === name))).toEqual([])
    expect(keptTables.filter((name) => !tables.includes(name))).toEqual([])
  })

  test.each(['sqlite', 'postgres'] as const)('is restored to %s as it was, without sessions', async (other) => {
    const [url, target, path] = [await filled(kind), await create(other), newFile()]
    const { rows } = await writeBackup({ url, path, clock })
    const { backup, finished } = await restoreBackup({
      path,
      url: target,
      replaces: false,
      finish: async (db) => (await db.selectFrom('changes').select('id').execute()).length,
    })

    const content = await contentOf(url)
    expect(await contentOf(target)).toEqual(content)
    expect(Object.values(content).every((some) => some.length > 0)).toBe(true)
    expect([backup.takenAt, finished]).toEqual([takenAt, content['changes']!.length])
    expect(Object.fromEntries(rows)).toEqual(
      Object.fromEntries(Object.entries(content).map(([table, some]) => [table, some.length])),
    )
    const db = await open(target)
    expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('sync_records').selectAll().execute()).toEqual([])
    await db.destroy()
  })

  test('is of one moment, while others write', async () => {
    const url = await filled(kind)
    const writers = [await open(url), await open(url)]
    const others = { write: true }
    const writing = writers.map(async (db, writer) => {
      for (let n = 0; others.write; n++) await logOne(db, `w${writer}-${n}`)
    })
    const path = newFile()
    await writeBackup({ url, path, clock })
    others.write = false
    await Promise.all(writing)
    await Promise.all(writers.map((db) => db.destroy()))

    const db = new DatabaseSync(path, { readOnly: true })
    const lone = db.prepare(`select count(*) as n from changes where
      (select count(*) from change_steps where change_id = changes.id) <> 3
      or (select last_position from change_queues as queue where queue.ticket_id = changes.ticket_id
        and queue.tenant_id = changes.tenant_id) < position`)
    expect(lone.get()).toMatchObject({ n: 0 })
    db.close()
    expect(verifyBackup(path).rows.get('changes')).toBeGreaterThan(0)
  })

  test('of an older version is made at its level, and restored with the tables of this one', async () => {
    const [url, target, path] = [await create(kind), await create(kind), newFile()]
    const db = createDatabase(url)
    await migrate(db, kind, migrations.slice(0, 8))
    await db.insertInto('tenants').values({ id: 'acme', name: 'Acme', created_at: 1 }).execute()
    await db.destroy()
    await writeBackup({ url, path, clock })
    await restoreBackup({ path, url: target, replaces: false, finish })

    expect(verifyBackup(path).level).toEqual(migrations.slice(0, 8))
    const content = await contentOf(target)
    expect([content['tenants']?.length, content['own_keys']?.length]).toEqual([1, 1])
  })

  test('of a newer version is refused before anything is written', async () => {
    const [url, path] = [await create(kind), newFile()]
    const db = createDatabase(url)
    await migrate(db, kind, [...migrations, { name: '9999-newer', up: async () => undefined }])
    await db.destroy()

    await expect(writeBackup({ url, path, clock })).rejects.toThrow(
      'The database (DATABASE_URL) is of a newer version (9999-newer): use that version, or a newer one.',
    )
    expect((await readdir(folder)).filter((name) => join(folder, name).startsWith(path))).toEqual([])
  })

  test('of a database without tables is refused', async () => {
    const url = await create(kind)
    const db = createDatabase(url)
    await sql`create table other (a text)`.execute(db)
    await db.destroy()

    await expect(writeBackup({ url, path: newFile(), clock })).rejects.toThrow(
      'The database (DATABASE_URL) has no tables of a gateway.',
    )
  })

  describe('is not restored to a database', () => {
    let path: string
    beforeAll(async () => {
      path = newFile()
      await writeBackup({ url: await filled(kind), path, clock })
    })

    test('that is in use', async () => {
      const url = await create(kind)
      const db = await open(url)
      await db.selectFrom('tenants').selectAll().execute()
      const refused = restoreBackup({ path, url, replaces: true, finish })

      await expect(refused).rejects.toThrow(BackupError)
      await expect(refused).rejects.toThrow(
        /^The database \(DATABASE_URL\) is in use: .* open.* Stop every gateway, and run this again\.$/,
      )
      await db.destroy()
      await restoreBackup({ path, url, replaces: false, finish })
    })

    test('that has content, unless that is to be replaced', async () => {
      const url = await create(kind)
      const db = await open(url)
      await db.insertInto('tenants').values({ id: 'other', name: 'Other', created_at: 1 }).execute()
      await db.destroy()

      await expect(restoreBackup({ path, url, replaces: false, finish })).rejects.toThrow(
        'The database (DATABASE_URL) is not empty: 1 tenant. To replace all of it, run this again with --replace',
      )
      await restoreBackup({ path, url, replaces: true, finish })
      expect((await contentOf(url))['tenants']).not.toEqual(expect.arrayContaining([expect.stringContaining('Other')]))
    })

    test('of a newer version', async () => {
      const url = await create(kind)
      const db = createDatabase(url)
      await migrate(db, kind, [...migrations, { name: '9999-newer', up: async () => undefined }])
      await db.destroy()

      await expect(restoreBackup({ path, url, replaces: true, finish })).rejects.toThrow(/newer version/)
    })

    test('half, when the program is killed', async () => {
      const url = await filled(kind)
      const before = await contentOf(url)
      const module = new URL('../../../server/database/backup/restore-backup.ts', import.meta.url).href
      const program = startProgram(
        [
          '--input-type=module',
          '-e',
          `const { restoreBackup } = await import('${module}')
          await restoreBackup({ path: '${path}', url: '${url}', replaces: true, async finish() {
            console.log('all rows are there')
            setInterval(() => undefined, 1_000)
            await new Promise(() => undefined)
          } })`,
        ],
        {},
      )
      await program.printed(/all rows are there/)
      await program.kill()
      // PostgreSQL notices that the client is gone, and rolls back.
      await expect.poll(() => contentOf(url)).toEqual(before)
    })
  })
})

describe('the file of a backup', () => {
  let path: string
  beforeAll(async () => {
    path = newFile()
    await writeBackup({ url: await filled('sqlite'), path, clock })
  })

  async function changed(change: (db: DatabaseSync) => void): Promise<string> {
    const copy = newFile()
    await copyFile(path, copy)
    const db = new DatabaseSync(copy)
    change(db)
    db.close()
    return copy
  }

  test('is one file, for this user alone, and verified as whole', async () => {
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await readdir(folder)).filter((name) => join(folder, name).startsWith(path))).toHaveLength(1)
    expect(verifyBackup(path)).toMatchObject({ takenAt, level: migrations })
  })

  test('is never written over', async () => {
    const before = await readFile(path)

    await expect(writeBackup({ url: await filled('sqlite'), path, clock })).rejects.toThrow('is there already')
    expect((await readFile(path)).equals(before)).toBe(true)
  })

  test.each<[string, () => Promise<string>, RegExp]>([
    ['that is not there', async () => join(folder, 'none.db'), /is not there/],
    [
      'that is cut off',
      async () => {
        const cut = newFile()
        const all = await readFile(path)
        await writeFile(cut, all.subarray(0, all.length / 2))
        return cut
      },
      /is damaged/,
    ],
    [
      'of another kind',
      async () => {
        const other = newFile()
        await writeFile(other, 'These are notes. '.repeat(100))
        return other
      },
      /is damaged, or no backup/,
    ],
    ['that is another database', async () => changed((db) => db.exec('pragma application_id = 1')), /is no backup/],
    [
      'with another letter',
      async () => changed((db) => db.exec("update changes set note = 'Other.' where rowid = 1")),
      /was changed after it was made: the table changes/,
    ],
    [
      'with a row less',
      async () => changed((db) => db.exec('delete from audit_records where rowid = 1')),
      /was changed after it was made: the table audit_records/,
    ],
    [
      'of a newer version',
      async () => changed((db) => db.exec("insert into migrations values ('9999-newer', '')")),
      /is of a newer version \(9999-newer\)/,
    ],
  ])('%s is refused, and nothing is restored', async (_, make, message) => {
    const url = await create('sqlite')
    const file = await make()

    await expect(restoreBackup({ path: file, url, replaces: true, finish })).rejects.toThrow(message)
    await expect(stat(url.replace('file:', ''))).rejects.toThrow('ENOENT')
  })

  test('that cannot be written is said to be so, and not the database', async () => {
    const notes = join(folder, 'notes.txt')
    await writeFile(notes, '')
    const url = await filled('sqlite')

    await expect(writeBackup({ url, path: join(notes, 'backup.db'), clock })).rejects.toThrow(
      /^The folder .*notes\.txt cannot be made \(EEXIST\)\.$/,
    )
    await expect(writeBackup({ url, path: `${folder}/${'x'.repeat(300)}`, clock })).rejects.toThrow(
      /x cannot be written: see whether its folder and its disk take files\.$/,
    )
  })

  test('has its name only once it is whole', async () => {
    const [url, target] = [await filled('sqlite'), newFile()]
    const module = new URL('../../../server/database/backup/write-backup.ts', import.meta.url).href
    const program = startProgram(
      [
        '--input-type=module',
        '-e',
        `const { writeBackup } = await import('${module}')
        await writeBackup({ url: '${url}', path: '${target}', clock() {
          process.stdout.write('begun')
          for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
        } })`,
      ],
      {},
    )
    await program.printed(/begun/)
    await program.kill()

    await expect(stat(target)).rejects.toThrow('ENOENT')
    await writeBackup({ url, path: target, clock })
    expect(verifyBackup(target).takenAt).toBe(takenAt)
  })
})

test('a SQLite file that is damaged is not restored over, and says what to do', async () => {
  const [url, path] = [await create('sqlite'), newFile()]
  await writeBackup({ url: await filled('sqlite'), path, clock })
  const db = await open(url)
  await db.destroy()
  await writeFile(url.replace('file:', ''), 'This is no database any more. '.repeat(200))

  await expect(restoreBackup({ path, url, replaces: true, finish })).rejects.toThrow(
    'is damaged: move its file away, and those with -wal and -shm at the end of its name, and run this again.',
  )
  expect(kindOf(url)).toBe('sqlite')
})
