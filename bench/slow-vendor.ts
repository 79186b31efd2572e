import { setTimeout as sleep } from 'node:timers/promises'
import { startWorld, type World } from '../tests/support/world.ts'
import { atMost, median, printBars, quantile } from './bars.ts'

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

/**
 * Pages over Autotask and HubSpot whose data have just expired, while HubSpot takes three seconds a call, beside the same
 * pages with fresh data; they take turns. SLOW_VENDOR_ROUNDS (20) is the number of rounds.
 */
export async function measureSlowVendor(): Promise<void> {
  const world = await startWorld({ sync: true, scale: 1, latencyMs: 50 })
  const times = new Map(names.map((name) => [name, { warm: [] as number[], slow: [] as number[] }]))
  try {
    for (let round = -3; round < rounds; round++) {
      for (const name of names) {
        await ask(world, name)
        const warm = await ask(world, name)
        await world.advanceClock(expiryMs)
        await world.hubspot.fault({ match: '.*', delayMs: slowMs, times: -1 })
        const slow = await ask(world, name)
        await world.hubspot.clearFaults()
        await waitUntilFresh(world)
        // Code that runs for the first time is slower.
        if (round < 0) continue
        times.get(name)?.warm.push(warm)
        times.get(name)?.slow.push(slow)
      }
    }
  } finally {
    await world.close()
  }
  print(times)
}

async function ask(world: World, name: PageName): Promise<number> {
  const begun = performance.now()
  const { body, text } = await world.query(pages[name])
  if (body.errors) throw new Error(text.slice(0, 1_000))
  return performance.now() - begun
}

interface Ages {
  readonly activitySummary: { readonly freshness: { readonly stale: boolean } }
  readonly crmSummary: { readonly freshness: { readonly stale: boolean } }
}

/** Waits until what was being read while HubSpot was slow is there. */
async function waitUntilFresh(world: World): Promise<void> {
  for (;;) {
    const { activitySummary, crmSummary } = await world.data<Ages>(
      '{ activitySummary { freshness { stale } } crmSummary { contacts companies deals freshness { stale } } recentContacts { id } }',
    )
    const asked = [...(await world.requests()), ...(await world.hubspot.requests())]
    const isQuiet = asked.every(({ ms }) => ms !== null)
    if (isQuiet && !activitySummary.freshness.stale && !crmSummary.freshness.stale) break
    await sleep(100)
  }
  await world.clearRequests()
  await world.hubspot.clearRequests()
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
