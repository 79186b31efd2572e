import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { DatabaseKind } from './database-kind.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'

/** One schema migration. */
export interface Migration {
  /** Sorts after all earlier ones: `0001-sessions`. */
  readonly name: string
  /** Applies the migration, inside a transaction that is rolled back if it throws. */
  readonly up: (db: Kysely<never>, kind: DatabaseKind) => Promise<void>
}

/** The database was migrated by a newer gateway: its tables are unknown. */
export class UnknownMigrationError extends Error {
  override name = 'UnknownMigrationError'

  constructor(names: readonly string[]) {
    super(`The database has steps that this version does not know (${names.join(', ')}): start a newer version.`)
  }
}

/** Id of our PostgreSQL advisory lock: arbitrary, but the same in every replica. */
const lockNumber = 7_238_104
const lockTimeoutMs = 60_000

/**
 * Applies pending migrations, oldest first, all or none. One replica at a time; the others wait and then find nothing
 * to do.
 *
 * Kysely's own Migrator takes no lock on SQLite and runs outside a transaction there, so two programs starting on one
 * new file would collide.
 *
 * @returns the names of the applied migrations
 * @throws UnknownMigrationError, DatabaseUnavailableError
 */
export async function migrate<Tables>(
  database: Kysely<Tables>,
  kind: DatabaseKind,
  steps: readonly Migration[],
): Promise<string[]> {
  return (database as unknown as Kysely<History>).connection().execute(async (db) => {
    try {
      await beginAlone(db, kind)
      const taken = await takeSteps(db, kind, steps)
      await sql`commit`.execute(db)
      return taken
    } catch (error) {
      // Fails if no transaction was started, or the connection broke and the database has already rolled back.
      await sql`rollback`.execute(db).catch(() => undefined)
      throw error
    }
  })
}

interface History {
  migrations: { name: string; at: string }
}

async function takeSteps(db: Kysely<History>, kind: DatabaseKind, steps: readonly Migration[]): Promise<string[]> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute()
  const done = (await db.selectFrom('migrations').select('name').execute()).map(({ name }) => name)
  const unknown = done.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) throw new UnknownMigrationError(unknown)

  const missing = steps.filter(({ name }) => !done.includes(name))
  for (const { name, up } of missing) {
    await up(db as unknown as Kysely<never>, kind)
    await db.insertInto('migrations').values({ name, at: new Date().toISOString() }).execute()
  }
  return missing.map(({ name }) => name)
}

/** Begins a transaction during which no other program migrates: a gateway that is started waits for its end. */
export async function beginAlone<T>(db: Kysely<T>, kind: DatabaseKind): Promise<void> {
  const until = performance.now() + lockTimeoutMs
  // Poll rather than wait inside the database, where the statement timeout applies.
  if (kind === 'postgres') {
    await sql`begin`.execute(db)
    while (!(await takeLock(db))) {
      if (performance.now() > until)
        throw new DatabaseUnavailableError(new Error('Another program changes the tables.'))
      await sleep(50)
    }
    return
  }
  while (!(await beginImmediate(db, performance.now() < until))) await sleep(20)
}

async function takeLock<T>(db: Kysely<T>): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(lockNumber)}) as is_ours`.execute(db)
  return rows[0]?.is_ours === true
}

async function beginImmediate<T>(db: Kysely<T>, mayFail: boolean): Promise<boolean> {
  try {
    await sql`begin immediate`.execute(db)
    return true
  } catch (error) {
    if (mayFail && error instanceof DatabaseUnavailableError && error.trouble === 'busy') return false
    throw error
  }
}
