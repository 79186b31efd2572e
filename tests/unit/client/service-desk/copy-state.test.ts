import { describe, expect, test } from 'vitest'
import { copyProgress, wholePercent } from '../../../../client/service-desk/copy-state.ts'

const copy = (vendor: string, ...progress: number[]) => ({
  vendor,
  collections: progress.map((share, index) => ({
    name: index === 0 ? 'Tickets' : 'TimeEntries',
    progress: share,
    complete: share === 1,
  })),
})

describe('the progress of the copy', () => {
  test.each([
    ['nothing is copied', [copy('AUTOTASK'), copy('HUBSPOT')], null],
    ['all is copied', [copy('AUTOTASK', 1, 1)], null],
    ['nothing is there yet', [copy('AUTOTASK', 0, 0)], 0],
    ['one collection is behind', [copy('AUTOTASK', 1, 0.4, 0.8)], 0.4],
    [
      'sales activity is being copied',
      [{ vendor: 'AUTOTASK', collections: [{ name: 'CompanyToDos', progress: 0.2, complete: false }] }],
      null,
    ],
    ['another vendor is being copied', [copy('HUBSPOT', 0.2), copy('AUTOTASK', 1)], null],
    ['there is no vendor', [], null],
  ])('when %s', (_, copies, progress) => {
    expect(copyProgress(copies)).toBe(progress)
  })

  test.each([
    [0, 0],
    [0.456, 45],
    [0.999, 99],
    [1, 99],
    [-0.1, 0],
  ])('%d is %d percent', (progress, percent) => {
    expect(wholePercent(progress)).toBe(percent)
  })
})
