import type { Simulators } from '../simulators/start-simulators.ts'
import { readPortalOperation, serviceDeskVariables } from '../tests/support/service-desk-page.ts'
import { callWords } from '../tests/support/vendor-calls.ts'
import { createVendorControl } from '../tests/support/vendor-control.ts'
import { startGateway, startWorldSimulators, type LoggedRequest } from '../tests/support/world.ts'
import { atMost, median, printBars } from './bars.ts'
import { askIdeally } from './ideal-client.ts'

const rounds = Number(process.env['COLD_PAGE_ROUNDS'] ?? 9)

interface Asked {
  readonly ms: number
  /** Vendor calls that the page itself made. */
  readonly calls: number
}

/**
 * The service-desk page of a gateway that has just started, with nothing replicated or cached, at 150 ms a vendor call:
 * with a replica, without one, and beside a client that makes the same calls, three at a time, without any thinking time.
 * The three take turns. COLD_PAGE_ROUNDS (9) is the number of rounds.
 */
export async function measureColdPage(): Promise<void> {
  const simulators = await startWorldSimulators({ scale: 1, latencyMs: 150 })
  try {
    const autotask = createVendorControl(simulators.autotask.url)
    const page = (sync: boolean) => askColdPage(simulators, sync)
    // Code that runs for the first time is slower; and it shows which calls the page needs.
    await autotask.clearRequests()
    await page(false)
    const needed = await autotask.requests()
    await page(true)
    console.log(`  the page needs ${needed.length} calls: ${callWords(needed).join(' ')}`)

    const [ideal, synced, direct]: [number[], Asked[], Asked[]] = [[], [], []]
    for (let round = 0; round < rounds; round++) {
      ideal.push(await timeIdeal(simulators, needed))
      synced.push(await page(true))
      direct.push(await page(false))
    }
    print(ideal, synced, direct)
  } finally {
    await simulators.close()
  }
}

async function askColdPage(simulators: Simulators, sync: boolean): Promise<Asked> {
  const gateway = await startGateway(simulators, { sync })
  try {
    const document = await readPortalOperation('ServiceDeskPage')
    // The keys of the identity provider are no part of the page.
    await gateway.data('{ viewer { id } }')
    const begun = performance.now()
    const answer = await gateway.query(document, serviceDeskVariables('LAST_30_DAYS'))
    const ms = performance.now() - begun
    if (answer.body.errors) throw new Error(answer.text.slice(0, 1_000))
    return { ms, calls: Number(answer.headers.get('x-vendor-calls')) }
  } finally {
    await gateway.close()
  }
}

async function timeIdeal({ autotask }: Simulators, needed: readonly LoggedRequest[]): Promise<number> {
  const begun = performance.now()
  await askIdeally(autotask, needed)
  return performance.now() - begun
}

function print(ideal: readonly number[], synced: readonly Asked[], direct: readonly Asked[]): void {
  const base = median(ideal)
  const line = (name: string, times: readonly number[]) =>
    console.log(
      `  ${name.padEnd(44)} median ${median(times).toFixed(0).padStart(5)} ms  ${(median(times) / base).toFixed(2)} of ideal  (${times.map((ms) => ms.toFixed(0)).join(', ')})`,
    )
  const timesOf = (asked: readonly Asked[]) => asked.map(({ ms }) => ms)
  line('ideal client, three calls at a time', ideal)
  line('gateway with an empty replica', timesOf(synced))
  line('gateway without a replica', timesOf(direct))
  const most = (asked: readonly Asked[]) => Math.max(...asked.map(({ calls }) => calls))
  printBars([
    atMost('cold page, of the ideal client’s time', median(timesOf(synced)) / base, 1.25, '', 2),
    atMost(
      'calls of the cold page, of those without a replica',
      most(synced),
      Math.min(...direct.map(({ calls }) => calls)),
    ),
  ])
}
