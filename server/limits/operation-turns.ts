import { createCallerQueue } from '../caller-queue.ts'

/** How long operations may begin within one turn of the event loop, in milliseconds: what comes next waits for no more. */
const turnMs = 2
/** How many that wait may begin within a turn, while there is time. */
const perTurn = 8

/** Operations that wait. */
const waiting = createCallerQueue()
/** When the first operation of this turn began; null before. */
let begunAt: number | null = null
let isServing = false

/**
 * To be awaited before an operation is executed: of many that arrive together, those for which this turn of the event loop has
 * no time wait for a later one. Callers take turns, and of one caller the first comes first. Stored answers, health checks and
 * new connections come in between, instead of waiting for all of them.
 *
 * @param caller the id of a principal
 * @returns undefined if it may begin at once
 */
export function operationTurn(caller: string): Promise<void> | undefined {
  if (waiting.isEmpty) {
    begunAt ??= beginTurn()
    if (performance.now() - begunAt < turnMs) return undefined
  }
  if (!isServing) serve()
  return new Promise((resolve) => waiting.add(caller, resolve))
}

function beginTurn(): number {
  setImmediate(() => {
    begunAt = null
  })
  return performance.now()
}

/** Lets the next ones begin in the next turn, each in a callback of its own: what it does at once is over by the one after. */
function serve(): void {
  isServing = true
  let begun = Infinity
  for (let index = 0; index < perTurn; index++) {
    setImmediate(() => {
      if (index === 0) begun = performance.now()
      if (performance.now() - begun < turnMs) waiting.takeNext()?.()
      if (index < perTurn - 1) return
      if (!waiting.isEmpty) serve()
      else isServing = false
    })
  }
}
