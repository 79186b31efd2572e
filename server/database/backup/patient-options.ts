import type { DatabaseOptions } from '../create-database.ts'

/**
 * For commands that an operator waits for: one connection, and minutes for a statement. A PostgreSQL that is slow is never
 * taken for one that is away, which would be asked over another connection.
 */
export const patientOptions: DatabaseOptions = {
  poolSize: 1,
  connectTimeoutMs: 30_000,
  statementTimeoutMs: 600_000,
  probeTimes: { suspectAfterMs: 600_000, probeLimitMs: 30_000 },
}
