import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { fetchToken } from '../../simulators/identity/fetch-token.ts'
import { startGatewayProgram } from '../../tests/support/program.ts'
import { callWords } from '../../tests/support/vendor-calls.ts'
import { createVendorControl } from '../../tests/support/vendor-control.ts'
import {
  gatewayEnvironment,
  startWorldSimulators,
  withoutHubSpot,
  type LoggedRequest,
} from '../../tests/support/world.ts'
import { startCallers, type CallersResult, type Target } from './callers.ts'

export interface RunOptions {
  readonly gateways: number
  /** Of all gateways together. */
  readonly callers: number
  /** Whether the gateway that holds the lease is killed during the initial load. */
  readonly kills: boolean
  readonly databaseUrl: string
}

export interface Outcome extends CallersResult {
  /** What Autotask was asked, one word a call, without the deltas: those depend on how long a run takes. */
  readonly calls: readonly string[]
  /** Calls for what has changed, of which there are two a minute. */
  readonly deltaCalls: number
  /** Calls that Autotask refused. */
  readonly refused: number
  readonly seconds: number
  /** From the kill until another gateway held the lease; null without a kill. */
  readonly takeoverSeconds: number | null
}

type Gateway = Awaited<ReturnType<typeof startGatewayProgram>>

/** Ends a run that never comes to its end, in milliseconds. */
const patienceMs = 300_000

/** Slices that are stored when the holder of the lease is killed. */
const slicesBeforeKill = 3

/** Runs gateways as programs, on one database, under callers until each has a complete replica. */
export async function runGateways({ gateways: count, callers, kills, databaseUrl }: RunOptions): Promise<Outcome> {
  // The gateways' clock is the machine's.
  const simulators = await startWorldSimulators({ scale: 1, latencyMs: 150, now: new Date().toISOString() })
  const autotask = createVendorControl(simulators.autotask.url)
  const environment = gatewayEnvironment(simulators, {
    sync: true,
    environment: { DATABASE_URL: databaseUrl, ...withoutHubSpot },
  })
  const gateways: Gateway[] = []
  const database = new pg.Client({ connectionString: databaseUrl })
  try {
    for (let index = 0; index < count; index++) gateways.push(await startGatewayProgram(environment))
    await database.connect()
    const token = await fetchToken(simulators.identity.url, { role: 'viewer' })
    const targets: Target[] = gateways.map(({ url }) => ({ url, isDown: false }))
    const begun = performance.now()
    const calling = startCallers(targets, { count: callers, token })
    const isLate = () => performance.now() - begun > patienceMs
    const takeoverSeconds = kills ? await killHolder(gateways, database, isLate) : null
    const alive = gateways.filter(({ child }) => child.exitCode === null && child.signalCode === null)
    await Promise.all(alive.map(({ url }) => waitUntilComplete(url, token, isLate)))
    const seconds = (performance.now() - begun) / 1_000
    const result = await calling.stop()
    const asked = await autotask.requests()
    const refused = asked.filter(({ status }) => status === 429 || (status ?? 0) >= 500).length
    const others = asked.filter((request) => !isDelta(request))
    const deltaCalls = asked.length - others.length
    return { ...result, calls: callWords(others), deltaCalls, refused, seconds, takeoverSeconds }
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.kill()))
    await database.end()
    await simulators.close()
  }
}

/** Deltas alone ask by change mark and for all queues. */
function isDelta({ body }: LoggedRequest): boolean {
  const text = JSON.stringify(body) ?? ''
  return /"field":"(lastTrackedModificationDateTime|lastModifiedDateTime)"/.test(text) && !text.includes('queueID')
}

interface AccountRow {
  readonly owner: string | null
  readonly state: string | null
}

async function readAccount(database: pg.Client): Promise<AccountRow | undefined> {
  const { rows } = await database.query<AccountRow>('select owner, state from sync_accounts')
  return rows[0]
}

/** Kills the gateway that loads, once it has stored some slices. @returns seconds until another one has the lease */
async function killHolder(gateways: readonly Gateway[], database: pg.Client, isLate: () => boolean): Promise<number> {
  while (!isLate()) {
    const account = await readAccount(database)
    const { slices = {} } = JSON.parse(account?.state ?? '{}') as { slices?: object }
    if (account?.owner && Object.keys(slices).length >= slicesBeforeKill) {
      const holder = await findHolder(gateways)
      await holder.kill()
      return waitForTakeover(database, account.owner, isLate)
    }
    await sleep(20)
  }
  throw new Error('The initial load did not come far enough for the kill.')
}

/** The gateway that has made calls for the initial load. */
async function findHolder(gateways: readonly Gateway[]): Promise<Gateway> {
  for (const gateway of gateways) {
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text()
    if (/^gateway_vendor_calls_total\{[^}]*cause="load"[^}]*\} [1-9]/m.test(metrics)) return gateway
  }
  throw new Error('No gateway has begun the initial load.')
}

async function waitForTakeover(database: pg.Client, killed: string, isLate: () => boolean): Promise<number> {
  const begun = performance.now()
  while (!isLate()) {
    const account = await readAccount(database)
    if (account?.owner && account.owner !== killed) return (performance.now() - begun) / 1_000
    await sleep(50)
  }
  throw new Error('No other gateway took the lease over.')
}

interface Statuses {
  readonly data: {
    readonly vendorStatus: readonly { readonly collections: readonly { readonly complete: boolean }[] }[]
  }
}

async function waitUntilComplete(url: string, token: string, isLate: () => boolean): Promise<void> {
  while (!isLate()) {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ vendorStatus { collections { complete } } }' }),
    })
    const { data } = (await response.json()) as Statuses
    const collections = data.vendorStatus.flatMap((status) => status.collections)
    if (collections.length > 0 && collections.every(({ complete }) => complete)) return
    await sleep(250)
  }
  throw new Error('The replica was not complete in time.')
}
