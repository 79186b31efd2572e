import { expect, test } from 'vitest'
import { describeStage } from '../../../../client/sales/describe-stage.ts'

test.each([
  [false, null, 'open'],
  [false, 0, 'open, 0% probability'],
  [false, 0.2, 'open, 20% probability'],
  [false, 1, 'open, 100% probability'],
  [true, 1, 'closed, won'],
  [true, 0, 'closed, lost'],
  [true, 0.5, 'closed'],
  [true, null, 'closed'],
])('a stage that is closed (%j) with the probability %j is %j', (isClosed, probability, words) => {
  expect(describeStage(isClosed, probability)).toBe(words)
})
