import { expect, test } from 'vitest'
import { readBudgetHeaders } from '../../../../server/vendors/hubspot/read-budget-headers.ts'

const headers = (daily?: string | string[], remaining?: string) => ({
  headers: { 'x-hubspot-ratelimit-daily': daily, 'x-hubspot-ratelimit-daily-remaining': remaining },
})

test('what is used of the day is what does not remain', () => {
  expect(readBudgetHeaders(headers('250000', '249000'))).toEqual({ limit: 250_000, used: 1_000 })
  expect(readBudgetHeaders(headers('250000', '0'))).toEqual({ limit: 250_000, used: 250_000 })
})

test.each([
  [undefined, undefined],
  ['250000', undefined],
  ['many', '5'],
  ['250000', '-1'],
  ['250000', '1.5'],
  ['5', '6'],
  [['250000', '250000'], '5'],
  ['9'.repeat(400), '5'],
])('%s with %s left says nothing', (daily, remaining) => {
  expect(readBudgetHeaders(headers(daily, remaining))).toBeNull()
})
