import { expect, test } from 'vitest'
import { rateLimitHeaders } from '../../../server/limits/rate-limit-headers.ts'
import { TooManyRequestsError } from '../../../server/limits/too-many-requests-error.ts'

const operations = { name: 'operations', limit: 600, windowSeconds: 60, remaining: 588, resetSeconds: 41 }
const vendorCalls = { name: 'vendor-calls', limit: 2_000, windowSeconds: 3_600, remaining: 0, resetSeconds: 1_712 }

test('limits are lists of structured fields', () => {
  expect(rateLimitHeaders([operations, vendorCalls])).toEqual({
    'ratelimit-policy': '"operations";q=600;w=60, "vendor-calls";q=2000;w=3600',
    ratelimit: '"operations";r=588;t=41, "vendor-calls";r=0;t=1712',
  })
})

test.each([
  [1, 'Too many. Try again in 1 second.'],
  [41, 'Too many. Try again in 41 seconds.'],
  [1_712, 'Too many. Try again in 29 minutes.'],
])('a refusal says when to try again: after %i s', (resetSeconds, message) => {
  const error = new TooManyRequestsError({ ...operations, resetSeconds }, 'Too many.')
  expect([error.code, error.message, error.retryAfterSeconds, error.details]).toEqual([
    'TOO_MANY_REQUESTS',
    message,
    resetSeconds,
    { retryAfterSeconds: resetSeconds },
  ])
})
