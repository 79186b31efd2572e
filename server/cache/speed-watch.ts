import { performance } from 'node:perf_hooks'

/** Reads that take this long, in milliseconds, usually count as slow. */
const usualSlowMs = 100
/** This many slow reads in a row are reported. */
const slowInARow = 3

/** Watches the reads of a backend. @param onSlow called after several slow ones in a row */
export function createSpeedWatch(name: string, onSlow: (error: Error) => void, slowMs: number = usualSlowMs) {
  let slow = 0
  return async <T>(read: () => Promise<T>): Promise<T> => {
    const begun = performance.eventLoopUtilization()
    const result = await read()
    slow = waitedMs(begun) > slowMs ? slow + 1 : 0
    if (slow >= slowInARow) {
      slow = 0
      onSlow(new Error(`${name} is slow: ${slowInARow} reads in a row took more than ${slowMs} ms.`))
    }
    return result
  }
}

/** @throws Error if the probe has waited long for its answer */
export async function probeQuickly(name: string, probe: () => Promise<unknown>): Promise<void> {
  const begun = performance.eventLoopUtilization()
  await probe()
  if (waitedMs(begun) > usualSlowMs) throw new Error(`${name} is slow.`)
}

/** How long this process has waited since then, in milliseconds: what it worked meanwhile is not the backend's doing. */
function waitedMs(since: ReturnType<typeof performance.eventLoopUtilization>): number {
  return performance.eventLoopUtilization(since).idle
}
