import { median } from '../bars.ts'
import { checkAnswers, type Expected } from './compare-answers.ts'
import { forgetPeak, peakMebibytes, processorMs } from './process-use.ts'
import type { LoadOrder, LoadOutcome } from './load-order.ts'
import type { Load } from './run-load.ts'
import type { Target } from './targets.ts'
import type { Workload } from './workloads.ts'
import type { PeersWorld } from './world.ts'

const rounds = Number(process.env['PEERS_ROUNDS'] ?? 3)
const seconds = Number(process.env['PEERS_SECONDS'] ?? 3)
const warmUpSeconds = Number(process.env['PEERS_WARM_UP_SECONDS'] ?? 6)

export interface Round extends LoadOutcome {
  readonly cpuMs: number
  readonly peakMebibytes: number
  readonly vendorCalls: number
  /** 99th percentile of how late the event loop was; null where the server does not say. */
  readonly delayP99Ms: number | null
}

/** What a server did with a workload, over all rounds. */
export interface Measured {
  readonly name: string
  readonly rounds: readonly Round[]
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMs: number
  readonly peakMebibytes: number
  readonly vendorCalls: number
  readonly loadShare: number
  readonly delayP99Ms: number | null
}

interface Parts {
  readonly world: PeersWorld
  readonly load: Load
  readonly targets: readonly Target[]
  readonly workload: Workload
  readonly expected: readonly Expected[]
}

/** Every server in turn, round after round, so that what else the machine does meets all of them. */
export async function measureWorkload(parts: Parts): Promise<Measured[]> {
  const { targets, workload } = parts
  const taking = targets.filter((target) => target.workloads.includes(workload.name))
  const found = new Map<string, Round[]>(taking.map(({ name }) => [name, []]))
  for (const target of taking) await warmUp(parts, target)
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another server.
    for (const index of taking.keys()) {
      const target = taking[(index + round) % taking.length]
      if (target) found.get(target.name)?.push(await runRound(parts, target))
    }
  }
  return [...found].map(([name, all]) => summarize(name, all))
}

/** On a busy machine some seconds are few requests, after which hardly any code is compiled yet. */
const fewestWarmUpRequests = 1_000
const mostWarmUps = 5

async function warmUp(parts: Parts, target: Target): Promise<void> {
  let answers = 0
  for (let time = 0; time < mostWarmUps && answers < fewestWarmUpRequests; time++) {
    answers += (await parts.load.run(orderOf(parts, target, warmUpSeconds))).answers
  }
}

const orderOf = ({ world, workload }: Parts, { server, translate }: Target, lasting: number): LoadOrder => ({
  url: server.url,
  seconds: lasting,
  people: world.people,
  bodies: workload.bodies.map(translate),
  isNumbered: false,
})

async function runRound(parts: Parts, target: Target): Promise<Round> {
  const { world, load, expected } = parts
  const { pid } = target.server
  const isGateway = target.name.startsWith('gateway')
  await target.takeVendorCalls()
  forgetPeak(pid)
  if (isGateway) await target.server.tell('begin')
  const before = processorMs(pid)
  const outcome = await load.run(orderOf(parts, target, seconds))
  const cpuMs = (processorMs(pid) - before) / outcome.answers
  const { delayP99Ms } = isGateway ? await target.server.tell<{ delayP99Ms: number }>('end') : { delayP99Ms: null }
  const calls = await target.takeVendorCalls()
  await checkRound(target, outcome, expected, world.people)
  const use = { cpuMs, peakMebibytes: peakMebibytes(pid), vendorCalls: calls / outcome.answers }
  return { ...outcome, ...use, delayP99Ms }
}

/** @throws Error when the load was answered with anything but what was asked for */
async function checkRound(
  target: Target,
  outcome: LoadOutcome,
  expected: readonly Expected[],
  people: readonly string[],
) {
  const { name } = target
  if (outcome.answers === 0) throw new Error(`${name} gave no answer in ${seconds} s: let PEERS_SECONDS be more.`)
  if (outcome.failures > 0) throw new Error(`${name}: ${outcome.failures} of ${outcome.answers} requests failed.`)
  // Some servers write absent values or ids differently, but an error would be far shorter.
  const shortest = Math.min(...expected.map(({ answer }) => answer.length))
  if (outcome.bytes < shortest * 0.9) throw new Error(`${name}: answers had ${outcome.bytes} bytes on average.`)
  const some = expected.filter((_, index) => index % Math.ceil(expected.length / 5) === 0)
  await checkAnswers(target, some, people)
}

function summarize(name: string, all: readonly Round[]): Measured {
  const of = (value: (round: Round) => number) => median(all.map(value))
  const delays = all.flatMap(({ delayP99Ms }) => (delayP99Ms === null ? [] : [delayP99Ms]))
  return {
    name,
    rounds: all,
    requestsPerSecond: of((round) => round.requestsPerSecond),
    p50Ms: of((round) => round.p50Ms),
    p99Ms: of((round) => round.p99Ms),
    cpuMs: of((round) => round.cpuMs),
    peakMebibytes: Math.max(...all.map((round) => round.peakMebibytes)),
    vendorCalls: of((round) => round.vendorCalls),
    loadShare: of((round) => round.loadShare),
    delayP99Ms: delays.length === 0 ? null : Math.max(...delays),
  }
}
