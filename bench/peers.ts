import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printBars } from './bars.ts'
import { compareWithBars } from './peers/compare-bars.ts'
import { checkAnswers, readExpected, teachBareServer } from './peers/compare-answers.ts'
import { installPeers } from './peers/install-peers.ts'
import { measureExpired } from './peers/measure-expired.ts'
import { measureStarts } from './peers/measure-start.ts'
import { measureUnseen } from './peers/measure-unseen.ts'
import { measureWorkload } from './peers/measure-workload.ts'
import { describeMachine, type Results, type WorkloadResult } from './peers/results.ts'
import { startLoad, type Load } from './peers/run-load.ts'
import { tablesOf, toText } from './peers/tables.ts'
import { names, startTargets, type Target } from './peers/targets.ts'
import { createWorkloads, type Workload } from './peers/workloads.ts'
import { startPeersWorld, type PeersWorld } from './peers/world.ts'
import { writeDocs } from './peers/write-docs.ts'

const resultFile = fileURLToPath(new URL('results/peers.json', import.meta.url))

/**
 * The gateway beside other GraphQL servers and a bare `node:http`, over the same records: fifty people on fifty
 * connections. Every answer is checked to be the gateway's before it is measured. `--write-docs` writes the tables into
 * docs/performance.md. PEERS_ROUNDS (3), PEERS_SECONDS (3), PEERS_WARM_UP_SECONDS (6), PEERS_SCALE (10) and PEERS_ONLY
 * (words in the names of peers, by comma) change what is done.
 */
export async function measurePeers(): Promise<void> {
  installPeers()
  const world = await startPeersWorld()
  const load = await startLoad()
  try {
    const targets = await startTargets(world)
    const results = await measureAll(world, load, targets)
    await Promise.all(targets.map(({ server }) => server.close()))
    for (const table of tablesOf(results).slice(0, -1)) console.log(toText(table))
    console.log('')
    printBars(results.bars)
    mkdirSync(dirname(resultFile), { recursive: true })
    writeFileSync(resultFile, `${JSON.stringify(results, null, 2)}\n`)
    if (process.argv.includes('--write-docs')) await writeDocs(results)
  } finally {
    load.close()
    await world.close()
  }
}

async function measureAll(world: PeersWorld, load: Load, targets: readonly Target[]): Promise<Results> {
  const workloads: WorkloadResult[] = []
  for (const workload of createWorkloads(world.simulators)) {
    workloads.push(await checkAndMeasure(world, load, targets, workload))
  }
  const named = (...wanted: string[]) => targets.filter(({ name }) => wanted.includes(name))
  const unseen = await measureUnseen(load, named(names.warm, names.apollo), world.people)
  const starts = await measureStarts(world)
  const memory = targets.map(({ name, server: { recordsMebibytes } }) => ({
    name,
    recordsMebibytes,
    peakMebibytes: Math.max(
      ...workloads.flatMap(({ servers }) =>
        servers.filter((server) => server.name === name).map(({ peakMebibytes }) => peakMebibytes),
      ),
    ),
  }))
  // Last, because it moves clocks and changes a record.
  const expired = await measureExpired(world, targetNamed(targets, names.warm))
  const figures = { workloads, unseen, expired, starts, memory }
  const date = new Date().toISOString().slice(0, 10)
  return { date, machine: describeMachine(), ...figures, bars: compareWithBars(figures) }
}

function targetNamed(targets: readonly Target[], wanted: string): Target {
  const found = targets.find(({ name }) => name === wanted)
  if (!found) throw new Error(`${wanted} is not measured.`)
  return found
}

async function checkAndMeasure(
  world: PeersWorld,
  load: Load,
  targets: readonly Target[],
  workload: Workload,
): Promise<WorkloadResult> {
  const expected = await readExpected(targetNamed(targets, names.warm), workload, world.people)
  await teachBareServer(targets, expected)
  for (const target of targets) {
    if (target.workloads.includes(workload.name)) await checkAnswers(target, expected, world.people)
  }
  const servers = await measureWorkload({ world, load, targets, workload, expected })
  const { name, title } = workload
  const answerBytes = expected.reduce((sum, { answer }) => sum + Buffer.byteLength(answer), 0) / expected.length
  return { name, title, answerBytes, servers }
}
