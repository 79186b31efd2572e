import type { SimulatedClock } from '../clock.ts'

/** Writes that a slow vendor has accepted but not yet carried out. */
export interface LateStores {
  /**
   * Runs `store` once the clock has advanced by `afterMs`, and resolves to its result; never, when it is cleared
   * before.
   */
  add<Value>(afterMs: number, store: () => Value | Promise<Value>): Promise<Value>
  /** Runs everything that is due, oldest first, so that callers that advance the clock see the result immediately. */
  runDue(): Promise<void>
  /** Discards what has not run. */
  clear(): void
}

/** The polling interval of the clock, in milliseconds of real time: it may be advanced at any moment. */
const lookEveryMs = 20

/** Starts empty. A timer runs only while something is pending. */
export function createLateStores(clock: SimulatedClock): LateStores {
  let waiting: { dueAt: number; run: () => Promise<void> }[] = []
  let timer: NodeJS.Timeout | undefined

  async function runDue(): Promise<void> {
    for (;;) {
      const next = waiting.filter(({ dueAt }) => dueAt <= clock.now()).sort((a, b) => a.dueAt - b.dueAt)[0]
      if (next === undefined) return
      waiting = waiting.filter((store) => store !== next)
      await next.run()
    }
  }

  function look(): void {
    timer = undefined
    void runDue().then(schedule)
  }

  function schedule(): void {
    if (waiting.length > 0) timer ??= setTimeout(look, lookEveryMs)
  }

  return {
    add: (afterMs, store) =>
      new Promise((resolve, reject) => {
        const run = async () => {
          try {
            resolve(await store())
          } catch (error) {
            reject(error)
          }
        }
        waiting.push({ dueAt: clock.now() + afterMs, run })
        schedule()
      }),
    runDue,
    clear: () => {
      waiting = []
      clearTimeout(timer)
      timer = undefined
    },
  }
}
