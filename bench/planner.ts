import { setTimeout as sleep } from 'node:timers/promises'
import { seedTenants } from '../scripts/seed-tenants.ts'
import type { Simulators } from '../simulators/start-simulators.ts'
import { createDatabaseOn } from '../tests/support/fresh-database.ts'
import { startPostgres } from '../tests/support/postgres/start-postgres.ts'
import { createRandom, type Random } from '../tests/support/random.ts'
import { createVendorControl } from '../tests/support/vendor-control.ts'
import { startWorldSimulators } from '../tests/support/world.ts'
import { startGatewayProcess, type GatewayProcess, type TimedAnswer } from './planner/gateway-process.ts'
import { pageQuestion, ticketQuestion, vendorQuestion } from './planner/questions.ts'

/*
 * Settings, by environment: PLANNER_SECONDS (60, of load), PLANNER_PEOPLE (500, ten times those of the replica's own
 * bench), PLANNER_SCALE (1: about 1,200 tickets), PLANNER_LOAD_SCALE (8, of the first load), PLANNER_LATENCY_MS (150).
 */
const setting = (name: string, usual: number) => Number(process.env[name] ?? usual)
const seconds = setting('PLANNER_SECONDS', 60)
const people = setting('PLANNER_PEOPLE', 500)
const latencyMs = setting('PLANNER_LATENCY_MS', 150)

/** Each person opens a page and a ticket in this time, in milliseconds, and one in five asks a vendor. */
const turnMs = 120_000
const share = 0.6

/**
 * Gateways of one account under load, with the vendors' limits on and 60 % of Autotask's hour and HubSpot's day used by
 * others: what waiting users wait, beside what one user waits who is alone. Then users during the first load of a replica,
 * beside the same users after it.
 */
export async function measurePlanner(): Promise<void> {
  const postgres = await startPostgres()
  try {
    for (const count of [1, 3]) await measureLoad(count, await createDatabaseOn(postgres.url))
    await measureFirstLoad(postgres.url)
  } finally {
    await postgres.close()
  }
}

async function measureLoad(count: number, databaseUrl: string): Promise<void> {
  const simulators = await startWorldSimulators({ scale: setting('PLANNER_SCALE', 1), limits: true, latencyMs })
  const gateways = await startGateways(simulators, count, databaseUrl)
  try {
    await Promise.all(gateways.map(waitUntilLoaded))
    const vendors = controlsOf(simulators)
    await vendors.autotask.useByOthers(share * 10_000)
    await vendors.hubspot.useByOthers(share * 625_000)
    const ids = await ticketIds(gateways)
    const random = createRandom(count)
    const now = () => simulators.clock.now()

    const idle: TimedAnswer[] = []
    for (let n = 0; n < 30; n++) idle.push(await ask(pick(gateways, n), vendorQuestion(random, now())))
    await clear(vendors)
    const { waiting, others } = await keepAsking(gateways, { random, ids, now })
    const refused = await countRefused(vendors)
    console.log(
      `  ${count} ${count === 1 ? 'gateway' : 'gateways'}, ${people} people, ${seconds} s: ${describeCalls(refused)}`,
    )
    console.log(`    waiting users ${describe(waiting)}; alone ${describe(idle)}; p95 ${ratio(waiting, idle)} of alone`)
    console.log(`    answered from the replica ${describe(others)}`)
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.kill()))
    await simulators.close()
  }
}

interface Crowd {
  readonly random: Random
  readonly ids: readonly string[]
  readonly now: () => number
}

/** People who come at random times: a page and a ticket each in two minutes, and a question to a vendor from one in five. */
async function keepAsking(gateways: readonly GatewayProcess[], { random, ids, now }: Crowd) {
  const waiting: TimedAnswer[] = []
  const others: TimedAnswer[] = []
  const asked: Promise<void>[] = []
  const total = Math.round((people * seconds * 1_000) / turnMs)
  const note = (into: TimedAnswer[], answer: Promise<TimedAnswer>) =>
    void asked.push(answer.then((a) => void into.push(a)))
  for (let n = 0; n < total; n++) {
    const gateway = pick(gateways, n)
    note(others, ask(gateway, pageQuestion(random)))
    note(others, ask(gateway, ticketQuestion(random, ids)))
    if (random.chance(0.2)) note(waiting, ask(gateway, vendorQuestion(random, now())))
    // Exponential gaps: people do not come at regular intervals.
    await sleep((-Math.log(1 - random.below(1_000_000) / 1_000_000) * seconds * 1_000) / total)
  }
  await Promise.all(asked)
  return { waiting, others }
}

/**
 * What twenty people wait for a vendor during the first load, beside the same people asking the same questions of a gateway
 * that loads nothing, on a new database too, and beside themselves after the load.
 */
async function measureFirstLoad(postgresUrl: string): Promise<void> {
  const scale = setting('PLANNER_LOAD_SCALE', 8)
  const { during, after, loadMs, calls } = await askWhileLoading(scale, await createDatabaseOn(postgresUrl))
  const without = await askWithoutLoad(scale, await createDatabaseOn(postgresUrl), Math.max(20_000, loadMs))
  console.log(
    `  first load of ${Math.round(scale * 1_200)} tickets in ${(loadMs / 1_000).toFixed(1)} s while 20 people ask: ${calls}`,
  )
  console.log(`    during ${describe(during)}; without a load ${describe(without)}; after ${describe(after)}`)
  console.log(`    p95 ${ratio(during, without)} of without, ${ratio(during, after)} of after`)
}

