import { startWorld, waitForReplica, type World, type WorldOptions } from '../tests/support/world.ts'
import { askRowByRow } from './row-by-row.ts'

/** The page's query: 100 tickets with everything a row can show. */
const page = /* GraphQL */ `
  {
    tickets(first: 100, range: { preset: LAST_90_DAYS }) {
      totalCount
      nodes {
        id
        number
        title
        status {
          label
        }
        company {
          name
        }
        contact {
          name
        }
        assignee {
          name
        }
        contract {
          name
        }
        hoursLogged
        timeEntries {
          hours
          resource {
            name
          }
        }
      }
    }
  }
`

interface Cost {
  way: string
  calls: number
  ms: number
}

async function measure(world: World, way: string, run: () => Promise<unknown>): Promise<Cost> {
  await world.clearRequests()
  const begun = performance.now()
  await run()
  return { way, ms: Math.round(performance.now() - begun), calls: (await world.requests()).length }
}

/**
 * The ticket page at 150 ms a vendor call: without a gateway's batching, cold, warm, and for fifty users at once; without
 * and with a replica of Autotask's records.
 */
export async function measureTicketPage(): Promise<void> {
  const options = { scale: 1, latencyMs: 150, limits: false, now: new Date().toISOString() }
  await measureWithoutReplica(options)
  await measureWithReplica(options)
}

async function measureWithReplica(options: WorldOptions): Promise<void> {
  const world = await startWorld({ ...options, environment: { SYNC_MONTHS: '25' } })
  try {
    const ask = async () => {
      const { body } = await world.query(page)
      if (body.errors) throw new Error(body.errors[0]?.message)
    }
    const costs = [await measure(world, 'with a replica: cold', ask)]
    costs.push(await measure(world, 'with a replica: until it is complete', () => waitForReplica(world)))
    costs.push(await measure(world, 'with a replica: warm', ask))
    await world.advanceClock(61_000)
    costs.push(await measure(world, 'with a replica: after a minute', ask))
    await world.advanceClock(61_000)
    costs.push(
      await measure(world, 'with a replica: 50 people at once, after a minute', () =>
        Promise.all(Array.from({ length: 50 }, ask)),
      ),
    )
    print(costs, costs[0])
  } finally {
    await world.close()
  }
}

async function measureWithoutReplica(options: WorldOptions): Promise<void> {
  const world = await startWorld(options)
  try {
    const ask = async () => {
      const { body } = await world.query(page)
      if (body.errors) throw new Error(body.errors[0]?.message)
    }
    const costs = [
      await measure(world, 'row by row, 3 calls at a time', () => askRowByRow(world.simulators.autotask)),
      await measure(world, 'gateway, cold (zone and metadata too)', ask),
      await measure(world, 'gateway, warm', ask),
    ]
    await world.advanceClock(301_000)
    costs.push(await measure(world, 'gateway, after 5 minutes', ask))
    await world.advanceClock(301_000)
    const fifty = () => Promise.all(Array.from({ length: 50 }, ask))
    costs.push(await measure(world, 'gateway, 50 people at once, after 5 minutes', fifty))
    print(costs, costs[1])
  } finally {
    await world.close()
  }
}

/** @param cold what the others are compared with */
function print(costs: readonly Cost[], cold: Cost | undefined): void {
  for (const { way, calls, ms } of costs) {
    const ratio = (ms / (cold?.ms ?? ms)).toFixed(2)
    console.log(`  ${way.padEnd(50)} ${String(calls).padStart(5)} calls ${String(ms).padStart(7)} ms  ${ratio} of cold`)
  }
}
