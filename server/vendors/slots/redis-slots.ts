import { randomUUID } from 'node:crypto'
import { openRedisClient } from '../../cache/redis-client.ts'
import { within } from '../../circuit-breaker.ts'
import { slotLeaseMs, type SlotRequest, type SlotStore, type WantedWindow } from '../kit/slot-store.ts'
import { toCount, toDuration } from './durations.ts'
import { createRedisScripts, redisClock, type RedisScript, type RedisScripts } from './redis-scripts.ts'
import { slotLimitMs, usageParts, type SharedSlots } from './shared-slots.ts'

export interface RedisSlotsOptions {
  readonly url: string
  /** Lua that returns the time in milliseconds; Redis's own clock by default. */
  readonly clock?: string
}

/** Slots shared by all gateways on one Redis: each operation is one script, and one round trip. */
export function createRedisSlots({ url, clock = redisClock }: RedisSlotsOptions): SharedSlots {
  // Each command says for itself what is wrong.
  const client = openRedisClient(url, () => undefined)
  const scripts = createRedisScripts(clock)
  // Waiting for a slot, gateways take turns.
  const owner = randomUUID()
  const run: Run = (script, keys, values) =>
    within(slotLimitMs, async () => {
      const rest = [String(keys.length), ...keys, ...values.map(String)]
      try {
        return await client.sendCommand<unknown>(['EVALSHA', script.sha1, ...rest])
      } catch (error) {
        // A Redis that was started anew, or failed over, does not know it yet.
        if (!String(error).includes('NOSCRIPT')) throw error
        return client.sendCommand<unknown>(['EVAL', script.text, ...rest])
      }
    })
  return {
    limitMs: slotLimitMs,
    of: (account, usageWindowMs) =>
      createAccountSlots({ run, scripts, owner, account, partMs: toDuration(usageWindowMs) / usageParts }),
    async probe() {
      await within(slotLimitMs, () => client.ping())
    },
    async close() {
      client.destroy()
    },
  }
}

type Run = (script: RedisScript, keys: readonly string[], values: readonly (string | number)[]) => Promise<unknown>

/** A window that a call of this process holds a slot in. */
type HeldWindow = Pick<WantedWindow, 'name' | 'windowMs'>

interface AccountSlotsOptions {
  readonly run: Run
  readonly scripts: RedisScripts
  /** Unique for each gateway. */
  readonly owner: string
  readonly account: string
  /** Length of a part of the usage window, in milliseconds. */
  readonly partMs: number
}

function createAccountSlots(options: AccountSlotsOptions): SlotStore {
  const { run, scripts, account, partMs } = options
  const keyOf = (name: string) => `msp-graph:slots:{${account}}:${name}`
  const keysOf = (windows: readonly HeldWindow[]) => windows.map(({ name }) => keyOf(`window:${name}`))
  const [calls, gates, usage, waiting] = [keyOf('calls'), keyOf('gates'), keyOf('usage'), keyOf('waiting')]
  /** Calls of this process: the gateway that took a slot releases it. */
  const held = new Map<string, readonly HeldWindow[]>()

  return {
    isShared: true,
    async take(request) {
      const { id, windows } = request
      const answer = await run(
        scripts.take,
        [calls, gates, usage, waiting, ...keysOf(windows)],
        takeValues(options, request),
      )
      const [state = '', ...rest] = answer as string[]
      const [waitMs, closed = null] = rest
      if (state !== 'taken') return { freeInMs: Number(waitMs), closed }
      held.set(id, windows)
      return { id, probes: rest }
    },
    async renew(ids) {
      const windows = ids.flatMap((id) => held.get(id) ?? [])
      await run(scripts.renew, [calls, ...new Set(keysOf(windows))], [slotLeaseMs, ...ids])
    },
    async release(id, { isUnused = false, holdMs = 0, closes = [], opens = [] }) {
      const windows = held.get(id) ?? []
      await run(
        scripts.release,
        [calls, gates, usage, ...keysOf(windows)],
        [
          id,
          Number(isUnused),
          toDuration(holdMs),
          partMs,
          windows.length,
          ...windows.map(({ windowMs }) => toDuration(windowMs)),
          closes.length,
          ...closes.flatMap(({ gate, forMs }) => [gate, toDuration(forMs)]),
          ...opens,
        ],
      )
      held.delete(id)
    },
    async usage() {
      const answer = (await run(scripts.usage, [usage], [partMs])) as string[]
      const [count = 0, limit, used = 0, agoMs = 0, callsSince = 0] = answer.map(Number)
      return { calls: count, observed: limit === undefined ? null : { limit, used, agoMs, callsSince } }
    },
    async observe({ limit, used }) {
      await run(scripts.observe, [usage], [limit, used, partMs])
    },
  }
}

function takeValues({ owner, partMs }: AccountSlotsOptions, request: SlotRequest) {
  const { id, windows, gates, probeMs, isForced = false } = request
  return [
    id,
    owner,
    slotLeaseMs,
    Number(isForced),
    toDuration(probeMs),
    partMs,
    gates.length,
    ...gates,
    ...windows.flatMap(({ name, windowMs, most }) => [name, toDuration(windowMs), toCount(most)]),
  ]
}
