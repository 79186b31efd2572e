import type { DatabaseTrouble } from './database-unavailable-error.ts'

/** Primary result codes that concern the file rather than the statement (https://sqlite.org/rescode.html). */
const troubles = new Map<number, DatabaseTrouble>([
  // BUSY, LOCKED: another program, or another connection, holds the lock.
  [5, 'busy'],
  [6, 'busy'],
  // READONLY
  [8, 'read-only'],
  // IOERR, CORRUPT, NOTADB
  [10, 'damaged'],
  [11, 'damaged'],
  [26, 'damaged'],
  // FULL
  [13, 'full'],
  // CANTOPEN
  [14, 'unreachable'],
])

/** System errors from creating the folder or the file. */
const systemTroubles: Partial<Record<string, DatabaseTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EIO: 'damaged',
}

const resultOf = (error: unknown): number | null => {
  const { errcode } = error as { errcode?: unknown }
  return typeof errcode === 'number' ? errcode : null
}

/** Classifies an SQLite error; null: it concerns the statement. */
export function sqliteTroubleOf(error: unknown): DatabaseTrouble | null {
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code)) return systemTroubles[code] ?? 'unreachable'
  const result = resultOf(error)
  return result === null ? null : (troubles.get(result & 0xff) ?? null)
}

/** Whether another connection holds the lock, so that a retry may succeed. */
export function isSqliteBusy(error: unknown): boolean {
  const result = resultOf(error)
  // BUSY_SNAPSHOT (517): the transaction's snapshot is outdated, which a retry does not change.
  return result !== null && (result & 0xff) === 5 && result !== 517
}
