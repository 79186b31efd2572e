import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/*
 * What this process has asked others for and has no answer to yet: statements, calls of vendors and of the issuer. It is
 * counted per process and not per gateway, because it is the process that a host stops between two requests (AWS Lambda):
 * what is under way then gets its answer minutes later, or never.
 */

let count = 0

/** Counts something as under way until the returned function is called. */
export function beginUnderWay(): () => void {
  let isOver = false
  count += 1
  return () => {
    if (isOver) return
    isOver = true
    count -= 1
  }
}

/** Runs something that counts as under way until it is over. */
export async function whileUnderWay<T>(work: () => Promise<T>): Promise<T> {
  const end = beginUnderWay()
  try {
    return await work()
  } finally {
    end()
  }
}

/** So many turns of the event loop without anything under way: what follows from an answer has begun by then. */
const quietTurns = 10
const pollMs = 2

/**
 * Waits until nothing is under way.
 *
 * @param maxMs the longest wait, in milliseconds
 * @returns false if something still was
 */
export async function untilQuiet(maxMs: number): Promise<boolean> {
  const until = performance.now() + maxMs
  for (let turns = 0; turns < quietTurns; turns = count === 0 ? turns + 1 : 0) {
    if (count === 0) await nextTurn()
    else if (performance.now() >= until) return false
    else await sleep(pollMs)
  }
  return true
}
