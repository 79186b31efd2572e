import { expect, test } from 'vitest'
import { VendorError } from '../../../../server/errors/vendor-error.ts'
import type { Classification, VendorAnswer } from '../../../../server/vendors/kit/vendor-call.ts'
import { createVendorErrors } from '../../../../server/vendors/kit/vendor-errors.ts'

const errors = createVendorErrors({
  vendor: 'HUBSPOT',
  name: 'Example PSA',
  messages: { VENDOR_UNAUTHORIZED: 'Refused.', VENDOR_FORBIDDEN: 'Not allowed.', VENDOR_RATE_LIMITED: 'Too fast.' },
  limit: { retryAfterSeconds: 10, waitMs: 1_000 },
})
const answer = (status: number, headers: VendorAnswer['headers'] = {}, body = '{}'): VendorAnswer => ({
  status,
  headers,
  body,
})

/** A classification with what its error says. */
const told = (classification: Classification | null) =>
  classification && {
    ...classification,
    error: [classification.error.code, classification.error.message, classification.error.retryAfterSeconds],
  }

test.each<[string, VendorAnswer, object | null]>([
  ['success', answer(200), null],
  ['success without a body', answer(204, {}, ''), null],
  [
    'a page with 200',
    answer(200, { 'content-type': 'text/html' }),
    {
      error: ['VENDOR_BAD_RESPONSE', 'Example PSA gave an answer that could not be read.', undefined],
      kind: 'never',
      reason: 'html',
    },
  ],
  ['401', answer(401), { error: ['VENDOR_UNAUTHORIZED', 'Refused.', undefined], kind: 'never', reason: 'credentials' }],
  ['403', answer(403), { error: ['VENDOR_FORBIDDEN', 'Not allowed.', undefined], kind: 'never', reason: 'rights' }],
  [
    '404',
    answer(404),
    {
      error: ['VENDOR_BAD_RESPONSE', 'Example PSA gave an answer that could not be read.', undefined],
      kind: 'never',
      reason: 'status-404',
    },
  ],
  [
    '429',
    answer(429),
    { error: ['VENDOR_RATE_LIMITED', 'Too fast.', 10], kind: 'limit', reason: 'limit', askedWaitMs: 1_000 },
  ],
  [
    '429 that says how long',
    answer(429, { 'retry-after': '1.5' }),
    { error: ['VENDOR_RATE_LIMITED', 'Too fast.', 2], kind: 'limit', reason: 'limit', askedWaitMs: 1_500 },
  ],
  [
    '503',
    answer(503),
    {
      error: ['VENDOR_UNAVAILABLE', 'Example PSA is not working properly at the moment.', undefined],
      kind: 'trouble',
      reason: 'status-503',
      askedWaitMs: 0,
    },
  ],
])('%s by its status', (_, given, expected) => {
  expect(told(errors.byStatus(given))).toEqual(expected)
})

test('trouble can have words of its own, and lasts as long as the vendor says', () => {
  expect(told(errors.trouble(answer(477, { 'retry-after': '30' }), 'It is being moved.'))).toEqual({
    error: ['VENDOR_UNAVAILABLE', 'It is being moved.', 30],
    kind: 'trouble',
    reason: 'status-477',
    askedWaitMs: 30_000,
  })
})

test('without a backoff of its own a limit leaves it to the retry rule', () => {
  expect(told(errors.limit(answer(429), 'threads', { retryAfterSeconds: 60 }))).toEqual({
    error: ['VENDOR_RATE_LIMITED', 'Too fast.', 60],
    kind: 'limit',
    reason: 'threads',
  })
})

test('an error is one of its vendor, in the default words unless the vendor has others', () => {
  const error = errors.error('VENDOR_NOT_CONFIGURED')

  expect(error).toBeInstanceOf(VendorError)
  expect([error.vendor, error.code, error.message]).toEqual([
    'HUBSPOT',
    'VENDOR_NOT_CONFIGURED',
    'Example PSA is not set up on this gateway.',
  ])
})

test('what is no list, or no row, is refused', () => {
  const refused = expect.objectContaining({ code: 'VENDOR_BAD_RESPONSE' })

  expect(errors.rowsOf([{ id: 1 }, 'no row', null])).toEqual([{ id: 1 }])
  expect(errors.rowOf({ id: 1 })).toEqual({ id: 1 })
  for (const list of [undefined, null, {}, 'rows']) expect(() => errors.rowsOf(list)).toThrow(refused)
  for (const row of [undefined, null, [], 'row']) expect(() => errors.rowOf(row)).toThrow(refused)
})
