import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { redisServerPath, startRedisServer, type RedisServer } from '../../support/redis-server.ts'
import { startWorld, type World } from '../../support/world.ts'
import { openAllPages } from './page-requests.ts'
import { during, keepAsking, longestOf, showFigures, timed } from './spans.ts'

describe.skipIf(redisServerPath === null)('over a Redis of its own, a gateway', () => {
  let redis: RedisServer
  let world: World

  beforeAll(async () => {
    redis = await startRedisServer()
    world = await startWorld({ scale: 0.05, tenants: true, environment: { CACHE_URL: redis.url } })
    await openAllPages(world)
  })
  afterEach(() => redis.thaw())
  afterAll(async () => {
    await world.close()
    await redis.close()
  })

  const ready = async () => (await fetch(`${world.url}/health/ready`)).json()
  const logged = (message: string) => world.log.filter((line) => line.includes(`"msg":"${message}"`)).length
  const errorsOf = (answers: readonly { page: string; body: { errors?: object[] } }[]) =>
    answers.flatMap(({ page, body }) => (body.errors ?? []).map((error) => ({ page, ...error })))

  test('answers every page within two seconds while it is frozen, and uses it again within five of its return', async () => {
    const loads = [1, 2].map(() => keepAsking(() => openAllPages(world)))
    const readiness = keepAsking(async () => [await timed(ready)])
    await Promise.all([...loads, readiness].map(({ underWay }) => underWay))
    await sleep(1_000)
    const toldBefore = logged('cache unavailable')
    const from = performance.now()
    redis.freeze()
    await sleep(6_000)
    expect(await ready()).toEqual({ status: 'ready', cache: 'unavailable', database: 'available' })
    // Once for all calls, however many there were.
    expect(logged('cache unavailable') - toldBefore).toBeLessThanOrEqual(1)

    const outage = { from, to: performance.now() }
    redis.thaw()
    await expect.poll(ready, { interval: 50 }).toEqual({ status: 'ready', cache: 'available', database: 'available' })
    const recoveryMs = performance.now() - outage.to
    const answers = (await Promise.all(loads.map((load) => load.stop()))).flat()
    const pages = longestOf(answers, outage)
    const readies = longestOf(await readiness.stop(), outage)
    showFigures({ pagesWhileFrozen: during(answers, outage).length, pages, readies, recoveryMs })
    expect(errorsOf(answers)).toEqual([])
    expect(pages.during).toBeLessThan(2_000 + pages.before)
    expect(readies.during).toBeLessThan(1_000 + readies.before)
    expect(recoveryMs).toBeLessThan(5_000)
    expect(logged('cache available again')).toBe(logged('cache unavailable'))
  })

  test('takes a damaged value for none', async () => {
    const ask = () => world.query('{ crmSummary { contacts companies } }')
    const before = await ask()
    for (const key of (await redis.send('KEYS', '*msp-graph*hubspot*')) as string[]) {
      await redis.send('SET', key, '{"value":{"value":"wrong","asOf":4102444800000}}')
    }

    expect((await ask()).body).toEqual(before.body)
  })
})
