import { expect, test } from 'vitest'
import { VendorError } from '../../../../server/errors/vendor-error.ts'
import { nextAttemptInMs, type FailedAttempt } from '../../../../server/vendors/kit/retry-rule.ts'
import type { Classification } from '../../../../server/vendors/kit/vendor-call.ts'

const error = new VendorError('AUTOTASK', 'VENDOR_UNAVAILABLE', 'away')
const classification = (kind: Classification['kind'], askedWaitMs?: number): Classification => ({
  error,
  kind,
  reason: 'test',
  ...(askedWaitMs !== undefined && { askedWaitMs }),
})
const usual: FailedAttempt = {
  classification: classification('trouble'),
  isWrite: false,
  attempts: 1,
  remainingMs: 30_000,
  random: 0,
}

test.each<[string, Partial<FailedAttempt>, number | null]>([
  ['trouble, at the least', {}, 200],
  ['trouble, at the most', { random: 1 }, 400],
  ['trouble again, at the least', { attempts: 2 }, 400],
  ['trouble again, at the most', { attempts: 2, random: 1 }, 800],
  ['trouble a third time', { attempts: 3 }, null],
  ['a limit', { classification: classification('limit') }, 1_000],
  ['a limit, at the most', { classification: classification('limit'), random: 1 }, 2_000],
  ['a limit again', { classification: classification('limit'), attempts: 2 }, 2_000],
  ['a limit a third time', { classification: classification('limit'), attempts: 3 }, null],
  ['a limit that asks for three seconds', { classification: classification('limit', 3_000) }, 3_000],
  ['a limit that asks for less than the least', { classification: classification('limit', 10) }, 1_000],
  ['a limit that asks for just as much as is waited for', { classification: classification('limit', 5_000) }, 5_000],
  ['a limit that asks for more than is waited for', { classification: classification('limit', 5_001) }, null],
  ['a refusal', { classification: classification('never') }, null],
  ['trouble with a write', { isWrite: true }, null],
  ['a limit of a write', { isWrite: true, classification: classification('limit') }, null],
  ['trouble with time left for a repeat', { remainingMs: 201 }, 200],
  ['trouble with no time left', { remainingMs: 200 }, null],
  ['trouble past the deadline', { remainingMs: -5 }, null],
])('%s', (_, attempt, waitMs) => {
  expect(nextAttemptInMs({ ...usual, ...attempt })).toBe(waitMs)
})
