import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startStopwatch } from '../../../../server/changes/delivery/stopwatch.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'], now: 1_000_000 }))
afterEach(() => void vi.useRealTimers())

/** What a stopwatch says after both clocks went on, and the wall clock was set by so much. */
function measure(ms: number, setByMs: number) {
  const { atLeast, atMost } = startStopwatch()
  vi.advanceTimersByTime(ms)
  vi.setSystemTime(Date.now() + setByMs)
  return [atLeast(), atMost()]
}

test('with clocks that agree, the elapsed time is what they say', () => {
  expect(measure(5_000, 0)).toEqual([5_000, 5_000])
})

test('a wall clock that is set forward makes the longest time longer, and not the shortest', () => {
  expect(measure(5_000, 60_000)).toEqual([5_000, 65_000])
})

test('a wall clock that is set back makes the shortest time shorter, at least 0, and not the longest', () => {
  expect(measure(5_000, -2_000)).toEqual([3_000, 5_000])
  expect(measure(5_000, -60_000)).toEqual([0, 5_000])
})
