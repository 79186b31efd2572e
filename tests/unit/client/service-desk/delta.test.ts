import { expect, test } from 'vitest'
import { type Better, compareFigures, type Delta } from '../../../../client/service-desk/delta.ts'

test.each<[number | null, number | null, Better, Delta | null]>([
  [12, 10, 'up', { arrow: '↑', text: '20%', assessment: 'better' }],
  [12, 10, 'down', { arrow: '↑', text: '20%', assessment: 'worse' }],
  [12, 10, null, { arrow: '↑', text: '20%', assessment: null }],
  [8, 10, 'up', { arrow: '↓', text: '20%', assessment: 'worse' }],
  [8, 10, 'down', { arrow: '↓', text: '20%', assessment: 'better' }],
  [8, 10, null, { arrow: '↓', text: '20%', assessment: null }],
  [10, 10, 'up', { arrow: '→', text: 'no change', assessment: null }],
  [0, 0, 'down', { arrow: '→', text: 'no change', assessment: null }],
  [3, 0, 'up', { arrow: '↑', text: 'from none', assessment: 'better' }],
  [3, 0, 'down', { arrow: '↑', text: 'from none', assessment: 'worse' }],
  [0, 3, 'down', { arrow: '↓', text: '100%', assessment: 'better' }],
  [1_001, 1_000, 'up', { arrow: '↑', text: 'under 1%', assessment: 'better' }],
  [999, 1_000, 'up', { arrow: '↓', text: 'under 1%', assessment: 'worse' }],
  [399, 100, 'up', { arrow: '↑', text: '299%', assessment: 'better' }],
  [400, 100, 'up', { arrow: '↑', text: '×4', assessment: 'better' }],
  [50_000, 10, null, { arrow: '↑', text: '×5,000', assessment: null }],
  [null, 10, 'up', null],
  [10, null, 'up', null],
  [null, null, null, null],
])('%j after %j, where %j is better, is %j', (value, before, better, delta) => {
  expect(compareFigures(value, before, better)).toEqual(delta)
})
