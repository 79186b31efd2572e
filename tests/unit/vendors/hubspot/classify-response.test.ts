import { expect, test } from 'vitest'
import { createHubSpotClassifier, hubspotErrors } from '../../../../server/vendors/hubspot/classify-response.ts'
import type { VendorAnswer } from '../../../../server/vendors/kit/vendor-call.ts'

const json = { 'content-type': 'application/json;charset=utf-8' }
const html = { 'content-type': 'text/html' }
const answer = (status: number, body: unknown = '', headers: VendorAnswer['headers'] = json): VendorAnswer => ({
  status,
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const usedUp = hubspotErrors.error('VENDOR_RATE_LIMITED', 'used up', { retryAfterSeconds: 3_600 })
const classifierFor = (entity: string) => (given: VendorAnswer) =>
  createHubSpotClassifier(() => usedUp)(given, { entity, method: 'GET', url: new URL('http://hubspot.test') })

/** What is made of the answer, without its words. */
function classify(given: VendorAnswer) {
  const classification = classifierFor('deals')(given)
  return (
    classification && [
      classification.error.code,
      classification.kind,
      classification.reason,
      classification.error.retryAfterSeconds,
    ]
  )
}

const bad = (reason: string) => ['VENDOR_BAD_RESPONSE', 'never', reason, undefined]
const trouble = (status: number) => ['VENDOR_UNAVAILABLE', 'trouble', `status-${status}`, undefined]
const burst = ['VENDOR_RATE_LIMITED', 'limit', 'burst-limit', 10]
const daily = ['VENDOR_RATE_LIMITED', 'never', 'daily-limit', 3_600]
const secondly = ['VENDOR_RATE_LIMITED', 'limit', 'secondly-limit', 1]

test.each<[string, VendorAnswer, (string | number | undefined)[] | null]>([
  ['rows', answer(200, { results: [] }), null],
  ['some ids without a record', answer(207, { status: 'COMPLETE', results: [], numErrors: 1 }), null],
  ['a row with markup in it', answer(200, { results: [{ properties: { dealname: '<html>' } }] }), null],
  ['a page with 200', answer(200, '<html></html>', html), bad('html')],
  ['a page that says it is JSON', answer(200, ' <!DOCTYPE html>'), bad('html')],
  ['400', answer(400, { category: 'VALIDATION_ERROR' }), bad('status-400')],
  ['404 as a page', answer(404, '<html></html>', html), bad('status-404')],
  ['414 as a page', answer(414, '<html></html>', html), bad('status-414')],
  ['a redirect', answer(302), bad('status-302')],
  [
    '401',
    answer(401, { category: 'INVALID_AUTHENTICATION' }),
    ['VENDOR_UNAUTHORIZED', 'never', 'credentials', undefined],
  ],
  ['530', answer(530, 'error code: 1016', html), ['VENDOR_UNAUTHORIZED', 'never', 'status-530', undefined]],
  ['403', answer(403), ['VENDOR_FORBIDDEN', 'never', 'scope', undefined]],
  ['423', answer(423), ['VENDOR_UNAVAILABLE', 'trouble', 'locked', undefined]],
  [
    '423 that says how long',
    answer(423, {}, { ...json, 'retry-after': '60' }),
    ['VENDOR_UNAVAILABLE', 'trouble', 'locked', 60],
  ],
  ['477', answer(477, '', { 'retry-after': '30' }), ['VENDOR_UNAVAILABLE', 'limit', 'migration', 30]],
  ...[500, 502, 503, 504, 521, 522, 523, 524].map((status): [string, VendorAnswer, (string | number | undefined)[]] => [
    `${status}`,
    answer(status, '<html></html>', html),
    trouble(status),
  ]),
  ['a burst by policy', answer(429, { policyName: 'TEN_SECONDLY_ROLLING' }), burst],
  ['a burst by text', answer(429, { message: 'You have reached your ten_secondly_rolling limit.' }), burst],
  ['a used-up day by policy', answer(429, { policyName: 'DAILY', message: 'x' }), daily],
  ['a used-up day by text', answer(429, { message: 'You have reached your daily limit.' }), daily],
  ['a search limit by policy', answer(429, { policyName: 'SECONDLY' }), secondly],
  [
    'a search limit by text',
    answer(429, { message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' }),
    secondly,
  ],
  ['a limit that says nothing', answer(429, '<html></html>', html), burst],
  [
    'a limit that says how long',
    answer(429, {}, { ...json, 'retry-after': '7' }),
    ['VENDOR_RATE_LIMITED', 'limit', 'burst-limit', 7],
  ],
])('%s', (_, given, expected) => {
  expect(classify(given)).toEqual(expected)
})

const scopeMessage = (what: string, scope: string) =>
  `The access token of this gateway may not read ${what} in HubSpot: it needs the scope ${scope}, and the account a plan that has it (docs/hubspot.md).`

test.each<[string, string, unknown, string]>([
  [
    'ours, of a list of which any would do',
    'deals',
    { errors: [{ context: { requiredGranularScopes: ['e-commerce', 'crm.objects.deals.read'] } }] },
    scopeMessage('deals', 'crm.objects.deals.read'),
  ],
  [
    'the first of a list without ours',
    'forms',
    { errors: [{ context: { requiredScopes: ['forms-access'] } }] },
    scopeMessage('forms', 'forms-access'),
  ],
  [
    'the quoted one',
    'analytics',
    { message: "EXTERNAL auth request is missing required 'business-intelligence' scope." },
    scopeMessage('website analytics', 'business-intelligence'),
  ],
  [
    'what the area needs, where nothing is named',
    'contacts',
    { message: 'This oauth-token (CLjA-secret) does not have proper permissions!' },
    scopeMessage('contacts', 'crm.objects.contacts.read'),
  ],
  [
    'what the area needs, of a page',
    'pipelines',
    '<html></html>',
    scopeMessage('deal pipelines', 'crm.objects.deals.read'),
  ],
  [
    'nothing, where nobody knows',
    'account',
    {},
    'The access token of this gateway may not read this in HubSpot (docs/hubspot.md).',
  ],
])('a 403 names %s', (_, entity, body, message) => {
  expect(classifierFor(entity)(answer(403, body))?.error.message).toBe(message)
})
