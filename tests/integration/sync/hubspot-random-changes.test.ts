import { afterEach, describe, expect, test } from 'vitest'
import { crmDocument } from '../../support/crm-document.ts'
import { walkDeals } from '../../support/deal-document.ts'
import { expectedCrmSummary } from '../../support/oracle/hubspot/crm.ts'
import { expectedDeals } from '../../support/oracle/hubspot/deals.ts'
import { expectedDealPipelines } from '../../support/oracle/hubspot/pipelines.ts'
import type { HubSpotState } from '../../support/oracle/hubspot/state.ts'
import { comparable } from '../../support/oracle/ticket.ts'
import { createRandom } from '../../support/random.ts'
import { ofSweep, seedsFrom1 } from '../../support/seeds.ts'
import { startWorld, usualTimeZone, type World } from '../../support/world.ts'
import { changeHubSpot } from './hubspot-changes.ts'

const seeds = seedsFrom1(ofSweep({ usual: 1, whole: 3 }))

let world: World
afterEach(() => world.close())

const refresh = () => world.data('mutation { refresh(input: { scope: SALES }) { refreshedAt } }')

/** Every figure and the list, as the gateway and as the oracle have them. */
async function compare() {
  const state = (await world.hubspot.state()) as HubSpotState
  const answer = { ...(await world.data(crmDocument)), deals: await walkDeals(world) }
  const expected = {
    crmSummary: expectedCrmSummary(state),
    dealPipelines: expectedDealPipelines(state),
    deals: expectedDeals(state, usualTimeZone),
  }
  return [comparable(answer), comparable(expected)]
}

/** How often all deals, or all companies, were listed from their beginning. */
async function listsRead(): Promise<number> {
  const requests = await world.hubspot.requests()
  return requests.filter(
    ({ method, path, query }) =>
      method === 'GET' && /objects\/(deals|companies)$/.test(path) && !/archived=true|after=/.test(query),
  ).length
}

describe.each(seeds)('random changes of deals and companies, drawn from %d', (seed) => {
  test('are all seen by the next refresh, without the records being listed again', async () => {
    const random = createRandom(seed)
    world = await startWorld({ seed, scale: 0.3, sync: true, limits: false })
    await world.hubspot.clearRequests()
    for (let round = 0; round < 12; round++) {
      const made = await changeHubSpot(world, random, 4)
      await world.advanceClock(random.below(90_000))
      await refresh()
      const [actual, expected] = await compare()

      expect(actual, `round ${round}: ${made.join(', ')}`).toEqual(expected)
    }

    expect(await listsRead()).toBe(0)
  })

  test('are all seen after the lag of search, whatever was asked meanwhile', async () => {
    const random = createRandom(seed + 10)
    const searchLagMs = 30_000
    world = await startWorld({ seed, scale: 0.2, sync: true, limits: false, hubspot: { searchLagMs } })
    for (let round = 0; round < 5; round++) {
      const made: string[] = []
      for (let step = 0; step < 4; step++) {
        made.push(...(await changeHubSpot(world, random, 2)))
        await world.advanceClock(random.below(20_000))
        await refresh()
      }
      await world.advanceClock(searchLagMs + 1_000)
      await refresh()
      const [actual, expected] = await compare()

      expect(actual, `round ${round}: ${made.join(', ')}`).toEqual(expected)
    }
  })
})

test('a version that search still has does not replace the newer one of the list', async () => {
  world = await startWorld({ sync: true, limits: false, hubspot: { searchLagMs: 30_000 } })
  const { deals } = await world.hubspot.state()
  const { id } = deals[0]!
  const rename = (dealname: string) => world.hubspot.records('deals', { upsert: { id, properties: { dealname } } })
  const name = async () => {
    const { nodes } = (
      await world.data<{ deals: { nodes: { id: string; name: string }[] } }>(
        '{ deals(filter: { text: "Version" }, first: 1) { nodes { id name } } }',
      )
    ).deals
    return nodes[0]?.name
  }
  await world.advanceClock(21 * 3_600_000)
  await rename('Version 1')
  await world.advanceClock(31_000)
  await rename('Version 2')
  // All deals are listed again by now, which lags behind nothing.
  await expect.poll(name).toBe('Version 2')
  await refresh()

  expect(await name()).toBe('Version 2')
})
