import { Worker } from 'node:worker_threads'
import type { PlantName } from './plants.ts'
import type { SimulationResult, WorkerTask } from './worker.ts'

export type { SimulationResult } from './worker.ts'

export interface SimulationsOptions {
  readonly seeds: readonly number[]
  readonly changes: number
  /** Threads; 1 by default. */
  readonly workers?: number
  readonly plant?: PlantName
  readonly isLogWanted?: boolean
  readonly onResult?: (result: SimulationResult) => void
  /** Ends with the first run that has a problem. */
  readonly untilProblem?: boolean
}

/** Runs a simulation for each seed, in threads of their own. @returns their results by seed, as far as they got */
export async function runSimulations(options: SimulationsOptions): Promise<SimulationResult[]> {
  const { seeds, changes, workers = 1, plant = null, isLogWanted = false, onResult, untilProblem = false } = options
  const results: SimulationResult[] = []
  const running: Worker[] = []
  let isEnding = false
  const endAll = () => {
    isEnding = true
    for (const each of running) void each.terminate()
  }
  const run = (nth: number) =>
    new Promise<void>((resolve, reject) => {
      const task: WorkerTask = {
        seeds: seeds.filter((_, index) => index % workers === nth),
        changes,
        plant,
        isLogWanted,
      }
      const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: task, execArgv: [] })
      running.push(worker)
      worker.on('message', (result: SimulationResult) => {
        results.push(result)
        onResult?.(result)
        if (untilProblem && result.problems.length > 0) endAll()
      })
      worker.once('error', (error) => {
        endAll()
        reject(error)
      })
      worker.once('exit', (code) => {
        if (code === 0 || isEnding) resolve()
        else reject(new Error(`A thread of the simulation ended with ${code}.`))
      })
    })
  await Promise.all(Array.from({ length: workers }, (_, nth) => run(nth)))
  return results.toSorted((a, b) => a.seed - b.seed)
}
