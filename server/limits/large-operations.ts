/** Lets one large operation of a caller run at a time: the memory and the processor that several need at once slow all others. */
export interface LargeOperations {
  /**
   * Runs an operation once those that the caller sent before it are over.
   *
   * @param caller the id of a principal
   * @param signal aborts when the caller is gone: then it need not run any more
   * @throws what `run` throws; the signal's reason, without running it
   */
  run<T>(caller: string, operation: () => Promise<T>, signal: AbortSignal): Promise<T>
}

export function createLargeOperations(): LargeOperations {
  /** The last operation of each caller that has one. */
  const last = new Map<string, Promise<unknown>>()

  return {
    async run(caller, operation, signal) {
      const before = last.get(caller)
      const running = (async () => {
        await before
        signal.throwIfAborted()
        return operation()
      })()
      const over = running.then(
        () => undefined,
        () => undefined,
      )
      last.set(caller, over)
      try {
        return await running
      } finally {
        if (last.get(caller) === over) last.delete(caller)
      }
    },
  }
}
