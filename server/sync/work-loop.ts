/** Runs work at intervals and on request, one run at a time. */
export interface WorkLoop {
  start(): void
  /** Runs the work now, unless it is running. */
  wake(): void
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

  async function run(): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!isClosed) onError(error)
    } finally {
      running = null
    }
  }

  function wake(): void {
    if (!isClosed) running ??= run()
  }

  return {
    start() {
      timer ??= setInterval(wake, tickMs)
      timer.unref()
    },
    wake,
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
