import { PostgresDialect, type Dialect } from 'kysely'
import { withClearErrors } from './clear-errors.ts'
import type { StateTeller } from './database-state.ts'
import { createGuardedPool, usualProbeTimes, type ProbeTimes } from './postgres-pool.ts'
import { postgresTroubleOf } from './postgres-trouble.ts'
import { getTypeParser } from './postgres-types.ts'

export interface PostgresOptions {
  /** Maximum pool size. Default 10. */
  poolSize?: number
  /** How long an idle connection is kept, in milliseconds; 0: for ever. Default 10_000 (10 s). */
  idleTimeoutMs?: number
  /** Timeout for connecting or for a free connection, in milliseconds. Default 3_000 (3 s). */
  connectTimeoutMs?: number
  /** Statement timeout, in milliseconds. Default 10_000 (10 s). */
  statementTimeoutMs?: number
  /** How long the server may take before it counts as unavailable. */
  probeTimes?: Partial<ProbeTimes> | undefined
  /** Called when the server closes an idle connection. */
  onLost?: (cause: Error) => void
}

/** PostgreSQL dialect for Kysely: a pool that connects on demand and reconnects after an outage. */
export function createPostgresDialect(url: string, state: StateTeller, options: PostgresOptions = {}): Dialect {
  const { poolSize = 10, idleTimeoutMs = 10_000, connectTimeoutMs = 3_000, statementTimeoutMs = 10_000 } = options
  const { probeTimes, onLost } = options
  const pool = createGuardedPool({
    config: {
      connectionString: url,
      max: poolSize,
      idleTimeoutMillis: idleTimeoutMs,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      lock_timeout: statementTimeoutMs / 2,
      // If a gateway is cut off in the middle of a transaction, its locks must not block others.
      idle_in_transaction_session_timeout: 2 * statementTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      application_name: 'msp-graph',
      types: { getTypeParser },
    },
    // Above the server's own timeout: for a connection that is dead while the server is up.
    limitMs: statementTimeoutMs + 2_000,
    probeTimes: { ...usualProbeTimes, ...probeTimes },
    onChange: (isAway, reason) => state.tell(isAway ? 'unreachable' : 'available', reason),
    onLost: (cause) => onLost?.(cause),
  })
  return withClearErrors(new PostgresDialect({ pool }), postgresTroubleOf, state)
}
