import { expect, test } from 'vitest'
import { roundFigure, roundFigureOrNull, sum } from '../../../server/figures/rounding.ts'

test.each([
  [0, 0],
  [-0, 0],
  [1.005, 1.01],
  [-1.005, -1.01],
  [1.004_999, 1],
  [2.675, 2.68],
  [1.115, 1.12],
  [0.125, 0.13],
  [-0.125, -0.13],
  [0.004, 0],
  [-0.004, 0],
  [0.005, 0.01],
  [-0.005, -0.01],
  [1_234_567.895, 1_234_567.9],
  [10 / 3, 3.33],
  [20 / 3, 6.67],
  [0.1 + 0.2, 0.3],
])('%d is rounded to %d', (value, rounded) => {
  expect(Object.is(roundFigure(value), rounded)).toBe(true)
})

test('nothing stays nothing', () => {
  expect([roundFigureOrNull(null), roundFigureOrNull(1.005)]).toEqual([null, 1.01])
})

test('a sum is exact for decimals of four places, in whatever order', () => {
  const hours = [0.1, 0.2, 0.3333, 0.25, 1.05, 7.7, 0.0001]

  expect([sum(hours), sum(hours.toReversed()), sum([])]).toEqual([9.6334, 9.6334, 0])
  expect(sum(Array.from({ length: 1_000 }, () => 0.1))).toBe(100)
  expect(sum([0.5, -0.25])).toBe(0.25)
})
