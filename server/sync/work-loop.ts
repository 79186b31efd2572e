/** Runs work at intervals and on request, one run at a time. */
export interface WorkLoop {
  start(): void
  /** Runs the work now, unless it is running. */
  wake(): void
  /** Runs the work now, or waits for the current run. */
  run(): Promise<void>
  /** Runs this in place of the work, or waits for the current run. Its failures are reported like those of the work. */
  runInstead(other: () => Promise<void>): Promise<void>
  /** Ends the loop, and waits for the current run. */
  close(): Promise<void>
  readonly isClosed: boolean
}

/**
 * @param work one run
 * @param onError called when a run fails, before the loop is closed
 */
export function createWorkLoop(work: () => Promise<void>, tickMs: number, onError: (error: unknown) => void): WorkLoop {
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setInterval> | undefined
  let isClosed = false

  async function runOnce(task: () => Promise<void>): Promise<void> {
    try {
      await task()
    } catch (error) {
      if (!isClosed) onError(error)
    } finally {
      running = null
    }
  }

  async function run(task: () => Promise<void>): Promise<void> {
    if (!isClosed) await (running ??= runOnce(task))
  }

  function wake(): void {
    void run(work)
  }

  return {
    start() {
      timer ??= setInterval(wake, tickMs)
      timer.unref()
    },
    wake,
    run: () => run(work),
    runInstead: run,
    get isClosed() {
      return isClosed
    },
    async close() {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}
