import { isDeepStrictEqual } from 'node:util'
import { afterAll, afterEach, beforeAll, expect, test, describe } from 'vitest'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { databaseKinds, startDatabases, type Databases } from '../integration/database/databases.ts'
import { compareWithOracle } from '../integration/sync/compare-with-oracle.ts'
import { changeRecords } from '../integration/sync/record-changes.ts'
import type { AutotaskState } from '../support/oracle/state.ts'
import { createRandom } from '../support/random.ts'
import { waitForSalesReplica } from '../support/sales-activity.ts'
import { createVendorControl } from '../support/vendor-control.ts'
import { startGateway, startWorldSimulators, usualTimeZone, waitForReplica, type Gateway } from '../support/world.ts'

/** LONG_CHANGES (1000), LONG_SEED (1). */
const changes = Number(process.env['LONG_CHANGES'] ?? 1_000)
const seed = Number(process.env['LONG_SEED'] ?? 1)
const perRound = 4

describe.each(databaseKinds)('over %s', (kind) => {
  let databases: Databases
  let simulators: Simulators
  let gateways: Gateway[] = []
  beforeAll(async () => {
    databases = await startDatabases(kind)
  })
  afterEach(async () => {
    await Promise.all(gateways.map((gateway) => gateway.close()))
    await simulators.close()
  })
  afterAll(() => databases.close())

  test('random changes, restarts and a second gateway leave no figure wrong', async () => {
    const random = createRandom(seed)
    simulators = await startWorldSimulators({ seed, scale: 0.1, limits: false })
    const autotask = createVendorControl<AutotaskState>(simulators.autotask.url)
    const { clock } = simulators
    const options = { sync: true, environment: { DATABASE_URL: await databases.create() } }
    const start = async () => {
      // Only PostgreSQL is shared by several gateways.
      gateways = await Promise.all(
        Array.from({ length: kind === 'postgres' ? 2 : 1 }, () => startGateway(simulators, options)),
      )
      await Promise.all(gateways.map(waitForReplica))
      await Promise.all(gateways.map(waitForSalesReplica))
    }
    const compare = async (gateway: Gateway) =>
      compareWithOracle(gateway, await autotask.state(), { now: clock.now(), timeZone: usualTimeZone })
    const isRight = async (gateway: Gateway) => {
      const { actual, expected } = await compare(gateway)
      return isDeepStrictEqual(actual, expected)
    }

    await start()
    for (let made = 0, round = 1; made < changes; made += perRound, round++) {
      // Every tenth round what moves no mark, which the next reading of everything finds.
      const isMarkedRound = round % 10 !== 0
      const names = await changeRecords(
        { autotask, clock, random },
        perRound,
        ({ isMarked }) => isMarked === isMarkedRound,
      )
      if (round % 25 === 0) {
        await Promise.all(gateways.map((gateway) => gateway.close()))
        await start()
      }
      clock.advance(isMarkedRound ? 61_000 : 21 * 3_600_000)
      const [asked, ...others] = random.shuffle(gateways)
      await asked?.query('mutation { refresh(input: { scope: SERVICE_DESK }) { refreshedAt } }')
      if (!asked) throw new Error('There is no gateway.')
      // The others follow within moments; reading everything again takes some.
      const waiting = isMarkedRound ? others : gateways
      for (const gateway of waiting) await expect.poll(() => isRight(gateway), { interval: 250 }).toBe(true)
      const { actual, expected } = await compare(asked)
      expect(actual, `round ${round}: ${names.join(', ')}`).toEqual(expected)
    }
  })
})
