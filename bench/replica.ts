import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import type { Simulators } from '../simulators/start-simulators.ts'
import type { AutotaskState } from '../tests/support/oracle/state.ts'
import { createVendorControl, type VendorControl } from '../tests/support/vendor-control.ts'
import { gatewayEnvironment, startWorldSimulators, usualNow } from '../tests/support/world.ts'
import { startGatewayProcess } from './gateway-process.ts'

/** Tickets of the queue at each scale of the simulator: 1 has about 1,200. */
const sizes = [1_000, 10_000, 100_000]

const summary = `{
  activitySummary(range: { preset: LAST_365_DAYS }) {
    totalTickets openTickets completedTickets completedInRange
    byStatus { label count } byPriority { label count } byAssignee { label count } byCompany { label count }
    byDay { date created completed }
    averageResolutionHours averageFirstResponseHours hoursLogged averageHoursPerTicket
    freshness { asOf stale }
  }
}`

const refreshNow = 'mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }'

interface Measured {
  /** Peak of resident memory, in MiB. */
  readonly rssMebibytes: number
  /** Longest delay and 99th percentile of the event loop, in milliseconds. */
  readonly delayMs: number
  readonly delayP99Ms: number
  /** CPU time of the answering thread, in milliseconds. */
  readonly cpuMs: number
}

interface Gateway {
  close(): void
  ask<Data>(query: string): Promise<Data>
  /** Measures the gateway's process during the work. */
  measure(work: () => Promise<unknown>): Promise<Measured & { readonly ms: number }>
}

/**
 * The replica at 1,000, 10,000 and 100,000 tickets: the initial load with the vendor's limits on, a summary with all
 * figures the first time and again, and a refresh after twenty edits. REPLICA_SIZES (1000,10000) names other sizes;
 * REPLICA_LATENCY_MS (0) is added to every answer of the vendor.
 */
export async function measureReplica(): Promise<void> {
  const wanted = process.env['REPLICA_SIZES']?.split(',').map(Number) ?? sizes
  for (const size of wanted) await measureSize(size)
}

async function measureSize(size: number): Promise<void> {
  const latencyMs = Number(process.env['REPLICA_LATENCY_MS'] ?? 0)
  const simulators = await startWorldSimulators({ scale: size / 1_200, limits: true, latencyMs })
  const autotask = createVendorControl<AutotaskState>(simulators.autotask.url)
  const gateway = await startGateway(simulators)
  try {
    const load = await gateway.measure(() => waitUntilLoaded(gateway))
    const asked = await autotask.requests()
    const refused = asked.filter(({ status }) => status === 429 || (status ?? 0) >= 500).length
    const records = await countRecords(gateway)
    const first = await gateway.measure(() => gateway.ask(summary))
    const again = await gateway.measure(() => repeat(20, () => gateway.ask(summary)))
    // Several rounds, of which the middle one counts: the first ones run code that is not compiled yet.
    const rounds = []
    for (let round = 0; round < 7; round++) {
      await editTickets(gateway, autotask, round)
      await autotask.clearRequests()
      const refresh = await gateway.measure(() => gateway.ask(refreshNow))
      const calls = (await autotask.requests()).filter(({ path }) => /(Tickets|TimeEntries)\/query/i.test(path)).length
      rounds.push({ refresh, calls, after: await gateway.measure(() => gateway.ask(summary)) })
    }
    rounds.sort((a, b) => a.after.cpuMs - b.after.cpuMs)
    const median = rounds[3]
    if (!median) throw new Error('There are fewer rounds than expected.')
    const { refresh, after } = median
    const calls = Math.max(...rounds.map((round) => round.calls))
    console.log(`  ${size} tickets: ${records}`)
    console.log(
      `    load      ${seconds(load.ms)}, ${asked.length} calls, ${refused} refused, RSS ${mebi(load.rssMebibytes)}, event loop p99 ${whole(load.delayP99Ms)} ms, longest ${whole(load.delayMs)} ms`,
    )
    console.log(`    summary   first ${cpu(first)}, again ${cpu({ cpuMs: again.cpuMs / 20, ms: again.ms / 20 })}`)
    console.log(`    refresh   after 20 edits: at most ${calls} calls, ${cpu(refresh)}; summary then ${cpu(after)}`)
  } finally {
    gateway.close()
    await simulators.close()
  }
}

const whole = (value: number) => String(Math.round(value))
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
const mebi = (value: number) => `${whole(value)} MiB`
const cpu = ({ cpuMs, ms }: { cpuMs: number; ms: number }) => `${cpuMs.toFixed(1)} ms CPU, ${ms.toFixed(1)} ms`

async function repeat(times: number, work: () => Promise<unknown>): Promise<void> {
  for (let index = 0; index < times; index++) await work()
}

async function waitUntilLoaded(gateway: Gateway): Promise<void> {
  await gateway.ask('{ tickets(first: 50) { totalCount nodes { title company { name } } } }')
  for (;;) {
    const { vendorStatus } = await gateway.ask<{
      vendorStatus: { vendor: string; collections: { complete: boolean }[] }[]
    }>('{ vendorStatus { vendor collections { complete } } }')
    // Nothing here asks for HubSpot's records, so they are not loaded.
    const collections = vendorStatus.find(({ vendor }) => vendor === 'AUTOTASK')?.collections ?? []
    if (collections.length > 0 && collections.every(({ complete }) => complete)) return
    await sleep(250)
  }
}

async function countRecords(gateway: Gateway): Promise<string> {
  const { vendorStatus } = await gateway.ask<{ vendorStatus: { collections: { name: string; records: number }[] }[] }>(
    '{ vendorStatus { collections { name records } } }',
  )
  const collections = vendorStatus.flatMap((status) => status.collections)
  return collections.map(({ name, records }) => `${records} ${name}`).join(', ')
}

async function editTickets(gateway: Gateway, autotask: VendorControl<AutotaskState>, round: number): Promise<void> {
  const { tickets } = await gateway.ask<{ tickets: { nodes: { id: string }[] } }>(
    '{ tickets(first: 20) { nodes { id } } }',
  )
  await autotask.records('Tickets', {
    upsert: tickets.nodes.map(({ id }) => ({ id: Number(id), title: `Edited ${id} ${round}` })),
  })
}

async function startGateway(simulators: Simulators): Promise<Gateway> {
  const folder = await mkdtemp(join(tmpdir(), 'replica-'))
  const environment = { DATABASE_URL: `file:${folder}/gateway.db` }
  const settings = gatewayEnvironment(simulators, { sync: true, environment })
  const { url, tell, close } = await startGatewayProcess(settings, Date.parse(usualNow))
  const token = await fetchToken(simulators.identity.url, { role: 'viewer' })

  async function ask<Data>(query: string): Promise<Data> {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

  return {
    close,
    ask,
    async measure(work) {
      await tell('begin')
      const begun = performance.now()
      await work()
      const ms = performance.now() - begun
      return { ...(await tell<Measured>('end')), ms }
    },
  }
}
