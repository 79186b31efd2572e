import type { SimulatedClock } from '../clock.ts'

/** Writes that a slow vendor has taken in and has not carried out yet. */
export interface LateStores {
  /** Runs `store` once the clock is `afterMs` further, and gives what it returns; never, when it is cleared before. */
  add<Value>(afterMs: number, store: () => Value | Promise<Value>): Promise<Value>
  /** Runs at once what the clock has reached, oldest first: for whoever pushes the clock and looks straight away. */
  runDue(): Promise<void>
  /** Forgets what has not run. */
  clear(): void
}

/** How often the clock is looked at, in milliseconds of real time: it may be pushed at any moment. */
const lookEveryMs = 20

/** None to begin with. A timer runs only while something waits. */
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
