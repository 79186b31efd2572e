import { describe, expect, test } from 'vitest'
import { createRedisSlots } from '../../../server/vendors/slots/redis-slots.ts'
import { redisServerPath, startRedisServer } from '../../support/redis-server.ts'
import { describeRandomSlots } from '../../unit/vendors/kit/random-slots.ts'
import { describeSlotStore } from '../../unit/vendors/kit/slot-store-contract.ts'
import { openRedisSlots } from './open-redis-slots.ts'
import { describeSharedSlots } from './shared-slots.ts'

describe.skipIf(redisServerPath === null)('slots in a Redis', () => {
  describeSlotStore(openRedisSlots)
  describeRandomSlots(openRedisSlots)
  describeSharedSlots(openRedisSlots)

  test('a server that stops or hangs fails every command, and is used again after its return', async () => {
    const redis = await startRedisServer()
    const stores = createRedisSlots({ url: redis.url })
    try {
      const account = stores.of('autotask:1', 3_600_000)
      const take = () => account.take({ id: crypto.randomUUID(), windows: [], gates: [], probeMs: 1_000 })
      const answers = () =>
        stores.probe().then(
          () => true,
          () => false,
        )
      await expect.poll(answers).toBe(true)
      await take()
      redis.freeze()
      await expect(take()).rejects.toThrow()
      redis.thaw()
      await expect.poll(answers).toBe(true)
      await redis.stop()
      await expect(take()).rejects.toThrow()
      // An empty one, which does not know the scripts.
      await redis.start()
      await expect.poll(answers).toBe(true)
      expect(await take()).toMatchObject({ probes: [] })
    } finally {
      redis.thaw()
      await stores.close()
      await redis.close()
    }
  })

  test('all that is stored expires', async () => {
    const redis = await startRedisServer()
    const stores = createRedisSlots({ url: redis.url })
    try {
      await expect
        .poll(() =>
          stores.probe().then(
            () => true,
            () => false,
          ),
        )
        .toBe(true)
      const account = stores.of('autotask:1', 3_600_000)
      const window = { name: 'rate', calls: 1, windowMs: 1_000, most: 1 }
      for (const id of ['taken', 'refused']) await account.take({ id, windows: [window], gates: [], probeMs: 0 })
      await account.renew(['taken'])
      await account.release('none', { closes: [{ gate: 'limit', forMs: 1_000 }] })
      await account.observe({ limit: 10, used: 1 })
      const keys = (await redis.send('KEYS', '*')) as string[]
      const lives = await Promise.all(keys.map(async (key) => Number(await redis.send('PTTL', key))))
      expect(keys.length).toBe(5)
      expect(Math.min(...lives)).toBeGreaterThanOrEqual(0)
      await account.release('taken', {})
    } finally {
      await stores.close()
      await redis.close()
    }
  })
})
