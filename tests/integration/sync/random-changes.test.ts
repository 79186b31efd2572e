import { isDeepStrictEqual } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { createRandom } from '../../support/random.ts'
import { ofSweep } from '../../support/seeds.ts'
import { waitForSalesReplica } from '../../support/sales-activity.ts'
import { startWorld, type World } from '../../support/world.ts'
import { compareWithOracle } from './compare-with-oracle.ts'
import { changeRecords } from './record-changes.ts'

let world: World
const rounds = ofSweep({ usual: 4, whole: 8 })
afterEach(() => world.close())

const refresh = () => world.query('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')

/** A thousand changes, on both databases, with restarts and two gateways: tests/long/random-changes.test.ts. */
describe.each([
  ['New York', 'America/New_York', 1],
  ['Kolkata', 'Asia/Kolkata', 2],
])('random changes in %s', (_, timeZone, seed) => {
  const compare = async () =>
    compareWithOracle(world, await world.state(), { now: world.simulators.clock.now(), timeZone })

  test('every figure and list is right after each delta, and after the next reading of everything', async () => {
    const random = createRandom(seed)
    world = await startWorld({ seed, scale: 0.15, timeZone, sync: true, limits: false })
    await waitForSalesReplica(world)
    const context = { autotask: world, clock: world.simulators.clock, random }
    for (let round = 0; round < rounds; round++) {
      const made = await changeRecords(context, 9, ({ isMarked }) => isMarked)
      await world.advanceClock(61_000)
      await refresh()
      const { actual, expected } = await compare()
      expect(actual, `round ${round}: ${made.join(', ')}`).toEqual(expected)
    }

    const unmarked = await changeRecords(context, 35, ({ isMarked }) => !isMarked)
    await world.advanceClock(21 * 3_600_000)
    await refresh()
    const isRight = async () => {
      const { actual, expected } = await compare()
      return isDeepStrictEqual(actual, expected)
    }
    await expect.poll(isRight, { timeout: 60_000, interval: 500 }).toBe(true)
    const { actual, expected } = await compare()
    expect(actual, unmarked.join(', ')).toEqual(expected)
  })
})
