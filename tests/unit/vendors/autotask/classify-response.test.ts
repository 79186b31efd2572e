import { describe, expect, test } from 'vitest'
import { classifyAutotaskResponse } from '../../../../server/vendors/autotask/classify-response.ts'
import type { VendorAnswer } from '../../../../server/vendors/kit/vendor-call.ts'

const json = { 'content-type': 'application/json; charset=utf-8' }
const html = { 'content-type': 'text/html' }
const answer = (status: number, body: unknown = '', headers: VendorAnswer['headers'] = json): VendorAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const errors = (status: number, ...texts: string[]) => answer(status, { errors: texts })

/** What is made of the answer, without its words. */
function classify(given: VendorAnswer) {
  const classification = classifyAutotaskResponse(given)
  return classification && [classification.error.code, classification.kind, classification.reason]
}

const refused = ['VENDOR_BAD_RESPONSE', 'never', 'refused']
const credentials = ['VENDOR_UNAUTHORIZED', 'never', 'credentials']
const rights = ['VENDOR_FORBIDDEN', 'never', 'rights']
const trouble = (status: number) => ['VENDOR_UNAVAILABLE', 'trouble', `status-${status}`]

test.each<[string, VendorAnswer, string[] | null]>([
  ['rows', answer(200, { items: [], pageDetails: {} }), null],
  ['rows that talk of errors', answer(200, { items: [{ id: 1, title: '{"errors":["x"]}' }] }), null],
  ['rows with markup in them', answer(200, { items: [{ id: 1, title: '<html>' }] }), null],
  ['an empty list of errors', answer(200, { errors: [] }), null],
  ['errors with 200', errors(200, 'Something'), ['VENDOR_BAD_RESPONSE', 'never', 'errors-in-200']],
  ['missing rights with 200', errors(200, 'does not have the adequate permissions to'), rights],
  ['a page with 200', answer(200, '<html></html>', html), ['VENDOR_BAD_RESPONSE', 'never', 'html']],
  ['a page that says it is JSON', answer(200, ' <!DOCTYPE html>'), ['VENDOR_BAD_RESPONSE', 'never', 'html']],
  ['401 without a body', answer(401), credentials],
  ['403', answer(403, 'No.'), rights],
  ['404', answer(404, { Message: 'No HTTP resource was found' }), ['VENDOR_BAD_RESPONSE', 'never', 'status-404']],
  ['405', answer(405, { Message: 'does not support' }), ['VENDOR_BAD_RESPONSE', 'never', 'status-405']],
  ['a redirect', answer(302), ['VENDOR_BAD_RESPONSE', 'never', 'status-302']],
  ['429', answer(429), ['VENDOR_RATE_LIMITED', 'limit', 'limit']],
  [
    'the thread text',
    errors(500, 'Itgenatr005: The thread threshold of 3 threads has been exceeded.'),
    ['VENDOR_RATE_LIMITED', 'limit', 'threads'],
  ],
  [
    'the hourly text',
    errors(500, 'The request threshold of 10000 requests per 60 minutes has been exceeded.'),
    ['VENDOR_RATE_LIMITED', 'limit', 'threads'],
  ],
  ['an unknown field', errors(500, 'Unable to find projectID in the TimeEntry Entity.'), refused],
  ['a page too large', errors(500, 'maxCountOfRecordsToReturn must be between 1 and 500'), refused],
  ['no filter', errors(500, 'Value cannot be null.\r\nParameter name: filters'), refused],
  [
    'too many conditions',
    errors(500, "Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions."),
    refused,
  ],
  ['a child value', errors(500, 'Value does not exist for child picklist: subIssueType'), refused],
  [
    'a reference',
    errors(500, 'Reference value on field: contactID of type: Contact does not exist or is invalid.'),
    refused,
  ],
  ['the second of two texts', errors(500, 'Oops', 'Unable to find x in the Ticket Entity'), refused],
  ['a bad integration code', errors(500, 'IntegrationCode is invalid.'), credentials],
  ['an unknown user', errors(500, 'Zone information could not be determined'), credentials],
  ['missing rights', errors(500, 'The logged in Resource does not have the adequate permissions to query'), rights],
  ['an unknown 500', errors(500, 'Object reference not set to an instance of an object.'), trouble(500)],
  ['a 500 that is a page', answer(500, '<html>Server Error</html>', html), trouble(500)],
  ['a 500 that is null', answer(500, 'null'), trouble(500)],
  ['a 500 without a body', answer(500), trouble(500)],
  ['502', answer(502, '<html>Bad Gateway</html>', html), trouble(502)],
  ['503', answer(503), trouble(503)],
])('%s', (_, given, classification) => {
  expect(classify(given)).toEqual(classification)
})

describe('a limit', () => {
  test.each<[string | undefined, number | undefined, number]>([
    ['7', 7_000, 7],
    ['1.5', 1_500, 2],
    [undefined, undefined, 60],
    ['0', undefined, 60],
    ['-3', undefined, 60],
    ['soon', undefined, 60],
  ])('with Retry-After %s waits %s ms and tells %i s', (given, askedWaitMs, retryAfterSeconds) => {
    const classification = classifyAutotaskResponse(
      answer(429, '', given === undefined ? json : { ...json, 'retry-after': given }),
    )

    expect([classification?.askedWaitMs, classification?.error.retryAfterSeconds]).toEqual([
      askedWaitMs,
      retryAfterSeconds,
    ])
  })
})

test('the words are ours: nothing of the vendor’s text is in them', () => {
  for (const status of [200, 401, 403, 404, 429, 500, 503]) {
    expect(classifyAutotaskResponse(errors(status, 'PLANTED must not be seen'))?.error.message).not.toMatch(/PLANTED/)
  }
})
