import type { Monotonic } from './process-slots.ts'
import type { CallWindow, WantedWindow } from './slot-store.ts'

/** Which queues waiting users are using, and how much of them background work may therefore take. */
export interface UserActivity {
  /** A call of a user begins to wait. @returns what ends it */
  begin(queue: string): () => void
  /** The windows for a call, with how much of each it may find used. */
  wanted(queue: string, windows: readonly CallWindow[], isBackground: boolean): WantedWindow[]
}

/** A queue counts as used by users for this long after their last call, in milliseconds: pages ask in rounds. */
const activeMs = 5_000

export function createUserActivity(now: Monotonic): UserActivity {
  const queues = new Map<string, { calls: number; lastAt: number }>()

  function isActive(queue: string): boolean {
    const { calls, lastAt } = queues.get(queue) ?? { calls: 0, lastAt: -Infinity }
    return calls > 0 || now() - lastAt < activeMs
  }

  return {
    begin(queue) {
      const users = queues.get(queue) ?? { calls: 0, lastAt: now() }
      queues.set(queue, users)
      users.calls += 1
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        users.calls -= 1
        users.lastAt = now()
      }
    },
    wanted: (queue, windows, isBackground) =>
      windows.map((window) => ({
        ...window,
        most: isBackground ? backgroundShare(window.calls, isActive(queue)) : window.calls,
      })),
  }
}

/**
 * How many calls of a window background work may make: all but one, which the first user who comes finds free; half,
 * while users are there. A window of one call is shared in turns.
 */
const backgroundShare = (calls: number, isActive: boolean) => Math.max(1, isActive ? Math.floor(calls / 2) : calls - 1)
