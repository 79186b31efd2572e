import { PostgresDialect, type Dialect } from 'kysely'
import pg from 'pg'
import { withClearErrors } from './clear-errors.ts'
import type { StateTeller } from './database-state.ts'
import { createGuardedPool } from './postgres-pool.ts'
import { postgresTroubleOf } from './postgres-trouble.ts'

export interface PostgresOptions {
  /** The most connections to have open. Default 10. */
  poolSize?: number
  /** How long a connection may take to come about or become free, in milliseconds. Default 3_000 (3 s). */
  connectTimeoutMs?: number
  /** How long a statement may take, in milliseconds. Default 10_000 (10 s). */
  statementTimeoutMs?: number
  /** Told when the server ends a connection that was not in use. */
  onLost?: (cause: Error) => void
}

/** PostgreSQL for Kysely: a pool that connects when asked and again after the server was away. */
export function createPostgresDialect(url: string, state: StateTeller, options: PostgresOptions = {}): Dialect {
  const { poolSize = 10, connectTimeoutMs = 3_000, statementTimeoutMs = 10_000, onLost } = options
  const pool = createGuardedPool({
    config: {
      connectionString: url,
      max: poolSize,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      lock_timeout: statementTimeoutMs / 2,
      // For a gateway that was cut off in the middle of one: others must not wait for its locks.
      idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: 'msp-graph',
      types: { getTypeParser },
    },
    // Beyond the server's own limit: for a connection that has gone silent while the server is there.
    limitMs: statementTimeoutMs + 2_000,
    onChange: (isAway, reason) => state.tell(isAway ? 'unreachable' : 'available', reason),
    onLost: (cause) => onLost?.(cause),
  })
  return withClearErrors(new PostgresDialect({ pool }), postgresTroubleOf, state)
}

/** bigint arrives as text by default; ours are instants and counts, which a number holds exactly. */
function getTypeParser(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): unknown {
  if (oid === pg.types.builtins.INT8 && format !== 'binary') return Number
  return pg.types.getTypeParser(oid, format)
}
