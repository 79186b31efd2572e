import { RateLimiterRedis } from 'rate-limiter-flexible'
import { openRedisClient } from '../../cache/redis-client.ts'
import { within } from '../../circuit-breaker.ts'
import type { Counter } from '../counter.ts'
import { createLimiterCounter } from '../limiter-counter.ts'
import type { SharedCounters } from './shared-counters.ts'

/** How long the first counts wait for the connection at most, in milliseconds. */
const connectLimitMs = 1_000

/** Counts that gateways share in a Redis, by its clock. */
export function createRedisCounters(url: string): SharedCounters {
  // Each command says for itself what is wrong.
  const client = openRedisClient(url, () => undefined)
  // It connects in a moment: until then the first counts wait, or each gateway would begin with one of its own.
  const connected = within(connectLimitMs, () => new Promise((resolve) => client.once('ready', resolve))).catch(
    () => undefined,
  )
  const onceConnected = ({ add, read }: Counter): Counter => ({
    async add(key, amount) {
      await connected
      return add(key, amount)
    },
    async read(key) {
      await connected
      return read(key)
    },
  })
  return {
    of: (policy) => {
      const limiter = new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        keyPrefix: `msp-graph:limits:${policy.name}`,
        points: 0,
        duration: policy.windowSeconds,
      })
      return onceConnected(createLimiterCounter(limiter, policy))
    },
    async probe() {
      await connected
      await client.ping()
    },
    async close() {
      client.destroy()
    },
  }
}
