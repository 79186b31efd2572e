/** A place in the order of waiting calls. */
export interface Turn {
  /** Lower goes first. */
  readonly tag: number
  /** Lower goes first among equal tags. */
  readonly arrival: number
}

/** Hands out turns so that callers alternate, however many calls each has waiting. */
export interface FairOrder {
  /** @param cost in turns: after a call of cost 4, the caller's next one waits for four of each other; 1 by default */
  next(caller: string, cost?: number): Turn
  /** To be told whenever a call goes. */
  passed(turn: Turn): void
}

/**
 * Start-time fair queueing (Goyal, Vin and Cheng, 1996): each call of a caller is tagged after the caller's last one, by
 * its cost, and no earlier than what goes now. A thousand calls of one caller therefore leave room for one of
 * each other caller behind each of them, and none waits for ever.
 */
export function createFairOrder(): FairOrder {
  let now = 0
  let arrivals = 0
  const lastOf = new Map<string, number>()
  return {
    next(caller, cost = 1) {
      const tag = Math.max(now, (lastOf.get(caller) ?? -1) + 1)
      lastOf.set(caller, tag + cost - 1)
      arrivals += 1
      return { tag, arrival: arrivals }
    },
    passed({ tag }) {
      now = Math.max(now, tag)
      // A caller who is not ahead of the others needs no memory.
      if (lastOf.size > 1_000) for (const [caller, last] of lastOf) if (last < now) lastOf.delete(caller)
    },
  }
}

export const compareTurns = (a: Turn, b: Turn): number => a.tag - b.tag || a.arrival - b.arrival
