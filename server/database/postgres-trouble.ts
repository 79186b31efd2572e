import { CircuitOpenError, TimeLimitError } from '../circuit-breaker.ts'
import type { DatabaseTrouble } from './database-unavailable-error.ts'

/**
 * What an error of the driver says about the server. One without SQLSTATE comes from the connection; of the others some
 * speak of the server and not of the statement (https://www.postgresql.org/docs/18/errcodes-appendix.html).
 */
const troubles: readonly (readonly [pattern: RegExp, trouble: DatabaseTrouble])[] = [
  // Disk full.
  [/^53100$/, 'full'],
  // A standby, or a server that was made read-only.
  [/^25006$/, 'read-only'],
  // Data or index corrupted.
  [/^XX00[12]$/, 'damaged'],
  // A lock that did not come, a deadlock or a conflict that was ended, and a statement's time-out: the server is there.
  [/^(55P03|40001|40P01|57014)$/, 'busy'],
  // Connection, credentials (28), no such database (3D000), resources, operator intervention, system error, and a
  // transaction that was ended for idling (25P03).
  [/^(08|28|53|57|58|3D000|25P03)/, 'unreachable'],
]

const stateOf = (error: unknown): string | null => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && /^[\dA-Z]{5}$/.test(code) ? code : null
}

/** Null: the error is the statement's own. */
export function postgresTroubleOf(error: unknown): DatabaseTrouble | null {
  const state = stateOf(error)
  if (state === null) return error instanceof Error ? 'unreachable' : null
  return troubles.find(([pattern]) => pattern.test(state))?.[1] ?? null
}

/** Whether the connection is of no use any more, whatever the server is. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof TimeLimitError || error instanceof CircuitOpenError) return true
  const state = stateOf(error)
  return state === null ? error instanceof Error : /^(08|57P0|25P03)/.test(state)
}

/** Whether the server answered that it has no connection to spare: it is there. */
export const isCrowded = (error: unknown) => stateOf(error) === '53300'
