/** Batches one request's loads into as few vendor calls as possible. */
export interface BatchScheduler {
  /** For DataLoader's `batchScheduleFn`: dispatches the batch once no load of an earlier stage is in flight. */
  schedule(stage: number): (dispatch: () => void) => void
  /** Marks a load of this stage as in flight until it settles. */
  track<T>(stage: number, load: Promise<T>): Promise<T>
}

/**
 * Dispatches dependent loads stage by stage. A page's companies follow from its tickets, people from tickets and time
 * entries: each loader has a stage, and a batch is dispatched when no load of an earlier stage, which could still add to it,
 * is queued or in flight. So companies of several lists of one operation take one call, and waiting for the slowest
 * list costs no time, because the response waits for it anyway.
 *
 * A load is tracked at the stage of what can follow from it, which may be later than the stage it was dispatched at: no
 * load waits for one that leads to nothing. A batch function must not wait for a loader of its own or a later stage.
 */
export function createBatchScheduler(): BatchScheduler {
  const underWay = new Map<number, number>()
  let waiting: { stage: number; dispatch: () => void }[] = []
  let isPumpDue = false

  function pump() {
    isPumpDue = false
    const running = [...underWay].filter(([, count]) => count > 0).map(([stage]) => stage)
    const lowest = Math.min(...running, ...waiting.map(({ stage }) => stage))
    const due = waiting.filter(({ stage }) => stage <= lowest)
    waiting = waiting.filter(({ stage }) => stage > lowest)
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
    schedule: (stage) => (dispatch) => {
      waiting.push({ stage, dispatch })
      pumpSoon()
    },
    track(stage, load) {
      underWay.set(stage, (underWay.get(stage) ?? 0) + 1)
      const settled = () => {
        // Deferred: callers of this load continue first, and may request more.
        setImmediate(() => {
          underWay.set(stage, (underWay.get(stage) ?? 1) - 1)
          pumpSoon()
        })
      }
      load.then(settled, settled)
      return load
    },
  }
}
