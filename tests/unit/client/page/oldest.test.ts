import { expect, test } from 'vitest'
import { oldestOf } from '../../../../client/page/oldest.ts'

const age = (asOf: string) => ({ asOf, maxAgeSeconds: 300, stale: false })
const early = age('2026-11-26T08:00:00Z')
const late = age('2026-11-26T09:00:00Z')

test.each([
  [[late, early], early],
  [[early, late], early],
  [[undefined, late, null], late],
  [[null, undefined], null],
  [[], null],
])('of %j the oldest is %j', (ages, oldest) => {
  expect(oldestOf(ages)).toBe(oldest)
})
