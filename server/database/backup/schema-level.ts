import { sql, type Kysely } from 'kysely'
import type { DatabaseKind } from '../database-kind.ts'
import type { Migration } from '../migrate.ts'
import { migrations } from '../migrations/all.ts'
import { BackupError } from './backup-error.ts'

/**
 * The migrations that a database has, oldest first, all of which this version knows.
 *
 * @param name of the database, to begin a sentence with
 * @throws BackupError where it is none of a gateway, or of a newer version
 */
export async function readSchemaLevel<T>(db: Kysely<T>, kind: DatabaseKind, name: string): Promise<Migration[]> {
  if (!(await hasMigrations(db, kind))) throw new BackupError(`${name} has no tables of a gateway.`)
  const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(db)
  return migrationsOf(
    rows.map((row) => row.name),
    name,
  )
}

/** See `readSchemaLevel`. */
export function migrationsOf(names: readonly string[], name: string): Migration[] {
  const unknown = names.filter((one) => !migrations.some((known) => known.name === one))
  if (unknown.length > 0) {
    const steps = unknown.join(', ')
    throw new BackupError(`${name} is of a newer version (${steps}): use that version, or a newer one.`)
  }
  return migrations.filter((known) => names.includes(known.name))
}

async function hasMigrations<T>(db: Kysely<T>, kind: DatabaseKind): Promise<boolean> {
  const { rows } =
    kind === 'postgres'
      ? await sql`select 1 where to_regclass('migrations') is not null`.execute(db)
      : await sql`select 1 from sqlite_master where type = 'table' and name = 'migrations'`.execute(db)
  return rows.length > 0
}
