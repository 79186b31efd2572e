import { expect, test } from 'vitest'
import { isCount } from '../../../server/figures/count.ts'

test.each([
  [0, true],
  [1, true],
  [2_147_483_647, true],
  [2_147_483_648, false],
  [-1, false],
  [0.5, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
  [Number.NEGATIVE_INFINITY, false],
])('%d is a count that the graph can represent: %s', (value, is) => {
  expect(isCount(value)).toBe(is)
})
