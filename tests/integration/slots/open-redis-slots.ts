import { setTimeout as sleep } from 'node:timers/promises'
import type { SlotStores } from '../../../server/vendors/kit/slot-store.ts'
import { createRedisSlots } from '../../../server/vendors/slots/redis-slots.ts'
import { startRedisServer } from '../../support/redis-server.ts'
import type { SlotStoresUnderTest } from '../../unit/vendors/kit/slot-store-contract.ts'

/** Slots of two gateways on one Redis, whose clock stands still until it is moved. */
export async function openRedisSlots(): Promise<SlotStoresUnderTest> {
  const redis = await startRedisServer()
  await redis.send('SET', 'test-clock', String(Date.now()))
  const options = { url: redis.url, clock: `return tonumber(redis.call('GET', 'test-clock'))` }
  const [stores, others] = [createRedisSlots(options), createRedisSlots(options)]
  for (const each of [stores, others]) while (!(await answers(each))) await sleep(10)
  return {
    stores,
    others,
    pass: async (ms) => void (await redis.send('INCRBY', 'test-clock', String(Math.round(ms)))),
    async close() {
      await Promise.all([stores.close(), others.close()])
      await redis.close()
    },
  }
}

const answers = (stores: SlotStores) =>
  stores.probe().then(
    () => true,
    () => false,
  )
