import { expect, test } from 'vitest'
import { outdatedOf } from '../../../../client/page/outdated.ts'

test.each([
  [true, true, 'updating'],
  [true, false, 'failed'],
  [false, true, null],
  [false, false, null],
])('previous data (%j) while loading (%j) is marked %j', (isPrevious, isLoading, mark) => {
  expect(outdatedOf(isPrevious, isLoading)).toBe(mark)
})
