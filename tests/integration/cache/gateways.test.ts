import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Simulators } from '../../../simulators/start-simulators.ts'
import { countHubSpotCalls } from '../../support/hubspot-calls.ts'
import type { HubSpotState } from '../../support/hubspot-state.ts'
import { startGatewayProgram } from '../../support/program.ts'
import { redisServerPath, startRedisServer, type RedisServer } from '../../support/redis-server.ts'
import { websitePageDocument } from '../../support/sales-page-document.ts'
import { countResponses } from '../../support/stored-responses.ts'
import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import {
  createGraphClient,
  gatewayEnvironment,
  startGateway,
  startWorldSimulators,
  type Gateway,
} from '../../support/world.ts'
import { startDatabases, type Databases } from '../database/databases.ts'

const callersEach = 200

/** What several gateways share. */
interface Shared {
  readonly environment: () => Promise<Record<string, string>>
  readonly open: () => Promise<void>
  readonly close: () => Promise<void>
}

const sharedTests =
  ({ environment, open, close }: Shared) =>
  () => {
    let simulators: Simulators
    let hubspot: VendorControl<HubSpotState>
    const gateways: Gateway[] = []

    beforeAll(open)
    afterAll(close)
    beforeEach(async () => {
      simulators = await startWorldSimulators({ scale: 0.1, latencyMs: 50 })
      hubspot = createVendorControl(simulators.environment['HUBSPOT_BASE_URL'])
    })
    afterEach(async () => {
      for (const gateway of gateways.splice(0)) await gateway.close()
      await simulators.close()
    })

    async function start(count: number, own: Record<string, string>): Promise<Gateway[]> {
      for (let index = 0; index < count; index++)
        gateways.push(await startGateway(simulators, { environment: own, cacheLimit: 'none' }))
      return gateways
    }

    const cacheOf = async ({ url }: Gateway) =>
      ((await (await fetch(`${url}/health/ready`)).json()) as { cache: string }).cache
    /** How often a gateway has lost the store. */
    const losses = () => gateways.flatMap(({ log }) => log.filter((line) => line.includes('cache unavailable'))).length

    /** Asks every gateway for the page, as often as there are callers, all at the same time. */
    async function askAll() {
      // A store connects in the background, which it has done by the time that this is answered.
      for (const gateway of gateways) {
        await gateway.data('{ tickets(first: 1) { totalCount } }')
        await expect.poll(() => cacheOf(gateway)).toBe('available')
      }
      const lostBefore = losses()
      await hubspot.clearRequests()
      const answers = await Promise.all(
        gateways.flatMap((gateway) => Array.from({ length: callersEach }, () => gateway.query(websitePageDocument))),
      )
      expect(losses()).toBe(lostBefore)
      return { bodies: answers.map(({ text }) => text), calls: countHubSpotCalls(await hubspot.requests()) }
    }

    test('load a cold page once: three with 200 callers each make the calls of one', async () => {
      await start(1, await environment())
      const alone = await askAll()
      for (const gateway of gateways.splice(0)) await gateway.close()
      await start(3, await environment())
      const together = await askAll()

      expect(Object.values(alone.calls).reduce((sum, count) => sum + count)).toBeGreaterThan(5)
      expect(together.calls).toEqual(alone.calls)
      // Equal but for when the parts were read.
      const withoutAge = (body: string) => body.replace(/"asOf":"[^"]+"/, '')
      expect(new Set(together.bodies.map(withoutAge))).toEqual(new Set([withoutAge(alone.bodies[0] ?? '')]))
      expect(together.bodies).toHaveLength(3 * callersEach)
    })

    test('keep no stored response of what another has refreshed since', async () => {
      const [one, two] = (await start(2, await environment())) as [Gateway, Gateway]
      const document = '{ formStats { id name } }'
      let text = ''
      const ask = async (gateway: Gateway) => void ({ text } = await gateway.query(document))
      await expect.poll(async () => (await countResponses(one.url, () => ask(one))).stored).toBe(1)
      const { forms } = await hubspot.state()
      await hubspot.records('forms', { upsert: { id: forms[0]!.id, name: 'Renamed form' } })
      await two.data('mutation { refresh(input: { scope: WEBSITE }) { refreshedAt } }')
      await ask(two)

      expect(text).toContain('Renamed form')
      expect(await countResponses(one.url, () => ask(one))).toEqual({ stored: 0, made: 1 })
      expect(text).toContain('Renamed form')
    })

    test('load what another was loading that is killed, as soon as its claims have ended', async () => {
      const own = await environment()
      await hubspot.fault({ match: '/analytics/v2/reports/', delayMs: 60_000, times: 1 })
      const killed = await startGatewayProgram({
        ...gatewayEnvironment(simulators, { environment: own }),
        NODE_OPTIONS: '',
      })
      const asking = createGraphClient(killed.url, simulators)
        .query(websitePageDocument)
        .catch(() => null)
      await expect.poll(async () => (await hubspot.requests()).length).toBeGreaterThan(0)
      const [left] = await start(1, own)
      const answer = left?.query(websitePageDocument)
      await killed.kill()
      await asking

      expect((await answer)?.body).toEqual({ data: expect.objectContaining({ websiteAnalytics: expect.any(Object) }) })
    })
  }

describe('gateways that share a PostgreSQL', () => {
  let databases: Databases
  sharedTests({
    open: async () => {
      databases = await startDatabases('postgres')
    },
    environment: async () => ({ DATABASE_URL: await databases.create() }),
    close: () => databases.close(),
  })()
})

describe.skipIf(redisServerPath === null)('gateways that share a Redis', () => {
  let redis: RedisServer
  sharedTests({
    open: async () => {
      redis = await startRedisServer()
    },
    async environment() {
      await redis.send('FLUSHALL')
      return { CACHE_URL: redis.url }
    },
    close: () => redis.close(),
  })()
})