async function askWhileLoading(scale: number, databaseUrl: string) {
  const simulators = await startWorldSimulators({ scale, limits: true, latencyMs })
  const [gateway] = await startGateways(simulators, 1, databaseUrl)
  try {
    const vendors = controlsOf(simulators)
    await clear(vendors)
    const begun = performance.now()
    const load = { isDone: false }
    const loaded = waitUntilLoaded(gateway).finally(() => {
      load.isDone = true
    })
    const during = await askAround(gateway, simulators, () => load.isDone)
    await loaded
    const loadMs = performance.now() - begun
    const until = performance.now() + Math.max(20_000, Math.min(loadMs, 60_000))
    const after = await askAround(gateway, simulators, () => performance.now() > until)
    return { during, after, loadMs, calls: describeCalls(await countRefused(vendors)) }
  } finally {
    await gateway.kill()
    await simulators.close()
  }
}

async function askWithoutLoad(scale: number, databaseUrl: string, ms: number) {
  const simulators = await startWorldSimulators({ scale, limits: true, latencyMs })
  const [gateway] = await startGateways(simulators, 1, databaseUrl, { SYNC_MONTHS: '0' })
  try {
    const until = performance.now() + ms
    return await askAround(gateway, simulators, () => performance.now() > until)
  } finally {
    await gateway.kill()
    await simulators.close()
  }
}

/** Twenty people, each of whom asks a vendor, thinks for a while, and asks again. */
async function askAround(
  gateway: GatewayProcess,
  simulators: Simulators,
  isOver: () => boolean,
): Promise<TimedAnswer[]> {
  const random = createRandom(7)
  const answers: TimedAnswer[] = []
  await Promise.all(
    Array.from({ length: 20 }, async () => {
      while (!isOver()) {
        await sleep(1_000 + random.below(8_000))
        answers.push(await ask(gateway, vendorQuestion(random, simulators.clock.now())))
      }
    }),
  )
  return answers
}

const ask = (gateway: GatewayProcess, { query, role }: { query: string; role: 'viewer' | 'operator' }) =>
  gateway.ask(query, role)

function pick<T>(values: readonly T[], n: number): T {
  const value = values[n % values.length]
  if (value === undefined) throw new Error('There is nothing to pick from.')
  return value
}

async function startGateways(
  simulators: Simulators,
  count: number,
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<[GatewayProcess, ...GatewayProcess[]]> {
  const environment = { DATABASE_URL: databaseUrl, ...settings }
  const first = await startGatewayProcess(simulators, environment)
  const token = await first.token('admin')
  await seedTenants({ url: first.url, token, credentials: simulators.connectWise.credentials })
  const others = Array.from({ length: count - 1 }, () => startGatewayProcess(simulators, environment))
  return [first, ...(await Promise.all(others))]
}

async function waitUntilLoaded(gateway: GatewayProcess): Promise<void> {
  for (;;) {
    await gateway.ask('{ tickets(first: 50) { totalCount nodes { company { name } } } crmSummary { companies deals } }')
    const { data } = await gateway.ask('{ vendorStatus { collections { complete } } }')
    const { vendorStatus } = data as { vendorStatus: { collections: { complete: boolean }[] }[] }
    const collections = vendorStatus.flatMap((status) => status.collections)
    if (collections.length > 0 && collections.every(({ complete }) => complete)) return
    await sleep(250)
  }
}

async function ticketIds(gateways: readonly GatewayProcess[]): Promise<string[]> {
  const { data } = await pick(gateways, 0).ask(
    '{ tickets(range: { preset: LAST_365_DAYS }, first: 100) { nodes { id } } }',
  )
  return (data as { tickets: { nodes: { id: string }[] } }).tickets.nodes.map(({ id }) => id)
}

type Controls = ReturnType<typeof controlsOf>

const controlsOf = (simulators: Simulators) => ({
  autotask: createVendorControl(simulators.autotask.url),
  hubspot: createVendorControl(simulators.environment['HUBSPOT_BASE_URL']),
  connectWise: createVendorControl(simulators.connectWise.url),
})

async function clear(vendors: Controls): Promise<void> {
  for (const vendor of Object.values(vendors)) await vendor.clearRequests()
}

/** Calls, and refusals over a limit, by vendor. */
async function countRefused(vendors: Controls) {
  return Promise.all(
    Object.entries(vendors).map(async ([name, vendor]) => {
      const requests = await vendor.requests()
      return {
        name,
        calls: requests.length,
        refused: requests.filter(({ status }) => status === 429 || (status ?? 0) >= 500).length,
      }
    }),
  )
}

const describeCalls = (vendors: Awaited<ReturnType<typeof countRefused>>) =>
  vendors.map(({ name, calls, refused }) => `${name} ${calls} calls, ${refused} refused`).join('; ')

function percentile(answers: readonly TimedAnswer[], part: number): number {
  return answers.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(answers.length * part)] ?? 0
}

function describe(answers: readonly TimedAnswer[]): string {
  const failed = answers.filter(({ errors }) => errors.length > 0)
  const first = failed[0] ? ` (${failed[0].errors[0]})` : ''
  const times = [0.5, 0.95].map((part) => `p${part * 100} ${percentile(answers, part).toFixed(0)} ms`).join(' ')
  return `${answers.length} answers, ${failed.length} failed${first}, ${times}`
}

const ratio = (answers: readonly TimedAnswer[], base: readonly TimedAnswer[]) =>
  (percentile(answers, 0.95) / percentile(base, 0.95)).toFixed(2)
