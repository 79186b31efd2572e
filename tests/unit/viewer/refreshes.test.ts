import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RefreshScope } from '../../../server/graphql/resolver-types.gen.ts'
import { createMemoryCounters } from '../../../server/limits/memory-counters.ts'
import { createRefreshes } from '../../../server/viewer/refreshes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Two gateways that count together, over one vendor that notes what it is asked. */
function start(refreshSeconds = 10) {
  const ran: string[] = []
  let trouble: Error | null = null
  const vendor = {
    scopes: ['SALES', 'WEBSITE'] as const,
    async refresh(scope: RefreshScope) {
      ran.push(scope)
      if (trouble) throw trouble
    },
  }
  const counters = createMemoryCounters()
  const counter = counters.of({ name: 'refresh', windowSeconds: refreshSeconds })
  const create = () =>
    createRefreshes({
      vendors: [vendor],
      clock: () => Date.now(),
      counters: { ...counters, of: () => counter },
      refreshSeconds,
    })
  return {
    one: create(),
    two: create(),
    ran,
    break(error: Error | null) {
      trouble = error
    },
  }
}

describe('a refresh', () => {
  test('is shared by those who ask within ten seconds, at each gateway, with the instant at which it was', async () => {
    const { one, two, ran } = start()
    const begun = Date.now()
    expect(await Promise.all([one.refresh('SALES'), one.refresh('SALES')])).toEqual([begun, begun])
    vi.advanceTimersByTime(4_000)
    expect(await two.refresh('SALES')).toBe(begun)
    expect(await one.refresh('SALES')).toBe(begun)
    expect(ran).toEqual(['SALES'])
    vi.advanceTimersByTime(6_000)
    expect(await two.refresh('SALES')).toBe(begun + 10_000)
    expect(await one.refresh('SALES')).toBe(begun + 10_000)
    expect(ran).toEqual(['SALES', 'SALES'])
  })

  test('of everything counts for each scope, and one of a scope for no other', async () => {
    const { one, two, ran } = start()
    await one.refresh('SALES')
    await one.refresh('WEBSITE')
    await one.refresh('ALL')
    await one.refresh('WEBSITE')
    await two.refresh('CHANGES')
    await one.refresh('CHANGES')
    expect(ran).toEqual(['SALES', 'WEBSITE', 'ALL'])
  })

  test('that fails is told to those who share it, and tried again by the next', async () => {
    const world = start()
    world.break(new Error('away'))
    const both = await Promise.allSettled([world.one.refresh('SALES'), world.one.refresh('SALES')])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    world.break(null)
    await world.two.refresh('SALES')
    expect(world.ran).toEqual(['SALES', 'SALES'])
  })

  test('runs each time, where the setting is 0', async () => {
    const { one, ran } = start(0)
    await Promise.all([one.refresh('SALES'), one.refresh('SALES')])
    expect(ran).toEqual(['SALES', 'SALES'])
  })
})
