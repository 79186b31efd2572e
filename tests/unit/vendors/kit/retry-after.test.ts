import { expect, test } from 'vitest'
import { createHubSpotClassifier, hubspotErrors } from '../../../../server/vendors/hubspot/classify-response.ts'
import { classifyAutotaskResponse } from '../../../../server/vendors/autotask/classify-response.ts'
import { classifyConnectWiseResponse } from '../../../../server/vendors/connectwise/classify-response.ts'
import { readRetryAfterMs, readRetryAfterSeconds } from '../../../../server/vendors/kit/retry-after.ts'
import type { VendorAnswer, VendorCall } from '../../../../server/vendors/kit/vendor-call.ts'

/** A Tuesday. */
const receivedAt = Date.UTC(2026, 10, 24, 12, 0, 0)
const hourMs = 3_600_000
const dayMs = 24 * hourMs

test.each<[string, string, number | null]>([
  ['seconds', '120', 120_000],
  ['fractions of a second, rounded up to a millisecond', '1.50049', 1_501],
  ['blanks around it', ' 7 ', 7_000],
  ['no wait', '0', null],
  ['a negative wait', '-3', null],
  ['a week, which is cut to a day', '604800', dayMs],
  ['more than a number can hold, which is cut to a day', '9'.repeat(90), dayMs],
  ['a number with an exponent', '1e3', null],
  ['a hexadecimal number', '0x10', null],
  ['words', 'soon', null],
  ['nothing', '', null],
  ['a text without end', '1'.repeat(1_000_000), null],
  ['an RFC 1123 date', 'Tue, 24 Nov 2026 13:00:00 GMT', hourMs],
  ['an RFC 1123 date in lower case', 'tue, 24 nov 2026 13:00:00 gmt', hourMs],
  ['an RFC 850 date', 'Tuesday, 24-Nov-26 13:00:00 GMT', hourMs],
  ['an RFC 850 date of the century before', 'Thursday, 24-Nov-94 13:00:00 GMT', null],
  ['an asctime date, which is UTC wherever the gateway stands', 'Tue Nov 24 13:00:00 2026', hourMs],
  ['an asctime date with a day of one digit', 'Wed Nov 25 12:00:00 2026', dayMs],
  ['an asctime date with a day of one digit that has passed', 'Tue Nov  3 13:00:00 2026', null],
  ['a date that has passed', 'Tue, 24 Nov 2026 11:59:59 GMT', null],
  ['a date in a year, which is cut to a day', 'Wed, 24 Nov 2027 12:00:00 GMT', dayMs],
  ['a date that is none', 'Tue, 45 Nov 2026 13:00:00 GMT', null],
  ['a month that is none', 'Tue, 24 Nox 2026 13:00:00 GMT', null],
  ['a date of another format', '2026-11-24T13:00:00Z', null],
])('reads %s', (_, text, waitMs) => {
  expect(readRetryAfterMs({ headers: { 'retry-after': text }, receivedAt })).toBe(waitMs)
})

test('reads nothing where there is no header, or more than one', () => {
  expect(readRetryAfterMs({ headers: {}, receivedAt })).toBeNull()
  expect(readRetryAfterMs({ headers: { 'retry-after': ['1', '2'] }, receivedAt })).toBeNull()
})

test('compares a date with the answer’s own, whose clock may be another', () => {
  const headers = { 'retry-after': 'Tue, 24 Nov 2026 13:00:00 GMT', date: 'Tue, 24 Nov 2026 12:59:30 GMT' }

  expect(readRetryAfterMs({ headers, receivedAt })).toBe(30_000)
  expect(readRetryAfterMs({ headers: { ...headers, date: 'today' }, receivedAt })).toBe(hourMs)
})

test('reads no date without any clock, and seconds all the same', () => {
  expect(readRetryAfterMs({ headers: { 'retry-after': 'Tue, 24 Nov 2026 13:00:00 GMT' } })).toBeNull()
  expect(readRetryAfterSeconds({ headers: { 'retry-after': '0.2' } })).toBe(1)
})

const call: VendorCall = { entity: 'x', method: 'GET', url: new URL('https://vendor.test/') }
const classifiers = {
  Autotask: classifyAutotaskResponse,
  HubSpot: (answer: VendorAnswer) =>
    createHubSpotClassifier(() => hubspotErrors.error('VENDOR_RATE_LIMITED'))(answer, call),
  ConnectWise: classifyConnectWiseResponse,
}

test.each(Object.entries(classifiers))(
  '%s is waited for until the date that it names, with 429 and 503 alike',
  (_, classify) => {
    const answered = (status: number, retryAfter: string) => {
      const classification = classify({ status, headers: { 'retry-after': retryAfter }, body: '{}', receivedAt })
      return [classification?.kind, classification?.askedWaitMs, classification?.error.retryAfterSeconds]
    }

    expect(answered(429, 'Tue, 24 Nov 2026 13:00:00 GMT')).toEqual(['limit', hourMs, 3_600])
    expect(answered(503, 'Tuesday, 24-Nov-26 13:00:00 GMT')).toEqual(['trouble', hourMs, 3_600])
    expect(answered(503, '90')).toEqual(['trouble', 90_000, 90])
    expect(answered(503, 'soon')).toEqual(['trouble', 0, undefined])
  },
)
