import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import type { Clock } from '../../clock.ts'
import { createDatabase, type Database } from '../create-database.ts'
import { kindOf, type DatabaseKind } from '../database-kind.ts'
import { DatabaseUnavailableError } from '../database-unavailable-error.ts'
import { openExclusively } from '../exclusive-sqlite.ts'
import { migrate, type Migration } from '../migrate.ts'
import { keptTables, type KeptTable } from './backup-content.ts'
import { BackupError } from './backup-error.ts'
import { applicationId, createBackupTables, type BackupDatabase } from './backup-file.ts'
import { patientOptions } from './patient-options.ts'
import { readSchemaLevel } from './schema-level.ts'
import { createRowDigest, insertRows, readRows, type Row } from './table-rows.ts'

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
  makeFolder(dirname(path))
  const part = `${path}.part-${randomBytes(4).toString('hex')}`
  const source = createDatabase(url, patientOptions)
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
    removeIfThere(part)
    await source.destroy()
  }
}

/** Nothing that goes wrong here is worth more than the error that is on its way. */
function removeIfThere(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Its name cannot be that of a file, or the disk is gone.
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw new BackupError(`The folder ${folder} cannot be made (${String((cause as { code?: unknown }).code)}).`, {
      cause,
    })
  }
}

function refuseExisting(path: string): void {
  if (existsSync(path)) throw new BackupError(`${path} is there already: name another file.`)
}

async function inOneSnapshot<T>(db: Database, kind: DatabaseKind, read: () => Promise<T>): Promise<T> {
  const begin = kind === 'postgres' ? sql`begin isolation level repeatable read read only` : sql`begin`
  await begin.execute(db)
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
async function writePart(path: string, source: PartSource): Promise<Map<KeptTable, number>> {
  const trouble: { ofSource?: unknown } = {}
  try {
    const target = openExclusively(path) as unknown as BackupDatabase
    try {
      return await copyInto(target, source, trouble)
    } finally {
      await target.destroy()
    }
  } catch (cause) {
    if (!(cause instanceof DatabaseUnavailableError) || cause === trouble.ofSource) throw cause
    const why = cause.trouble === 'full' ? 'its disk is full' : 'see whether its folder and its disk take files'
    throw new BackupError(`${path.replace(/\.part-\w+$/, '')} cannot be written: ${why}.`, { cause })
  }
}

/** @param trouble told when it is the source that fails */
async function copyInto(
  target: BackupDatabase,
  { db, kind, level, takenAt }: PartSource,
  trouble: { ofSource?: unknown },
): Promise<Map<KeptTable, number>> {
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
      for await (const some of watched(readRows(db, kind, table), trouble)) {
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
  await sql`pragma application_id = ${sql.lit(applicationId)}`.execute(target)
  return rows
}

async function* watched(rows: AsyncIterable<Row[]>, trouble: { ofSource?: unknown }): AsyncGenerator<Row[]> {
  try {
    yield* rows
  } catch (error) {
    trouble.ofSource = error
    throw error
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
