import { CircuitOpenError, TimeLimitError } from '../circuit-breaker.ts'
import type { DatabaseTrouble } from './database-unavailable-error.ts'

/**
 * Classifies driver errors. One without SQLSTATE comes from the connection; some of the others concern the server
 * rather than the statement (https://www.postgresql.org/docs/18/errcodes-appendix.html).
 */
const troubles: readonly (readonly [pattern: RegExp, trouble: DatabaseTrouble])[] = [
  // Disk full.
  [/^53100$/, 'full'],
  // A standby, or a read-only server.
  [/^25006$/, 'read-only'],
  // Data or index corrupted.
  [/^XX00[12]$/, 'damaged'],
  // Lock timeout, deadlock, serialization failure or statement timeout: the server is responding.
  [/^(55P03|40001|40P01|57014)$/, 'busy'],
  // Connection, credentials (28), no such database (3D000), resources, operator intervention, system error, and a
  // transaction terminated for idling (25P03).
  [/^(08|28|53|57|58|3D000|25P03)/, 'unreachable'],
]

const stateOf = (error: unknown): string | null => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^[\dA-Z]{5}$/.test(code) ? code : null
}

/** Null: the error concerns the statement. */
export function postgresTroubleOf(error: unknown): DatabaseTrouble | null {
  const state = stateOf(error)
  if (state === null) return error instanceof Error ? 'unreachable' : null
  return troubles.find(([pattern]) => pattern.test(state))?.[1] ?? null
}

/** Whether the connection is unusable, whatever the server's state. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof TimeLimitError || error instanceof CircuitOpenError) return true
  const state = stateOf(error)
  return state === null ? error instanceof Error : /^(08|57P0|25P03)/.test(state)
}

/** Whether the server is up but out of connections. */
export const isCrowded = (error: unknown) => stateOf(error) === '53300'
