import { describe, expect, test } from 'vitest'
import type { Counters } from '../../../server/limits/counter.ts'
import { createRateLimit } from '../../../server/limits/rate-limit.ts'

/** A store that several gateways count in, by a clock that only moves when told. */
function createStore() {
  const counts = new Map<string, { used: number; endsAt: number }>()
  const store = { at: 0, asked: 0, counters: (): Counters => ({ of: counterOf, close: async () => undefined }) }
  const counterOf: Counters['of'] = ({ windowSeconds }) => ({
    async add(key, amount) {
      store.asked += 1
      const known = counts.get(key)
      const count = known && store.at < known.endsAt ? known : { used: 0, endsAt: store.at + windowSeconds * 1_000 }
      count.used += amount
      counts.set(key, count)
      return { used: count.used, endsInMs: count.endsAt - store.at }
    },
    read: async () => null,
  })
  return store
}

function createGateways(limit: number, onSpent?: (name: string, key: string) => void) {
  const store = createStore()
  const create = () =>
    createRateLimit(store.counters(), { name: 'operations', limit, windowSeconds: 60, now: () => store.at, onSpent })
  return { store, gateways: [create(), create()] as const }
}

const allowedOf = (takes: readonly { isAllowed: boolean }[]) => takes.filter(({ isAllowed }) => isAllowed).length

describe('a rate limit', () => {
  test.each([60, 600, 7])(
    'of %i is used up to the last one by two gateways together, and not exceeded',
    async (limit) => {
      const { gateways } = createGateways(limit)
      let allowed = 0
      for (let n = 0; n < 2 * limit; n++) {
        for (const gateway of gateways) allowed += Number((await gateway.take('ann')).isAllowed)
      }
      expect(allowed).toBe(limit)
    },
  )

  test('is kept by many that come at the same time, with a few questions to the store', async () => {
    const { store, gateways } = createGateways(60)
    const takes = await Promise.all(
      gateways.flatMap((gateway) => Array.from({ length: 100 }, () => gateway.take('ann'))),
    )
    expect(allowedOf(takes)).toBe(60)
    expect(store.asked).toBeLessThan(10)
  })

  test('asks the store once in several times while much is left, and not at all once nothing is', async () => {
    const { store, gateways } = createGateways(600)
    const [gateway] = gateways
    for (let n = 0; n < 120; n++) await gateway.take('ann')
    expect(store.asked).toBeLessThan(15)
    for (let n = 0; n < 480; n++) await gateway.take('ann')
    const { asked } = store
    for (let n = 0; n < 50; n++) expect(await gateway.take('ann')).toMatchObject({ isAllowed: n < 0 })
    expect(store.asked).toBe(asked + 1)
  })

  test('says what is left, and when there is more; then begins anew', async () => {
    const told: string[] = []
    const { store, gateways } = createGateways(2, (name, key) => told.push(`${name} ${key}`))
    const [gateway] = gateways
    const left: unknown[] = []
    for (let n = 0; n < 4; n++) {
      const { isAllowed, state } = await gateway.take('ann')
      left.push([isAllowed, state.remaining, state.resetSeconds])
      store.at += 10_500
    }
    expect(left).toEqual([
      [true, 1, 60],
      [true, 0, 50],
      [false, 0, 39],
      [false, 0, 29],
    ])
    expect(told).toEqual(['operations ann'])
    store.at = 60_000
    expect(await gateway.take('ann')).toMatchObject({ isAllowed: true, state: { remaining: 1, resetSeconds: 60 } })
    expect(await gateway.take('bob')).toMatchObject({ isAllowed: true, state: { remaining: 1 } })
  })
})
