import { parentPort, workerData } from 'node:worker_threads'
import { createRandom } from '../random.ts'
import { checkHistory } from '../oracle/delivery/check-history.ts'
import { plants, type PlantName } from './plants.ts'
import { simulate } from './simulate.ts'
import { createVirtualTime, installVirtualTime } from './virtual-time.ts'

/*
 * Runs simulations, one after the other, in a thread whose clocks, timers and draws are virtual.
 */

/** What a worker is given. */
export interface WorkerTask {
  readonly seeds: readonly number[]
  readonly changes: number
  readonly plant: PlantName | null
  /** Whether the log is wanted, or its figures suffice. */
  readonly isLogWanted: boolean
}

/** What it says of each run. */
export interface SimulationResult {
  readonly seed: number
  readonly problems: readonly string[]
  readonly figures: Readonly<Record<string, number>>
  readonly log: readonly string[] | null
}

const task = workerData as WorkerTask
const current = { time: createVirtualTime(0), random: createRandom(0) }
installVirtualTime(current)

/** Simulates one seed. What is thrown is a problem of the seed, which can then be simulated again. */
async function runSeed(seed: number): Promise<SimulationResult> {
  try {
    return await simulateSeed(seed)
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { seed, problems: [problem], figures: {}, log: null }
  }
}

async function simulateSeed(seed: number): Promise<SimulationResult> {
  const plant = task.plant === null ? {} : plants[task.plant]
  const { history, log } = await simulate({ seed, changes: task.changes, plant, current })
  const count = (text: string) => log.filter((line) => line.includes(text)).length
  return {
    seed,
    problems: checkHistory(history),
    figures: {
      changes: history.changes.length,
      done: history.changes.filter(({ state }) => state === 'DONE').length,
      failed: history.changes.filter(({ state }) => state === 'FAILED').length,
      cancelled: history.changes.filter(({ state }) => state === 'CANCELLED').length,
      sends: history.sent.length,
      stored: history.stored.length,
      found: count(' found'),
      absent: count(' absent'),
      'unknown outcomes': count(' unknown'),
      kills: count(' killed'),
      'clock jumps': count('clock jumps'),
      'other credentials': count('world credentials') - count('credentials acme'),
      requests: count('caller asks'),
      'requests without an answer': count('gets no answer'),
      'virtual seconds': Math.round(Number(log.at(-1)?.split(' ')[0]) / 1_000),
    },
    log: task.isLogWanted ? log : null,
  }
}

let seed = 0
process.on('unhandledRejection', (cause) => {
  throw new Error(`Seed ${seed} left a rejection without a handler.`, { cause })
})
for (seed of task.seeds) {
  const result = await runSeed(seed)
  // A thread, not a window: there is no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(result)
}
