/** Collects what one request asks of a vendor into as few calls as possible. */
export interface Waves {
  /** For DataLoader's `batchScheduleFn`: sends the batch once nothing of a lower rank is still under way. */
  schedule(rank: number): (dispatch: () => void) => void
  /** Marks a load of this rank as under way until it settles. */
  track<T>(rank: number, load: Promise<T>): Promise<T>
}

/**
 * Loads that follow from other loads go in waves. A page's companies come out of its tickets, and people out of
 * tickets and time entries: each loader has a rank, and a batch leaves when nothing of a lower rank, which could still
 * ask something of it, is waiting or under way. So companies of several lists of one operation are one call, and
 * waiting for the slowest list costs no time, because the answer of the operation waits for it anyway.
 *
 * A load is tracked at the rank of what can follow from it, which may be higher than the one it left at: nobody waits for
 * a load that leads to nothing. A batch function must not wait for a loader of its own or a higher rank.
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

  // A turn of the event loop: by then all that follows from a settled load without another load has been asked.
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
        // Not at once: those who wait for this load come first, and may ask for more.
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
