import { quickSalesDocument, salesPageDocument } from '../tests/support/sales-page-document.ts'
import { startWorld, type World } from '../tests/support/world.ts'

interface Cost {
  way: string
  calls: number
  ms: number
}

async function measure(world: World, way: string, run: () => Promise<unknown>): Promise<Cost> {
  await world.hubspot.clearRequests()
  const begun = performance.now()
  await run()
  return { way, ms: Math.round(performance.now() - begun), calls: (await world.hubspot.requests()).length }
}

/**
 * The Sales page over 3,000 deals at 150 ms a vendor call, under HubSpot's own limits: cold, with the time to the part
 * that needs no deals, warm, after five minutes, and for fifty users at once.
 */
export async function measureSalesPage(): Promise<void> {
  const world = await startWorld({ scale: 10.4, latencyMs: 150, now: new Date().toISOString() })
  try {
    const all = () => world.data(salesPageDocument)
    const firsts: number[] = []
    const page = async () => {
      const begun = performance.now()
      const whole = all()
      await world.data(quickSalesDocument)
      firsts.push(Math.round(performance.now() - begun))
      await whole
    }
    const cold = await measure(world, 'cold', page)
    const costs = [cold, await measure(world, 'warm', page)]
    await world.advanceClock(301_000)
    costs.push(await measure(world, 'after 5 minutes', page))
    await world.advanceClock(301_000)
    const fifty = () => Promise.all(Array.from({ length: 50 }, all))
    costs.push(await measure(world, '50 people at once, after 5 minutes', fifty))
    for (const { way, calls, ms } of costs) {
      const ratio = (ms / cold.ms).toFixed(2)
      console.log(
        `  ${way.padEnd(36)} ${String(calls).padStart(4)} calls ${String(ms).padStart(6)} ms  ${ratio} of cold`,
      )
    }
    console.log(`  to what needs no deals: ${firsts.join(', ')} ms (cold, warm, after 5 minutes)`)
  } finally {
    await world.close()
  }
}
