import { expect, test } from 'vitest'
import { createProgressKeeper } from '../../../../server/vendors/hubspot/deals-progress.ts'

test('it goes from nothing to all, and is never further than the end', () => {
  const progress = createProgressKeeper()
  const seen = [progress.current()]
  const then = (step: () => void) => {
    step()
    seen.push(progress.current())
  }
  then(() => progress.begin())
  then(() => progress.read(100))
  then(() => progress.expect(150))
  then(() => progress.read(200))
  then(() => progress.finish(230))
  then(() => progress.expect(999))
  then(() => progress.begin())

  expect(seen.map(({ read, total, isDone }) => [read, total, isDone])).toEqual([
    [0, null, false],
    [0, null, false],
    [100, null, false],
    [100, 150, false],
    [200, 200, false],
    [230, 230, true],
    [230, 230, true],
    [0, 230, false],
  ])
})
