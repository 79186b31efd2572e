import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { redisServerPath, startRedisServer, type RedisServer } from '../../support/redis-server.ts'
import { startWorld, type World } from '../../support/world.ts'
import { keepOpening, longestMs, openAllPages, showFigures, slowestPageMs, type PageAnswer } from './page-requests.ts'

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
    const load = keepOpening(world)
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const toldBefore = logged('cache unavailable')
    redis.freeze()
    const frozen = performance.now()
    const meanwhile: PageAnswer[] = []
    while (performance.now() - frozen < 6_000) meanwhile.push(...(await openAllPages(world)))
    expect(errorsOf(meanwhile)).toEqual([])
    expect(slowestPageMs(meanwhile)).toBeLessThan(2_000)
    expect(await ready()).toEqual({ status: 'ready', cache: 'unavailable', database: 'available' })
    // Once for all calls, however many there were.
    expect(logged('cache unavailable') - toldBefore).toBeLessThanOrEqual(1)

    const thawed = performance.now()
    redis.thaw()
    await expect.poll(ready, { interval: 50 }).toEqual({ status: 'ready', cache: 'available', database: 'available' })
    const recoveryMs = performance.now() - thawed
    expect(recoveryMs).toBeLessThan(5_000)
    const answers = await load.stop()
    expect(errorsOf(answers)).toEqual([])
    expect(logged('cache available again')).toBe(logged('cache unavailable'))
    showFigures({
      pages: answers.length + meanwhile.length,
      longestMs: longestMs([...answers, ...meanwhile]),
      recoveryMs,
    })
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
