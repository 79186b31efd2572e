import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { DatabaseKind } from './database-kind.ts'
import { DatabaseUnavailableError } from './database-unavailable-error.ts'

/** One step of the tables' history. */
export interface Migration {
  /** Sorts after all earlier ones: `0001-sessions`. */
  readonly name: string
  /** Makes the change. It runs inside a transaction; what it throws leaves nothing behind. */
  readonly up: (db: Kysely<never>) => Promise<void>
}

/** The database was written by a newer gateway: this one does not know its tables. */
export class UnknownMigrationError extends Error {
  override name = 'UnknownMigrationError'

  constructor(names: readonly string[]) {
    super(`The database has steps that this version does not know (${names.join(', ')}): start a newer version.`)
  }
}

/** Any number, the same in every replica: which of PostgreSQL's advisory locks is ours. */
const lockNumber = 7_238_104
const lockTimeoutMs = 60_000

/**
 * Brings the tables up to date: every step the database has not had yet, oldest first, all of them or none. One replica
 * at a time; the others wait and then find nothing to do.
 *
 * Kysely's own Migrator takes no lock on SQLite and runs outside a transaction there, so two programs that start on one
 * new file would collide.
 *
 * @returns the names of the steps taken
 * @throws UnknownMigrationError, DatabaseUnavailableError
 */
export async function migrate<Tables>(
  database: Kysely<Tables>,
  kind: DatabaseKind,
  steps: readonly Migration[],
): Promise<string[]> {
  return (database as unknown as Kysely<History>).connection().execute(async (db) => {
    try {
      await begin(db, kind)
      const taken = await takeSteps(db, steps)
      await sql`commit`.execute(db)
      return taken
    } catch (error) {
      // Fails where nothing began, or the connection broke and the database has rolled back by itself.
      await sql`rollback`.execute(db).catch(() => undefined)
      throw error
    }
  })
}

interface History {
  migrations: { name: string; at: string }
}

async function takeSteps(db: Kysely<History>, steps: readonly Migration[]): Promise<string[]> {
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
    await up(db as unknown as Kysely<never>)
    await db.insertInto('migrations').values({ name, at: new Date().toISOString() }).execute()
  }
  return missing.map(({ name }) => name)
}

/** A transaction that nobody else can have at the same time. */
async function begin(db: Kysely<History>, kind: DatabaseKind): Promise<void> {
  const until = performance.now() + lockTimeoutMs
  // Asking again, rather than waiting inside the database, which is cut short by the time-outs of statements.
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

async function takeLock(db: Kysely<History>): Promise<boolean> {
  const { rows } = await sql<{ is_ours: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(lockNumber)}) as is_ours`.execute(db)
  return rows[0]?.is_ours === true
}

async function beginImmediate(db: Kysely<History>, mayFail: boolean): Promise<boolean> {
  try {
    await sql`begin immediate`.execute(db)
    return true
  } catch (error) {
    if (mayFail && error instanceof DatabaseUnavailableError && error.trouble === 'busy') return false
    throw error
  }
}
