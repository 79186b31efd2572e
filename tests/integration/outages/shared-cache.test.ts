import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { beyondFigures } from '../../support/cache/ages.ts'
import { redisServerPath, startRedisServer, type RedisServer } from '../../support/redis-server.ts'
import { crmDocument } from '../../support/crm-document.ts'
import { websitePageDocument } from '../../support/sales-page-document.ts'
import { startGateway, startWorld, type Gateway, type World } from '../../support/world.ts'
import { startDatabases, type Databases } from '../database/databases.ts'
import { keepAsking } from './spans.ts'

/** What two gateways share, which is killed and brought back. */
interface SharedStore {
  readonly open: () => Promise<Record<string, string>>
  readonly kill: () => Promise<void>
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Questions that need no database. */
const documents = [websitePageDocument, crmDocument, '{ tickets(range: { preset: LAST_30_DAYS }) { totalCount } }']

const outageTests = (shared: SharedStore) => () => {
  let world: World
  let gateways: readonly Gateway[]

  beforeAll(async () => {
    const environment = await shared.open()
    world = await startWorld({ scale: 0.05, environment })
    gateways = [world, await startGateway(world.simulators, { environment })]
  })
  afterAll(async () => {
    await gateways[1]?.close()
    await world.close()
    await shared.close()
  })

  const cacheOf = async ({ url }: Gateway) =>
    ((await (await fetch(`${url}/health/ready`)).json()) as { cache: string }).cache
  const states = () => Promise.all(gateways.map(cacheOf))
  let answered = 0
  const askAll = (gateway: Gateway) =>
    Promise.all(
      documents.map(async (document) => {
        const answer = await gateway.query(document)
        answered++
        return answer
      }),
    )

  /** The calls that each gateway makes, one after the other, for a page of which all that is kept is too old. */
  async function callsOfNextPage(): Promise<(string | null)[]> {
    await world.advanceClock(8 * 24 * 3_600_000 + beyondFigures)
    const calls: (string | null)[] = []
    for (const gateway of gateways) {
      calls.push((await gateway.query(websitePageDocument)).headers.get('x-vendor-calls'))
    }
    return calls
  }

  test('no question fails while it is killed and comes back, and what is loaded meanwhile is shared afterwards', async () => {
    const loads = gateways.flatMap((gateway) => [1, 2].map(() => keepAsking(() => askAll(gateway))))
    await Promise.all(loads.map(({ underWay }) => underWay))
    await shared.kill()
    await expect.poll(states).toEqual(['unavailable', 'unavailable'])
    // All that is kept is too old by then, so that everything is loaded without it.
    await world.advanceClock(beyondFigures)
    const before = answered
    await expect.poll(() => answered).toBeGreaterThan(before + 25)
    await shared.start()
    await expect.poll(states).toEqual(['available', 'available'])
    await expect.poll(() => answered).toBeGreaterThan(before + 50)
    const answers = (await Promise.all(loads.map((load) => load.stop()))).flat()

    expect(answers.length).toBeGreaterThan(50)
    expect(answers.flatMap(({ body }) => body.errors ?? [])).toEqual([])
    for (const { log } of gateways) {
      const logged = (message: string) => log.filter((line) => line.includes(`"msg":"${message}"`)).length
      expect(logged('cache unavailable')).toBeGreaterThan(0)
      await expect.poll(() => logged('cache unavailable') - logged('cache available again')).toBe(0)
    }
    // A store that is slow on a busy machine is left alone for a moment, and the next page then shared.
    await expect.poll(() => callsOfNextPage(), { interval: 1_000 }).toEqual([expect.stringMatching(/^[6-9]$/), '0'])
  })
}

describe('over a PostgreSQL of theirs, two gateways', () => {
  let databases: Databases
  outageTests({
    open: async () => {
      databases = await startDatabases('postgres')
      return { DATABASE_URL: await databases.create() }
    },
    kill: () => databases.stop(),
    start: () => databases.start(),
    close: () => databases.close(),
  })()
})

describe.skipIf(redisServerPath === null)('over a Redis of theirs, two gateways', () => {
  let redis: RedisServer
  outageTests({
    open: async () => {
      redis = await startRedisServer()
      return { CACHE_URL: redis.url }
    },
    kill: () => redis.stop(),
    start: () => redis.start(),
    close: () => redis.close(),
  })()
})
