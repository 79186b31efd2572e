/**
 * Time for work that no caller waits for, in a process that its host stops whenever no request is under way (AWS Lambda).
 * Where a gateway is given one, it starts nothing in the background: what is due is done when it is asked to, in the time
 * that is left.
 */
export interface WorkTime {
  /** How long such work may still take, in milliseconds; 0: it is not to be begun. */
  readonly leftMs: number
}

/** Time that is given anew with each request. */
export function createWorkTime(): WorkTime & {
  /** Gives so many milliseconds from now on, in place of what was left. */
  give(ms: number): void
} {
  let until = -Infinity
  return {
    get leftMs() {
      return Math.max(0, until - performance.now())
    },
    give(ms) {
      until = performance.now() + ms
    },
  }
}
