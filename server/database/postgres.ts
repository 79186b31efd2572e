import { PostgresDialect, type Dialect } from 'kysely'
import pg from 'pg'
import { withClearErrors } from './clear-errors.ts'

export interface PostgresOptions {
  /** The most connections to have open. Default 10. */
  poolSize?: number
  /** How long a connection may take to come about, in milliseconds. Default 3_000 (3 s). */
  connectTimeoutMs?: number
  /** How long a statement may take, in milliseconds. Default 10_000 (10 s). */
  statementTimeoutMs?: number
  /** Told when the server ends a connection that nobody was using. */
  onLost?: (cause: Error) => void
}

/** PostgreSQL for Kysely: a pool that connects when asked and again after the server was away. */
export function createPostgresDialect(url: string, options: PostgresOptions = {}): Dialect {
  const { poolSize = 10, connectTimeoutMs = 3_000, statementTimeoutMs = 10_000, onLost } = options
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // Beyond the server's own limit: for a server that has stopped answering at all.
    query_timeout: statementTimeoutMs + 2_000,
    application_name: 'msp-graph',
    types: { getTypeParser },
  })
  // Without a listener, the end of an idle connection would end the process.
  pool.on('error', (cause) => onLost?.(cause))
  // The pool listens to idle clients only: one in a transaction, between two statements, would end the process just so. The
  // statement that follows fails and says why.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return withClearErrors(new PostgresDialect({ pool }), isPostgresAway)
}

/** bigint arrives as text by default; ours are instants and counts, which a number holds exactly. */
function getTypeParser(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): unknown {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number
  return pg.types.getTypeParser(oid, format)
}

/**
 * Whether the server was out of reach: an error without SQLSTATE comes from the connection, and of the others some
 * classes speak of the server (https://www.postgresql.org/docs/18/errcodes-appendix.html): 08 connection, 53 resources,
 * 57 operator intervention (which a statement's time-out is too), 25006 a standby that takes no writes.
 */
function isPostgresAway(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  if (typeof code !== 'string' || !/^[\dA-Z]{5}$/.test(code)) return error instanceof Error
  return /^(08|53|57)/.test(code) || code === '25006'
}
