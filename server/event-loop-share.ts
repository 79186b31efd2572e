import { setTimeout as sleep } from 'node:timers/promises'
import { createCallerQueue } from './caller-queue.ts'

/** Steps that wait. */
const waiting = createCallerQueue()
let isServing = false

/** How long the next step waits after each, in milliseconds: what others wait for, such as a thread, mostly comes within it. */
const leastPauseMs = 1
/** How late the event loop may be while there is nothing else to do. */
const latenessMs = 1
/** How much longer than a step the next one waits at most, while there is always something else to do. */
const patience = 3

/**
 * Resolves when the next step of a long operation may run: one that was short would wait for all of it otherwise. One step
 * at a time, whatever operation it is of; callers take turns. After each step the next waits for as long as it took, and
 * longer while there is something else to do, up to a share: while the thread is always busy, a quarter of it is for long
 * operations.
 *
 * @param caller the id of a principal
 */
export function longStep(caller: string): Promise<void> {
  return new Promise((resolve) => {
    waiting.add(caller, resolve)
    if (!isServing) void serve()
  })
}

async function serve(): Promise<void> {
  isServing = true
  // Callers that begin together take turns from the first step on.
  await Promise.resolve()
  for (let step = waiting.takeNext(); step; step = waiting.takeNext()) {
    const begun = performance.now()
    step()
    // What the step does has been done by then: it goes on in microtasks.
    await new Promise((resolve) => setImmediate(resolve))
    await giveWay(performance.now() - begun)
  }
  isServing = false
}

/** Lets everything else run after a step: for as long as it took, and further while there is something to do. */
async function giveWay(stepMs: number): Promise<void> {
  const begun = performance.now()
  for (let now = begun, isBusy = true; now - begun < stepMs || (isBusy && now - begun < stepMs * patience);) {
    await sleep(leastPauseMs)
    const later = performance.now()
    isBusy = later - now > leastPauseMs + latenessMs
    now = later
  }
}
