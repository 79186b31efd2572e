import type { DatabaseTrouble } from './database-unavailable-error.ts'

/** State of the database, as observed by statements so far. */
export type DatabaseState = 'available' | Exclude<DatabaseTrouble, 'busy'>

/** Called once per state change, with the reason. */
export type OnDatabaseState = (state: DatabaseState, reason: unknown) => void

/** Notifies a listener of changes only. A database counts as available until a statement fails. */
export function createStateTeller(onState: OnDatabaseState = () => undefined) {
  let current: DatabaseState = 'available'
  return {
    get current() {
      return current
    },
    tell(state: DatabaseState, reason: unknown = null): void {
      if (state === current) return
      current = state
      onState(state, reason)
    },
  }
}

export type StateTeller = ReturnType<typeof createStateTeller>
