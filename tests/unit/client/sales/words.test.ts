import { expect, test } from 'vitest'
import { describeProgress } from '../../../../client/sales/describe-progress.ts'
import { stageChoices } from '../../../../client/sales/stage-choices.ts'

test.each([
  [0, null, 'Reading deals…'],
  [1_200, null, '1,200 deals read'],
  [1_200, 3_000, '1,200 of 3,000 deals read'],
  [3_001, 3_000, '3,000 of 3,000 deals read'],
  [0, 0, '0 of 0 deals read'],
])('%i deals of %s are told as %s', (read, total, words) => {
  expect(describeProgress(read, total)).toBe(words)
})

const pipelines = [
  {
    id: 'default',
    name: 'Sales',
    stages: [
      { id: 'open', label: 'Open', dealCount: 3 },
      { id: 'unknown', label: 'Unknown', dealCount: 2 },
    ],
  },
  {
    id: 'renewals',
    name: 'Renewals',
    stages: [
      { id: 'due', label: 'Due', dealCount: 0 },
      { id: 'unknown', label: 'Unknown', dealCount: 5 },
    ],
  },
]

test('stages of several pipelines say whose they are; those that are gone are one', () => {
  expect(stageChoices(pipelines, [])).toEqual([
    { key: 'open', label: 'Open · Sales', count: 3 },
    { key: 'unknown', label: 'Unknown', count: 7 },
    { key: 'due', label: 'Due · Renewals', count: 0 },
  ])
})

test('stages of one pipeline need not say it', () => {
  expect(stageChoices(pipelines, ['renewals'])).toEqual([
    { key: 'due', label: 'Due', count: 0 },
    { key: 'unknown', label: 'Unknown', count: 5 },
  ])
})
