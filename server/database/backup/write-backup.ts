import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import type { Clock } from '../../clock.ts'
import { createDatabase, type Database } from '../create-database.ts'
import { kindOf, type DatabaseKind } from '../database-kind.ts'
import { openExclusively } from '../exclusive-sqlite.ts'
import { migrate, type Migration } from '../migrate.ts'
import { keptTables, type KeptTable } from './backup-content.ts'
import { BackupError } from './backup-error.ts'
import { applicationId, createBackupTables, type BackupDatabase } from './backup-file.ts'
import { readSchemaLevel } from './schema-level.ts'
import { createRowDigest, insertRows, readRows } from './table-rows.ts'

export interface WriteBackupOptions {
  /** `DATABASE_URL`. */
  readonly url: string
  /** The file to make. Its folder is created if missing. */
  readonly path: string
  readonly clock: Clock
}

export interface WrittenBackup {
  /** When the state was read, in epoch milliseconds. */
  readonly takenAt: number
  readonly rows: ReadonlyMap<KeptTable, number>
}

/**
 * Backs up a database into one file, as of one moment, while gateways use it. The file has its name only once it is
 * whole and on disk: one that was broken off is named `….part-…`.
 *
 * @throws BackupError, DatabaseUnavailableError
 */
export async function writeBackup({ url, path, clock }: WriteBackupOptions): Promise<WrittenBackup> {
  refuseExisting(path)
  const kind = kindOf(url)
  const file = url.replace(/^file:/, '')
  if (kind === 'sqlite' && !existsSync(file)) throw new BackupError('The database (DATABASE_URL) is not there yet.')
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const part = `${path}.part-${randomBytes(4).toString('hex')}`
  const source = createDatabase(url, { poolSize: 1 })
  try {
    const written = await source.connection().execute((db) =>
      inOneSnapshot(db, kind, async () => {
        const takenAt = clock()
        const level = await readSchemaLevel(db, kind, 'The database (DATABASE_URL)')
        return { takenAt, rows: await writePart(part, { db, kind, level, takenAt }) }
      }),
    )
    syncPath(part)
    refuseExisting(path)
    renameSync(part, path)
    syncPath(dirname(path))
    return written
  } finally {
    rmSync(part, { force: true })
    await source.destroy()
  }
}

function refuseExisting(path: string): void {
  if (existsSync(path)) throw new BackupError(`${path} is there already: name another file.`)
}

async function inOneSnapshot<T>(db: Database, kind: DatabaseKind, read: () => Promise<T>): Promise<T> {
  const begin = kind === 'postgres' ? 'begin isolation level repeatable read read only' : 'begin'
  await sql.raw(begin).execute(db)
  try {
    return await read()
  } finally {
    await sql`rollback`.execute(db).catch(() => undefined)
  }
}

interface PartSource {
  readonly db: Database
  readonly kind: DatabaseKind
  readonly level: readonly Migration[]
  readonly takenAt: number
}

/** Copies all that is kept. Tables that a database of an older version does not have yet are empty. */
async function writePart(path: string, { db, kind, level, takenAt }: PartSource): Promise<Map<KeptTable, number>> {
  const target = openExclusively(path) as unknown as BackupDatabase
  try {
    await migrate(target, 'sqlite', level)
    const { rows: tables } = await sql<{ name: string }>`select name from sqlite_master`.execute(target)
    const rows = new Map<KeptTable, number>()
    await target.transaction().execute(async (trx) => {
      await createBackupTables(trx, takenAt)
      for (const table of keptTables) {
        if (!tables.some(({ name }) => name === table)) continue
        // A migration may have filled it.
        await trx.deleteFrom(table).execute()
        const digest = createRowDigest()
        for await (const some of readRows(db, kind, table)) {
          await insertRows(trx, table, some)
          digest.add(some)
        }
        const done = digest.end()
        rows.set(table, done.rows)
        await trx
          .insertInto('backup_tables')
          .values({ name: table, ...done })
          .execute()
      }
    })
    await sql.raw(`pragma application_id = ${applicationId}`).execute(target)
    return rows
  } finally {
    await target.destroy()
  }
}

/** Waits until a file, or the names in a folder, are on disk. */
function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
