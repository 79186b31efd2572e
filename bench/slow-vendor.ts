import { setTimeout as sleep } from 'node:timers/promises'
import { fetchToken } from '../simulators/identity/fetch-token.ts'
import { createVendorControl } from '../tests/support/vendor-control.ts'
import { gatewayEnvironment, startWorldSimulators, usualNow, waitForReplica } from '../tests/support/world.ts'
import { atMost, median, printBars, quantile } from './bars.ts'
import { startGatewayProcess } from './gateway-process.ts'

const rounds = Number(process.env['SLOW_VENDOR_ROUNDS'] ?? 20)

/** How long HubSpot takes where it is slow, in milliseconds. */
const slowMs = 3_000

/** Longer than anything that the pages show counts as new, in milliseconds. */
const expiryMs = 5 * 60_000 + 1_000

const replicated = `
  activitySummary(range: { preset: LAST_30_DAYS }) {
    totalTickets openTickets completedInRange hoursLogged averageResolutionHours
    byStatus { label count } byAssignee { label count } byCompany { label count }
    freshness { asOf stale }
  }
  tickets(range: { preset: LAST_30_DAYS }, first: 25) {
    totalCount nodes { id title company { name } assignee { name } hoursLogged }
  }
  crmSummary {
    companies deals totalDealValue { amount currency } openDealValue { amount currency }
    freshness { asOf stale }
  }
  dealPipelines { id name totalDeals stages { id label dealCount } }
  deals(first: 25, orderBy: { field: AMOUNT, direction: DESC }) { totalCount nodes { id name stage { label } } }`

/** Pages over both vendors. */
const pages = {
  'what is replicated': `{ ${replicated} }`,
  'everything, contacts too': `{ ${replicated} contacts: crmSummary { contacts } recentContacts(first: 10) { id company } }`,
}

type PageName = keyof typeof pages
const names = Object.keys(pages) as PageName[]

/** How many people open a page in each round, with fresh data and again while HubSpot is slow. */
const asksPerRound = 5

/** The time between two of them, in milliseconds. */
const pauseMs = 300

/**
 * Pages over Autotask and HubSpot whose data have just expired, while HubSpot takes three seconds a call, beside the same
 * pages with fresh data; they take turns. The gateway is a process of its own. SLOW_VENDOR_ROUNDS (20) is the number of rounds.
 */
export async function measureSlowVendor(): Promise<void> {
  const world = await startSlowWorld()
  const times = new Map(names.map((name) => [name, { warm: [] as number[], slow: [] as number[] }]))
  try {
    for (let round = -3; round < rounds; round++) {
      for (const name of names) {
        await world.ask(pages[name])
        const warm = await repeat(() => world.ask(pages[name]))
        const slow = await world.whileSlow(() => repeat(() => world.ask(pages[name])))
        // Code that runs for the first time is slower.
        if (round < 0) continue
        times.get(name)?.warm.push(...warm)
        times.get(name)?.slow.push(...slow)
      }
    }
  } finally {
    await world.close()
  }
  print(times)
}

/** @returns the time of each run, in milliseconds */
async function repeat(run: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < asksPerRound; index++) {
    const begun = performance.now()
    await run()
    times.push(performance.now() - begun)
    await sleep(pauseMs)
  }
  return times
}

interface Ages {
  readonly activitySummary: { readonly freshness: { readonly stale: boolean } }
  readonly crmSummary: { readonly freshness: { readonly stale: boolean } }
}

async function startSlowWorld() {
  const simulators = await startWorldSimulators({ scale: 1, latencyMs: 50 })
  const autotask = createVendorControl(simulators.autotask.url)
  const hubspot = createVendorControl(simulators.environment['HUBSPOT_BASE_URL'])
  const gateway = await startGatewayProcess(gatewayEnvironment(simulators, { sync: true }), Date.parse(usualNow))
  const token = await fetchToken(simulators.identity.url, { role: 'viewer' })

  async function ask<Data>(query: string): Promise<Data> {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    })
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }
  await waitForReplica({ data: ask, query: async (query) => ({ body: { data: await ask(query) } }) as never })

  /** Waits until what was being read while HubSpot was slow is there. */
  async function waitUntilFresh(): Promise<void> {
    for (;;) {
      const { activitySummary, crmSummary } = await ask<Ages>(
        '{ activitySummary { freshness { stale } } crmSummary { contacts companies deals freshness { stale } } recentContacts { id } }',
      )
      const asked = [...(await autotask.requests()), ...(await hubspot.requests())]
      const isQuiet = asked.every(({ ms }) => ms !== null)
      if (isQuiet && !activitySummary.freshness.stale && !crmSummary.freshness.stale) break
      await sleep(100)
    }
    await autotask.clearRequests()
    await hubspot.clearRequests()
  }

  return {
    ask,
    /** Runs work with data that have just expired, while HubSpot takes its time. */
    async whileSlow<T>(work: () => Promise<T>): Promise<T> {
      await hubspot.fault({ match: '.*', delayMs: slowMs, times: -1 })
      simulators.clock.advance(expiryMs)
      await gateway.advanceClock(expiryMs)
      const result = await work()
      await hubspot.clearFaults()
      await waitUntilFresh()
      return result
    },
    async close() {
      gateway.close()
      await simulators.close()
    },
  }
}

function print(
  times: ReadonlyMap<PageName, { readonly warm: readonly number[]; readonly slow: readonly number[] }>,
): void {
  const line = (name: string, values: readonly number[]) =>
    console.log(
      `    ${name.padEnd(38)} median ${median(values).toFixed(1)} ms, 95th percentile ${quantile(values, 0.95).toFixed(1)} ms, longest ${Math.max(...values).toFixed(1)} ms`,
    )
  for (const [name, { warm, slow }] of times) {
    console.log(`  ${name}`)
    line('warm', warm)
    line('just expired, HubSpot takes 3 s', slow)
  }
  printBars(
    [...times].map(([name, { warm, slow }]) =>
      atMost(`${name}: 95th percentile, of the warm page’s`, quantile(slow, 0.95) / quantile(warm, 0.95), 1.2, '', 2),
    ),
  )
}
