import { PostgresDialect, type Dialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import { withClearErrors } from './clear-errors.ts'
import type { StateTeller } from './database-state.ts'
import { getTypeParser } from './postgres-types.ts'
import { postgresTroubleOf } from './postgres-trouble.ts'

/** A pool of connections to a PostgreSQL that another program part owns; `Pool` of the package `pg` is one. */
export interface LentPool {
  connect(): Promise<LentClient>
}

/** A connection of a lent pool. */
export interface LentClient {
  query(statement: {
    readonly text: string
    readonly values: unknown[]
    readonly types: { getTypeParser(oid: number): unknown }
  }): Promise<unknown>
  release(destroy?: boolean): void
  on?(event: 'error', listener: (error: Error) => void): unknown
}

/**
 * PostgreSQL dialect for Kysely over a lent pool. Its timeouts, size and end are its owner's: closing the database leaves it
 * open.
 */
export function createLentDialect(pool: LentPool, state: StateTeller): Dialect {
  const known = new WeakSet<LentClient>()

  async function connect(): Promise<PostgresPoolClient> {
    const client = await pool.connect()
    // An error between two statements of a transaction would end the process. The next statement fails with the reason.
    if (!known.has(client)) client.on?.('error', () => undefined)
    known.add(client)
    const lease = {
      query: (text: string, values: readonly unknown[] = []) =>
        client.query({ text, values: [...values], types: { getTypeParser } }),
      release: () => client.release(),
    }
    // Kysely's cursors use the same method, but are not used here.
    return lease as unknown as PostgresPoolClient
  }

  const lent: PostgresPool = { options: {}, connect, end: async () => undefined }
  return withClearErrors(new PostgresDialect({ pool: lent }), postgresTroubleOf, state)
}
