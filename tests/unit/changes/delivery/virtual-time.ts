import type { Stopwatch } from '../../../../server/changes/delivery/stopwatch.ts'

/** Time that passes only when everybody waits, so that hours of trouble take milliseconds. */
export function createVirtualTime(startAt = Date.UTC(2026, 2, 18, 15)) {
  let now = startAt
  let timers: { at: number; fire: () => void }[] = []
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((fire) => void timers.push({ at: now + Math.max(0, ms), fire })),
    stopwatch(): Stopwatch {
      const begun = now
      return { atLeast: () => now - begun, atMost: () => now - begun }
    },
    /** Lets time pass until `work` is over. */
    async run<T>(work: Promise<T>): Promise<T> {
      let isOver = false
      const over = () => {
        isOver = true
      }
      work.then(over, over)
      for (;;) {
        await turn()
        if (isOver) return work
        const next = timers.reduce<(typeof timers)[number] | null>((a, b) => (a && a.at <= b.at ? a : b), null)
        if (!next) continue
        timers = timers.filter((timer) => timer !== next)
        now = Math.max(now, next.at)
        next.fire()
      }
    },
  }
}

export type VirtualTime = ReturnType<typeof createVirtualTime>
