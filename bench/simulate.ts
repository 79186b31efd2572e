import { writeFileSync } from 'node:fs'
import { plants, type PlantName } from '../tests/support/simulation/plants.ts'
import { runSimulations, type SimulationResult } from '../tests/support/simulation/run-simulations.ts'

/*
 * Settings, by environment: SIMULATE_SEEDS (1000), SIMULATE_FROM (1), SIMULATE_CHANGES (100, of each seed),
 * SIMULATE_WORKERS (2). SIMULATE_LOG names a file for the events of the only seed. With `--planted`, faults are planted
 * instead, each until a seed finds it.
 */
function setting(name: string, otherwise: number): number {
  const value = Number(process.env[name] ?? otherwise)
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name} must be a whole number from 1 on.`)
  return value
}

const workers = setting('SIMULATE_WORKERS', 2)
const seedsOf = (count: number) => Array.from({ length: count }, (_, n) => setting('SIMULATE_FROM', 1) + n)

/** Simulates delivery in virtual time, by a thousand seeds, and checks what came of it. */
export async function measureSimulation(): Promise<void> {
  if (process.argv.includes('--planted')) return findPlanted()
  const begun = performance.now()
  const seeds = seedsOf(setting('SIMULATE_SEEDS', 1_000))
  const changes = setting('SIMULATE_CHANGES', 100)
  const file = process.env['SIMULATE_LOG']
  if (file !== undefined && seeds.length > 1) throw new Error('SIMULATE_LOG is for one seed: set SIMULATE_SEEDS to 1.')
  let count = 0
  const results = await runSimulations({
    seeds,
    changes,
    workers: Math.min(workers, seeds.length),
    isLogWanted: file !== undefined,
    onResult({ seed, problems }) {
      count += 1
      for (const problem of problems) console.log(`  seed ${seed}: ${problem}`)
      if (count % 100 === 0) process.stderr.write(`    ${count} of ${seeds.length} seeds\n`)
    },
  })
  if (file !== undefined) writeFileSync(file, `${results[0]?.log?.join('\n')}\n`)
  const faulty = results.filter(({ problems }) => problems.length > 0)
  console.log(`  ${results.length} seeds of ${changes} changes in ${seconds(begun)} s: ${sums(results)}`)
  console.log(`  seeds with a problem: ${faulty.length}`)
  if (faulty.length > 0 || results.length < seeds.length) process.exitCode = 1
}

async function findPlanted(): Promise<void> {
  for (const plant of Object.keys(plants) as PlantName[]) {
    const begun = performance.now()
    const results = await runSimulations({
      seeds: seedsOf(setting('SIMULATE_SEEDS', 200)),
      changes: setting('SIMULATE_CHANGES', 100),
      workers,
      plant,
      untilProblem: true,
    })
    const found = results.find(({ problems }) => problems.length > 0)
    const how = found ? `found by seed ${found.seed} (${found.problems[0]})` : `not found by ${results.length} seeds`
    console.log(`  ${plant}: ${how}, ${seconds(begun)} s`)
    if (!found) process.exitCode = 1
  }
}

const seconds = (begun: number) => Math.round((performance.now() - begun) / 100) / 10

function sums(results: readonly SimulationResult[]): string {
  const all: Record<string, number> = {}
  for (const { figures } of results) {
    for (const [name, value] of Object.entries(figures)) all[name] = (all[name] ?? 0) + value
  }
  return Object.entries(all)
    .map(([name, value]) => `${value} ${name}`)
    .join(', ')
}
