import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProgressSignal } from '../../../server/sync/progress-signal.ts'

describe('a wait for progress', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('ends at once where the condition holds already', async () => {
    await createProgressSignal().until(() => true, 1_000)

    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends with the event that makes the condition hold, and not with those before', async () => {
    const signal = createProgressSignal()
    let value = 0
    let isOver = false
    const waiting = signal.until(() => value >= 2, 1_000).then(() => (isOver = true))
    for (value = 0; value < 2; value += 1) {
      signal.tell()
      await vi.advanceTimersByTimeAsync(1)
      expect(isOver).toBe(false)
    }
    signal.tell()
    await waiting

    expect(vi.getTimerCount()).toBe(0)
  })

  test('ends after the time given where the condition never holds', async () => {
    let isOver = false
    const waiting = createProgressSignal()
      .until(() => false, 1_000)
      .then(() => (isOver = true))
    await vi.advanceTimersByTimeAsync(999)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await waiting

    expect(isOver).toBe(true)
  })

  test('of several callers ends for each by its own condition', async () => {
    const signal = createProgressSignal()
    const over: string[] = []
    let value = 0
    const waiting = [1, 2].map((least) => signal.until(() => value >= least, 5_000).then(() => over.push(`${least}`)))
    value = 1
    signal.tell()
    await vi.advanceTimersByTimeAsync(10)
    expect(over).toEqual(['1'])
    value = 2
    signal.tell()
    await Promise.all(waiting)

    expect(over).toEqual(['1', '2'])
  })
})
