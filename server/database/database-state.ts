import type { DatabaseTrouble } from './database-unavailable-error.ts'

/** How the database stands, as the statements so far have met it. */
export type DatabaseState = 'available' | Exclude<DatabaseTrouble, 'busy'>

/** Told once at each change, with what was the reason. */
export type OnDatabaseState = (state: DatabaseState, reason: unknown) => void

/** Tells a listener of changes only, however often the same is found. A database counts as available until it does not. */
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
