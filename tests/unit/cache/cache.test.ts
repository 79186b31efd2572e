import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCache } from '../../../server/cache/cache.ts'
import { createStore } from '../../../server/cache/store.ts'
import { connectRedis } from '../../../server/cache/redis-backend.ts'
import { cacheTests } from '../../support/cache/cache-tests.ts'
import { openRedisStore } from '../../support/cache/open-stores.ts'
import { revalidationTests } from '../../support/cache/revalidation-tests.ts'
import { sharingTests } from '../../support/cache/sharing-tests.ts'
import { findRedisServer, startRedis, type Redis } from '../../support/redis.ts'

const redisServer = findRedisServer(process.env)
const describeWithRedis = describe.skipIf(redisServer === null)

describe('in memory', () => {
  const open = async () => createStore('memory:', () => undefined)
  describe('a cache', cacheTests(open))
  describe('a value past its freshness', revalidationTests(open))
})
describeWithRedis('in Redis', () => {
  let redis: Redis
  beforeAll(async () => {
    redis = await startRedis(redisServer ?? '')
  })
  afterAll(() => redis.close())

  const open = () => openRedisStore(redis.url)
  describe('a cache', cacheTests(open))
  describe('a value past its freshness', revalidationTests(open))
  describe('caches of several gateways', sharingTests(open))
})

describe('a Redis that is away', () => {
  test('leaves each gateway with what it read itself, at once, and is told of once', async () => {
    const told: unknown[] = []
    const store = createStore('redis://127.0.0.1:1', (state) => told.push(state), { connectRedis })
    const cache = createCache({ store, clock: Date.now }).of('test')
    const policy = { freshMs: 60_000, staleMs: 600_000, scope: 'away' }
    const begun = performance.now()
    const values = []
    for (let load = 1; load <= 3; load++) values.push((await cache.read(policy, 'key', async () => load)).value)
    await cache.refresh('away')
    values.push((await cache.read(policy, 'key', async () => 4)).value)
    const elapsed = performance.now() - begun
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve))
    await store.close()

    expect(values).toEqual([1, 1, 1, 4])
    expect(elapsed).toBeLessThan(10_000)
    expect(told).toEqual([{ isAvailable: false, reason: expect.any(Error) }])
  })

  test('still lets those who ask at the same time share one load', async () => {
    const store = createStore('redis://127.0.0.1:1', () => undefined, { connectRedis })
    const cache = createCache({ store, clock: Date.now }).of('test')
    const policy = { freshMs: 60_000, staleMs: 600_000, scope: 'away' }
    const { promise, resolve } = Promise.withResolvers<string>()
    const loads: string[] = []
    const readers = Array.from({ length: 20 }, () =>
      cache.read(policy, 'key', () => {
        loads.push('begun')
        return promise
      }),
    )
    while (loads.length === 0) await new Promise((settled) => setImmediate(settled))
    resolve('value')
    await Promise.all(readers)
    await store.close()

    expect(loads).toEqual(['begun'])
  })
})
