import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createAllowance } from '../../../server/limits/allowance.ts'
import { createMemoryCounters } from '../../../server/limits/memory-counters.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const hour = { name: 'vendor-calls', limit: 100, windowSeconds: 3_600 }
/** Lets what is counted in the background arrive. */
const settle = () => vi.advanceTimersByTimeAsync(1)

describe('an allowance', () => {
  test('counts what was used at once, and begins anew when its window is over', async () => {
    const calls = createAllowance(createMemoryCounters(), hour)
    calls.charge('ann', 30)
    expect(calls.known('ann')).toEqual({ ...hour, remaining: 70, resetSeconds: 3_600 })
    await settle()
    calls.charge('ann', 90)
    expect(calls.known('ann').remaining).toBe(0)
    expect(calls.known('bob').remaining).toBe(100)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(calls.known('ann').remaining).toBe(100)
  })

  test('knows after some seconds what was used at another gateway, and at once when it is charged itself', async () => {
    const counters = createMemoryCounters()
    const counter = counters.of(hour)
    const shared = { ...counters, of: () => counter }
    const [one, two] = [createAllowance(shared, hour), createAllowance(shared, hour)]
    expect((await two.read('ann')).remaining).toBe(100)
    one.charge('ann', 60)
    await settle()
    expect((await two.read('ann')).remaining).toBe(100)
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await two.read('ann')).remaining).toBe(40)
    one.charge('ann', 30)
    await settle()
    two.charge('ann', 1)
    await settle()
    expect(two.known('ann').remaining).toBe(9)
  })

  test('gives back what was not used after all, but nothing of a window that is over', async () => {
    const signIns = createAllowance(createMemoryCounters(), { name: 'sign-ins', limit: 2, windowSeconds: 60 })
    signIns.charge('10.0.0.1', 1)
    signIns.charge('10.0.0.1', -1)
    await settle()
    expect(signIns.known('10.0.0.1').remaining).toBe(2)
    signIns.charge('10.0.0.1', 1)
    await vi.advanceTimersByTimeAsync(60_000)
    signIns.charge('10.0.0.1', -1)
    await settle()
    signIns.charge('10.0.0.1', 2)
    expect(signIns.known('10.0.0.1').remaining).toBe(0)
  })

  test('tells the others in steps, and once per window that it is used up', async () => {
    const counters = createMemoryCounters()
    const told: number[] = []
    const spent: string[] = []
    const counting = {
      ...counters,
      of: (policy: Parameters<typeof counters.of>[0]) => {
        const counter = counters.of(policy)
        return { ...counter, add: (key: string, amount: number) => (told.push(amount), counter.add(key, amount)) }
      },
    }
    const bytes = createAllowance(counting, {
      name: 'answer-bytes',
      limit: 1_000,
      windowSeconds: 60,
      step: 100,
      onSpent: (name, key) => spent.push(`${name} ${key}`),
    })
    for (let n = 0; n < 25; n++) {
      bytes.charge('ann', 45)
      await settle()
    }
    expect(told).toEqual([135, 135, 135, 135, 135, 135, 135, 135])
    expect(bytes.known('ann').remaining).toBe(0)
    expect(spent).toEqual(['answer-bytes ann'])
  })
})
