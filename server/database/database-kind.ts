import type { LentPool } from './lent-pool.ts'

export type DatabaseKind = 'sqlite' | 'postgres'

/**
 * Where a database is: `file:<path>` (relative to the working directory), `file::memory:` for one that ends with the
 * process, `postgres://…`, or a pool of connections to a PostgreSQL.
 */
export type DatabaseSource = string | LentPool

/** Database kind of a source: `postgres://…` and pools are PostgreSQL, `file:…` SQLite. */
export function kindOf(source: DatabaseSource): DatabaseKind {
  return typeof source !== 'string' || /^postgres(ql)?:/.test(source) ? 'postgres' : 'sqlite'
}
