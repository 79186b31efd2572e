import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { createDatabase, type Database } from '../create-database.ts'
import { kindOf, type DatabaseKind } from '../database-kind.ts'
import { DatabaseUnavailableError } from '../database-unavailable-error.ts'
import { DatabaseInUseError, openExclusively } from '../exclusive-sqlite.ts'
import { beginAlone, migrate } from '../migrate.ts'
import { migrations } from '../migrations/all.ts'
import { keptTables, leftOutTables, type KeptTable } from './backup-content.ts'
import { BackupError } from './backup-error.ts'
import { patientOptions } from './patient-options.ts'
import { verifyBackup, type VerifiedBackup } from './read-backup.ts'
import { insertRows, readRows } from './table-rows.ts'

export interface RestoreOptions<Finished> {
  /** The backup. */
  readonly path: string
  /** `DATABASE_URL`: where it is restored to, whichever kind of database the backup was made from. */
  readonly url: string
  /** Whether what is there now may be replaced. */
  readonly replaces: boolean
  /** Done in the same transaction, after all rows are there. */
  readonly finish: (db: Database, backup: VerifiedBackup) => Promise<Finished>
}

export interface Restored<Finished> {
  readonly backup: VerifiedBackup
  readonly finished: Finished
}

/**
 * Restores a backup, in one transaction: what was there before is replaced as a whole or not at all, whenever the
 * program is ended. No gateway may use the database, and none can begin to meanwhile.
 *
 * @throws BackupError, DatabaseUnavailableError, UnknownMigrationError
 */
export async function restoreBackup<Finished>(options: RestoreOptions<Finished>): Promise<Restored<Finished>> {
  const { path, url } = options
  const backup = verifyBackup(path)
  const source = await openCopy(path)
  try {
    const target = openTarget(url)
    try {
      const finished = await replaceAll(target, source, backup, options)
      return { backup, finished }
    } finally {
      await target.destroy()
    }
  } finally {
    await source.destroy()
  }
}

/** Opens a copy of a backup, with the tables of this version. It has no name any more, and is gone with the program. */
async function openCopy(path: string): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-restore-'))
  try {
    const copy = join(folder, 'backup.db')
    copyFileSync(path, copy)
    const source = openExclusively(copy)
    await migrate(source, 'sqlite', migrations)
    return source
  } catch (cause) {
    const message = `${path} cannot be read by way of the folder for temporary files, ${tmpdir()}: has it room for a copy?`
    throw new BackupError(message, { cause })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Opens a database that no gateway uses. */
function openTarget(url: string): Database {
  if (kindOf(url) === 'postgres') return createDatabase(url, patientOptions)
  const path = url.replace(/^file:/, '')
  if (path === ':memory:') throw new BackupError('The database (DATABASE_URL) is in memory: name a file.')
  try {
    return openExclusively(path)
  } catch (error) {
    if (error instanceof DatabaseInUseError) throw inUse('another program has it open', error)
    if (error instanceof DatabaseUnavailableError && error.trouble === 'damaged') {
      const message =
        'The database (DATABASE_URL) is damaged: move its file away, and those with -wal and -shm at the end of its name, and run this again.'
      throw new BackupError(message, { cause: error })
    }
    throw error
  }
}

const inUse = (how: string, cause?: unknown) =>
  new BackupError(`The database (DATABASE_URL) is in use: ${how}. Stop every gateway, and run this again.`, { cause })

async function replaceAll<Finished>(
  target: Database,
  source: Database,
  backup: VerifiedBackup,
  { url, replaces, finish }: RestoreOptions<Finished>,
): Promise<Finished> {
  const kind = kindOf(url)
  await refuseOthers(target, kind)
  await migrate(target, kind, migrations)
  return target.connection().execute(async (db) => {
    try {
      await beginAlone(db, kind)
      // Again: meanwhile one may have been started, and from here on none can.
      await refuseOthers(db, kind)
      if (!replaces) await refuseContent(db)
      await empty(db, kind)
      for (const table of keptTables) await copyTable(source, db, table)
      const finished = await finish(db, backup)
      await sql`commit`.execute(db)
      return finished
    } catch (error) {
      await sql`rollback`.execute(db).catch(() => undefined)
      throw error
    }
  })
}

/** A SQLite file is opened exclusively. */
async function refuseOthers(db: Database, kind: DatabaseKind): Promise<void> {
  if (kind === 'sqlite') return
  const { rows } = await sql<{ others: number }>`
    select count(*) as others from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
      and backend_type = 'client backend'`.execute(db)
  const others = rows[0]?.others ?? 0
  if (others > 0)
    throw inUse(`${others === 1 ? 'another connection is' : `${others} other connections are`} open to it`)
}

async function refuseContent(db: Database): Promise<void> {
  const found: string[] = []
  for (const table of ['tenants', 'changes', 'audit_records'] as const) {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    if (rows > 0) found.push(`${rows} ${rows === 1 ? nouns[table].slice(0, -1) : nouns[table]}`)
  }
  if (found.length === 0) return
  throw new BackupError(
    `The database (DATABASE_URL) is not empty: ${found.join(', ')}. To replace all of it, run this again with --replace; a backup of it first can be restored later.`,
  )
}

const nouns = { tenants: 'tenants', changes: 'changes', audit_records: 'audit records' }

async function empty(db: Database, kind: DatabaseKind): Promise<void> {
  const tables = [...keptTables, ...leftOutTables]
  if (kind === 'postgres') {
    await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db)
    return
  }
  const { rows } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
  for (const table of tables.toReversed()) {
    if (rows.some(({ name }) => name === table)) await sql`delete from ${sql.table(table)}`.execute(db)
  }
}

function copyTable(source: Database, target: Database, table: KeptTable): Promise<void> {
  return source.connection().execute(async (from) => {
    for await (const rows of readRows(from, 'sqlite', table)) await insertRows(target, table, rows)
  })
}
