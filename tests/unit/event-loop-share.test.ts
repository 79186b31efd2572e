import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { longStep } from '../../server/event-loop-share.ts'

test('callers take turns, however many steps one of them waits for', async () => {
  const order: string[] = []
  const take = async (caller: string) => {
    await longStep(caller)
    order.push(caller)
  }
  await Promise.all(['a', 'a', 'a', 'a', 'b', 'b', 'c'].map(take))

  expect(order.join('')).toBe('abcabaa')
})

test('one step runs at a time, and others run between two of them', async () => {
  let others = 0
  const part = { isOver: false }
  const other = async () => {
    for (; !part.isOver; others++) await nextTurn()
  }
  const counting = other()
  const seen: number[] = []
  const steps = Array.from({ length: 5 }, async () => {
    await longStep('a')
    seen.push(others)
  })
  await Promise.all(steps)
  part.isOver = true
  await counting

  expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  expect(new Set(seen).size).toBe(5)
})

test('steps that come one after the other all run', async () => {
  let steps = 0
  for (const caller of ['a', 'a', 'b', 'a']) {
    await longStep(caller)
    steps += 1
  }

  expect(steps).toBe(4)
})
