/** Batches one request's loads into as few vendor calls as possible. */
export interface Waves {
  /** For DataLoader's `batchScheduleFn`: dispatches the batch once no load of a lower rank is in flight. */
  schedule(rank: number): (dispatch: () => void) => void
  /** Marks a load of this rank as in flight until it settles. */
  track<T>(rank: number, load: Promise<T>): Promise<T>
}

/**
 * Dispatches dependent loads in waves. A page's companies follow from its tickets, people from tickets and time
 * entries: each loader has a rank, and a batch is dispatched when no load of a lower rank, which could still add to it,
 * is queued or in flight. So companies of several lists of one operation take one call, and waiting for the slowest
 * list costs no time, because the response waits for it anyway.
 *
 * A load is tracked at the rank of what can follow from it, which may be higher than the rank it was dispatched at: no
 * load waits for one that leads to nothing. A batch function must not wait for a loader of its own or a higher rank.
 */
export function createWaves(): Waves {
  const underWay = new Map<number, number>()
  let waiting: { rank: number; dispatch: () => void }[] = []
  let isPumpDue = false

  function pump() {
    isPumpDue = false
    const running = [...underWay].filter(([, count]) => count > 0).map(([rank]) => rank)
    const lowest = Math.min(...running, ...waiting.map(({ rank }) => rank))
    const due = waiting.filter(({ rank }) => rank <= lowest)
    waiting = waiting.filter(({ rank }) => rank > lowest)
    for (const { dispatch } of due) dispatch()
    if (due.length > 0 && waiting.length > 0) pumpSoon()
  }

  // After one turn of the event loop, everything that directly follows from a settled load has been requested.
  function pumpSoon() {
    if (isPumpDue) return
    isPumpDue = true
    setImmediate(pump)
  }

  return {
    schedule: (rank) => (dispatch) => {
      waiting.push({ rank, dispatch })
      pumpSoon()
    },
    track(rank, load) {
      underWay.set(rank, (underWay.get(rank) ?? 0) + 1)
      const settled = () => {
        // Deferred: callers of this load continue first, and may request more.
        setImmediate(() => {
          underWay.set(rank, (underWay.get(rank) ?? 1) - 1)
          pumpSoon()
        })
      }
      load.then(settled, settled)
      return load
    },
  }
}
