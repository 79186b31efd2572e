import { describe, expect, test } from 'vitest'
import {
  ConnectWiseRefusal,
  classifyConnectWiseResponse,
} from '../../../../server/vendors/connectwise/classify-response.ts'

const classify = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  classifyConnectWiseResponse({
    status,
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body, null, 2),
  })

test.each([
  [200, '[]', {}],
  [201, '{"id":1}', { 'content-type': 'application/json' }],
] as const)('a good answer (%i) passes', (status, body, headers) => {
  expect(classify(status, body, headers)).toBeNull()
})

test.each([
  ['a page with 200', 200, '<!DOCTYPE html><p>Maintenance', 'VENDOR_BAD_RESPONSE', 'never', 'html'],
  ['401', 401, { code: 'Unauthorized', message: 'x' }, 'VENDOR_UNAUTHORIZED', 'never', 'credentials'],
  ['the router', 400, 'Cannot route. Codebase/company is invalid', 'VENDOR_UNAUTHORIZED', 'never', 'cannot-route'],
  ['403 in JSON', 403, { code: 'Security', message: 'No.' }, 'VENDOR_FORBIDDEN', 'never', 'refused-403'],
  ['403 as a page', 403, '<html>', 'VENDOR_FORBIDDEN', 'never', 'rights'],
  [
    '404 in JSON',
    404,
    { code: 'NotFound', message: 'Ticket 1 not found' },
    'VENDOR_BAD_RESPONSE',
    'never',
    'refused-404',
  ],
  ['404 as a page', 404, '<html>', 'VENDOR_BAD_RESPONSE', 'never', 'status-404'],
  ['a redirect', 302, '', 'VENDOR_BAD_RESPONSE', 'never', 'status-302'],
  [
    '500',
    500,
    { code: 'ConnectWiseApi', message: 'A timeout has occured.' },
    'VENDOR_UNAVAILABLE',
    'trouble',
    'status-500',
  ],
  ['504 as a page', 504, '<html>', 'VENDOR_UNAVAILABLE', 'trouble', 'status-504'],
] as const)('%s is told', (_, status, body, code, kind, reason) => {
  const classification = classify(status, body)

  expect({ code: classification?.error.code, kind: classification?.kind, reason: classification?.reason }).toEqual({
    code,
    kind,
    reason,
  })
})

test.each([
  [{ 'retry-after': '31' }, 31],
  [{ 'retry-after': 'Tue, 24 Nov 2026 12:00:20 GMT', date: 'Tue, 24 Nov 2026 12:00:00 GMT' }, 20],
  [{}, 30],
  [{ 'retry-after': 'soon' }, 30],
])('429 with %j says how long', (headers: Record<string, string>, seconds) => {
  const classification = classify(429, { error: 'ConnectWiseAPI', message: 'Too many requests.' }, headers)

  expect([classification?.error.code, classification?.kind]).toEqual(['VENDOR_RATE_LIMITED', 'limit'])
  expect(classification?.error.retryAfterSeconds).toBe(seconds)
})

describe('a version of the API that ConnectWise does not take', () => {
  const asked = 'ConnectWise does not take the version 2025.16 of its API'

  test.each<[string, number, unknown, boolean]>([
    ['told in words', 400, { code: 'ConnectWiseApi', message: 'The API version 2025.16 is not supported.' }, true],
    ['told of the header', 400, { code: 'ConnectWiseApi', message: 'Check your accept header.' }, true],
    ['told by the status', 406, '', true],
    ['told by the status, as a page', 415, '<html>', true],
    [
      'that is only hinted at: a property is unknown',
      400,
      {
        code: 'ConnectWiseApi',
        message:
          "Could not find member 'x' on object of type 'Ticket'. Check your accept header to make sure you are using the correct version.",
      },
      false,
    ],
    ['of which nothing is said', 400, { code: 'InvalidObject', message: 'ticket object is invalid' }, false],
  ])('%s', (_, status, body, isVersion) => {
    const classification = classify(status, body)

    expect([classification?.reason === 'version', classification?.error.message.startsWith(asked)]).toEqual([
      isVersion,
      isVersion,
    ])
  })
})

test('what ConnectWise says itself is for the log, without what the call signed in with', () => {
  const headers = { authorization: `Basic ${btoa('acme+PUBLICKEY1:private-key-2')}`, clientId: 'client-3' }
  const message = `Key PUBLICKEY1 with private-key-2 and client-3 of ${headers.authorization} is refused.`
  const said = (status: number) =>
    classifyConnectWiseResponse({ status, headers: {}, body: JSON.stringify({ code: 'X', message }) }, { headers })
      ?.said

  expect([400, 401, 403, 500].map(said)).toEqual(
    Array(4).fill('Key [redacted] with [redacted] and [redacted] of Basic [redacted] is refused.'),
  )
})

test.each([
  ['that are shown', 'x', 300],
  ['that are looked at', ' ', 4_000],
])('nothing is shown of a secret that stands at the end of the words %s', (_, filler, end) => {
  const privateKey = 'Q'.repeat(12)
  const headers = { authorization: `Basic ${btoa(`acme+PUBLICKEY1:${privateKey}`)}`, clientId: 'client-3' }
  const saidWith = (before: number) => {
    const message = `${filler.repeat(before)} ${privateKey} is refused.`
    return classifyConnectWiseResponse(
      { status: 400, headers: {}, body: JSON.stringify({ code: 'X', message }) },
      { headers },
    )?.said
  }

  const said = Array.from({ length: 14 }, (_, nth) => saidWith(end - nth))
  expect(said.filter((words) => words === undefined || words.includes('Q'))).toEqual([])
})

describe('ConnectWise’s own refusal', () => {
  const wordsOf = (status: number, body: unknown) => {
    const error = classify(status, body)?.error
    return error instanceof ConnectWiseRefusal ? error.words : null
  }

  test('has its reasons in plain words', () => {
    const errors = [
      { code: 'NotFound', message: 'Service Status 17 not found\r\n for Service Board 21' },
      { message: 'Two.' },
    ]

    expect(wordsOf(400, { code: 'InvalidObject', message: 'ticket object is invalid', errors })).toBe(
      'Service Status 17 not found for Service Board 21 Two.',
    )
    expect(wordsOf(400, { code: 'InvalidObject', message: 'only this', errors: null })).toBe('only this')
  })

  test('names no address, and is not endless', () => {
    const words = wordsOf(400, {
      code: 'X',
      message: `see https://api-na.myconnectwise.net/v4/x?a=1 or na.myconnectwise.net`,
    })

    expect(words).toBe('see … or …')
    expect(wordsOf(400, { code: 'X', message: 'a'.repeat(1_000) })?.length).toBe(300)
  })

  test('is none when it comes from in between', () => {
    expect([
      wordsOf(400, 'Cannot route. Codebase/company is invalid'),
      wordsOf(404, '<html>'),
      wordsOf(401, { code: 'Unauthorized', message: 'x' }),
      wordsOf(500, { code: 'ConnectWiseApi', message: 'x' }),
      wordsOf(429, { error: 'ConnectWiseAPI', message: 'x' }),
    ]).toEqual([null, null, null, null, null])
  })

  test('does not show what it says in the message callers get', () => {
    expect(classify(400, { code: 'X', message: 'planted-7731' })?.error.message).not.toMatch(/planted/)
  })
})
