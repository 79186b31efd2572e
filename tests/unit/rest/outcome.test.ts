import { expect, test } from 'vitest'
import { endpoints } from '../../../server/rest/endpoints.ts'
import { outcomeOf } from '../../../server/rest/outcome.ts'
import { findPipeline, oldestOf } from '../../../server/rest/hubspot-mapping.ts'
import { showSummary } from '../../../server/rest/autotask-mapping.ts'

const find = (path: string, method = 'GET') =>
  endpoints.find((each) => each.method === method && each.path.endsWith(path))!
const input = { path: {}, query: {}, body: null }
const error = (code: string, path?: (string | number)[], more = {}) => ({
  message: code,
  ...(path && { path }),
  extensions: { code, ...more },
})

test.each([
  ['UNAUTHENTICATED', 401],
  ['FORBIDDEN', 403],
  ['FEATURE_DISABLED', 403],
  ['BAD_USER_INPUT', 400],
  ['QUERY_TOO_EXPENSIVE', 400],
  ['NOT_FOUND', 404],
  ['TOO_MANY_REQUESTS', 429],
  ['VENDOR_UNAUTHORIZED', 502],
  ['VENDOR_FORBIDDEN', 502],
  ['VENDOR_BAD_RESPONSE', 502],
  ['VENDOR_RATE_LIMITED', 503],
  ['VENDOR_UNAVAILABLE', 503],
  ['VENDOR_NOT_CONFIGURED', 503],
  ['VENDOR_TIMEOUT', 504],
  ['INTERNAL_SERVER_ERROR', 500],
])('%s is %i', (code, status) => {
  const answer = { data: { activitySummary: null }, errors: [error(code, ['activitySummary'])] }

  expect(outcomeOf(find('/activity'), answer, input)).toEqual({ failure: { status, code, message: code } })
})

test('a fault of ours that will pass is 503, and a document that is refused is our own', () => {
  const passing = error('INTERNAL_SERVER_ERROR', ['activitySummary'], { retryAfterSeconds: 5 })
  const refused = error('GRAPHQL_VALIDATION_FAILED')

  expect(outcomeOf(find('/activity'), { data: { activitySummary: null }, errors: [passing] }, input)).toMatchObject({
    failure: { status: 503, retryAfterSeconds: 5 },
  })
  expect(outcomeOf(find('/activity'), { errors: [refused] }, input)).toMatchObject({
    failure: { status: 500, code: 'INTERNAL_SERVER_ERROR' },
  })
})

test('the error on the way to a lookup decides, and without one it does not exist', () => {
  const enabled = find('/enabled')
  const other = error('VENDOR_TIMEOUT', ['other'])
  const own = error('FORBIDDEN', ['tenant', 'connectWise'])

  expect(outcomeOf(enabled, { data: { tenant: null }, errors: [other, own] }, input)).toMatchObject({
    failure: { status: 403 },
  })
  expect(outcomeOf(enabled, { data: { tenant: null } }, input)).toMatchObject({
    failure: { status: 404, message: 'There is no such tenant.' },
  })
})

test('a pipeline that is not there is null, and the first is taken without an id', () => {
  const pipeline = (id: string) => ({ id }) as Parameters<typeof findPipeline>[0][number]

  expect(findPipeline([pipeline('a'), pipeline('b')])?.id).toBe('a')
  expect(findPipeline([pipeline('a'), pipeline('b')], 'b')?.id).toBe('b')
  expect(findPipeline([pipeline('a')], 'c')).toBeNull()
  expect(findPipeline([])).toBeNull()
})

test('several figures are as old as the oldest, and stale if one is', () => {
  const age = (asOf: string, stale = false) => ({ source: 'HUBSPOT', asOf, stale })

  expect(oldestOf([null, age('2026-03-18T15:00:00Z', true), age('2026-03-18T14:59:59.5Z'), undefined])).toEqual(
    age('2026-03-18T14:59:59.5Z', true),
  )
  expect(oldestOf([null])).toBeNull()
})

test('statuses with the same label are counted together, whatever the label', () => {
  const bucket = (label: string, count: number) => ({ label, count })
  const shown = showSummary({
    range: { from: '2026-03-01', to: '2026-03-31' },
    total_tickets: 6,
    open_tickets: 6,
    completed_tickets: 0,
    tickets_by_status: [bucket('New', 1), bucket('New', 2), bucket('__proto__', 3)],
    tickets_by_priority: [],
    average_resolution_hours: null,
    total_hours_logged: null,
    average_hours_per_ticket: null,
  })

  expect(JSON.stringify(shown.tickets_by_status)).toBe('{"New":3,"__proto__":3}')
})
