/*
 * Whether this process was stopped for a while by its host, as AWS Lambda does between two requests. Nothing tells it of
 * connections that end meanwhile, so those that were idle are not used again.
 */

let endedAt = -Infinity

/** Notes that the process goes on after a standstill. */
export function noteStandstill(): void {
  endedAt = performance.now()
}

/** When the last standstill ended, as `performance.now()`; -Infinity: there was none. */
export const standstillEndedAt = (): number => endedAt
