import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { createOutcomeSignal } from '../../../../server/changes/delivery/outcome-signal.ts'

/** Longer than a test may take. */
const long = 1_000_000

test('all who wait are told, and not before', async () => {
  const outcomes = createOutcomeSignal()
  let told = 0
  const waiting = [outcomes.next(long), outcomes.next(long)].map(async (next) => {
    await next
    told += 1
  })
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(told).toBe(0)

  outcomes.tell()
  await Promise.all(waiting)
  expect(told).toBe(2)
})

test.each([1, 0, -5])('a wait of %i ms ends by itself', async (ms) => {
  expect(await createOutcomeSignal().next(ms)).toBeUndefined()
})

test('a wait ends when its signal aborts, and leaves nothing behind at it', async () => {
  const outcomes = createOutcomeSignal()
  const caller = new AbortController()
  const waiting = outcomes.next(long, caller.signal)
  expect(getEventListeners(caller.signal, 'abort')).toHaveLength(1)
  caller.abort()
  await waiting

  const other = new AbortController()
  await outcomes.next(1, other.signal)
  expect(getEventListeners(other.signal, 'abort')).toEqual([])
})
