import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Migration } from '../migrate.ts'
import { sqliteTroubleOf } from '../sqlite-trouble.ts'
import { keptTables, type KeptTable } from './backup-content.ts'
import { BackupError } from './backup-error.ts'
import { applicationId } from './backup-file.ts'
import { migrationsOf } from './schema-level.ts'
import { createRowDigest } from './table-rows.ts'

/** A backup that is whole. */
export interface VerifiedBackup {
  /** When the state was read, in epoch milliseconds. */
  readonly takenAt: number
  /** The migrations of the database that it was made from. */
  readonly level: readonly Migration[]
  readonly rows: ReadonlyMap<KeptTable, number>
}

/**
 * Reads all of a backup, and compares it with what was written down when it was made. Changes nothing.
 *
 * @throws BackupError where it is none, is not whole, or is of a newer version
 */
export function verifyBackup(path: string): VerifiedBackup {
  if (!existsSync(path)) throw new BackupError(`${path} is not there.`)
  try {
    const db = new DatabaseSync(path, { readOnly: true })
    try {
      return verify(db, path)
    } finally {
      db.close()
    }
  } catch (cause) {
    if (cause instanceof BackupError || sqliteTroubleOf(cause) === null) throw cause
    throw new BackupError(`${path} is damaged, or no backup.`, { cause })
  }
}

function verify(db: DatabaseSync, path: string): VerifiedBackup {
  if (db.prepare('pragma application_id').get()?.['application_id'] !== applicationId) {
    throw new BackupError(`${path} is no backup of a gateway.`)
  }
  const [problem] = db.prepare('pragma integrity_check(1)').all()
  if (problem?.['integrity_check'] !== 'ok') throw new BackupError(`${path} is damaged.`)
  const names = db.prepare('select name from migrations order by name').all()
  const level = migrationsOf(
    names.map(({ name }) => String(name)),
    path,
  )
  const rows = new Map<KeptTable, number>()
  for (const { name, rows: count, digest } of db.prepare('select name, rows, digest from backup_tables').all()) {
    const table = keptTables.find((kept) => kept === name)
    if (table === undefined) throw new BackupError(`${path} has the table ${String(name)}, which no backup has.`)
    const found = digestOf(db, table)
    if (found.rows !== count || found.digest !== digest) {
      throw new BackupError(`${path} was changed after it was made: the table ${table} is not what it was.`)
    }
    rows.set(table, found.rows)
  }
  const takenAt = Number(db.prepare('select taken_at from backup').get()?.['taken_at'])
  return { takenAt, level, rows }
}

function digestOf(db: DatabaseSync, table: KeptTable) {
  const digest = createRowDigest()
  for (const row of db.prepare(`select * from ${table} order by rowid`).iterate()) digest.add([row])
  return digest.end()
}
