import { expect, test } from 'vitest'
import { describeStatus } from '../../../../client/admin/describe-status.ts'
import { formatTime } from '../../../../client/format/dates.ts'

const checkedAt = '2026-11-26T14:03:00Z'
const checked = `Last checked ${formatTime(checkedAt, 'America/New_York')}.`

test.each([
  ['nothing', { message: null, checkedAt: null, budget: null }, ''],
  ['its message alone', { message: 'The key is expired.', checkedAt: null, budget: null }, 'The key is expired.'],
  [
    'what is used, be it none',
    { message: null, checkedAt: null, budget: { used: 0, limit: 10_000 } },
    '0 of 10,000 requests used.',
  ],
  ['when it was checked, in the zone of the portal', { message: null, checkedAt, budget: null }, checked],
  [
    'all of it, the message first',
    { message: 'Slow.', checkedAt, budget: { used: 1_234, limit: 10_000 } },
    `Slow. 1,234 of 10,000 requests used. ${checked}`,
  ],
])('a vendor of which is known %s', (_, status, words) => {
  expect(describeStatus(status, 'America/New_York')).toBe(words)
})
