import { describe, expect, test, vi } from 'vitest'
import { errorCodes } from '../../../../server/errors/codes.ts'

// The build makes this module; no operation is sent here.
vi.mock('virtual:persisted-operations', () => ({ default: {} }))

// Not by name: their types are those of Apollo Client and of a browser, which the server's settings do not check.
const load = (path: string): Promise<unknown> => import(/* @vite-ignore */ path)
const client = new URL('../../../../client/', import.meta.url).href
const { problemsOf, vendorName } = (await load(`${client}graphql/problems.ts`)) as {
  problemsOf: (error: unknown) => Problem[]
  vendorName: (vendor: string) => string
}
const { GatewayError } = (await load(`${client}graphql/gateway-link.ts`)) as {
  GatewayError: new (message: string, facts: { status: number; code?: string; requestId?: string }) => Error
}
const { errorCodes: codesOfPortal } = (await load(`${client}graphql/error-codes.ts`)) as { errorCodes: string[] }
const { CombinedGraphQLErrors } = (await load('@apollo/client/errors')) as {
  CombinedGraphQLErrors: new (result: { errors: object[]; data?: object }) => Error
}

interface Problem {
  readonly title: string
  readonly advice: string
  readonly code: string
  readonly field: string | null
  readonly requestId: string | null
  readonly retryAfterSeconds: number | null
  readonly remedy: string | null
}

const graphError = (code: string, more: object = {}) =>
  new CombinedGraphQLErrors({
    errors: [{ message: 'the words of the gateway', path: ['summary', 'byDay'], extensions: { code, ...more } }],
  })

const remedies: Record<(typeof errorCodes)[number], string | null> = {
  UNAUTHENTICATED: 'sign-in',
  FORBIDDEN: null,
  GRAPHQL_PARSE_FAILED: 'reload',
  GRAPHQL_VALIDATION_FAILED: 'reload',
  OPERATION_RESOLUTION_FAILURE: 'reload',
  BAD_USER_INPUT: 'clear-filters',
  NOT_FOUND: null,
  FEATURE_DISABLED: null,
  TOO_MANY_REQUESTS: 'retry',
  QUERY_TOO_EXPENSIVE: null,
  PERSISTED_QUERY_NOT_FOUND: 'reload',
  PERSISTED_QUERY_NOT_SUPPORTED: 'reload',
  VENDOR_NOT_CONFIGURED: null,
  VENDOR_UNAUTHORIZED: null,
  VENDOR_FORBIDDEN: null,
  VENDOR_RATE_LIMITED: 'retry',
  VENDOR_TIMEOUT: 'retry',
  VENDOR_UNAVAILABLE: 'retry',
  VENDOR_BAD_RESPONSE: 'retry',
  INTERNAL_SERVER_ERROR: 'retry',
}

describe('every code of the gateway', () => {
  test('is known to the portal, where one without words does not compile', () => {
    expect(codesOfPortal).toEqual(errorCodes)
  })

  test.each(errorCodes)('%s has words, and a remedy where there is one', (code) => {
    expect(problemsOf(graphError(code, { vendor: 'AUTOTASK', requestId: 'r-1', retryAfterSeconds: 30 }))).toEqual([
      {
        title: code.startsWith('VENDOR_') ? expect.stringContaining('Autotask') : expect.stringMatching(/\w+ \w+/),
        advice: expect.stringMatching(/\w+ \w+/),
        code,
        field: 'summary',
        requestId: 'r-1',
        retryAfterSeconds: 30,
        remedy: remedies[code],
      },
    ])
  })

  test('has words of its own', () => {
    const titles = errorCodes.map((code) => problemsOf(graphError(code))[0]?.title)
    expect(new Set(titles).size).toBe(errorCodes.length)
  })

  test('leads somewhere, either by a button or by what the words advise', () => {
    const advised = errorCodes.filter((code) => remedies[code] === null)
    expect(advised.map((code) => [code, problemsOf(graphError(code))[0]?.advice])).toEqual([
      ['FORBIDDEN', 'Ask an administrator for the role it needs.'],
      ['NOT_FOUND', 'It may have been removed.'],
      ['FEATURE_DISABLED', 'An administrator can switch it on.'],
      ['QUERY_TOO_EXPENSIVE', 'Choose a shorter range.'],
      ['VENDOR_NOT_CONFIGURED', 'An administrator has to add it.'],
      ['VENDOR_UNAUTHORIZED', 'An administrator has to renew them.'],
      ['VENDOR_FORBIDDEN', 'The API user is missing a permission.'],
    ])
  })
})

test('a refusal of HubSpot names the missing scope in the words of the gateway', () => {
  const [problem] = problemsOf(graphError('VENDOR_FORBIDDEN', { vendor: 'HUBSPOT' }))
  expect(problem?.advice).toBe('the words of the gateway')
})

/** A problem that says nothing but its words. */
const bare = { field: null, requestId: null, retryAfterSeconds: null }

describe('a problem', () => {
  test.each([undefined, null])('is none without an error: %j', (error) => {
    expect(problemsOf(error)).toEqual([])
  })

  test('of each error of an answer is told, in its order', () => {
    const error = new CombinedGraphQLErrors({
      data: {},
      errors: [
        { message: 'a', path: ['tickets'], extensions: { code: 'VENDOR_TIMEOUT', vendor: 'HUBSPOT' } },
        { message: 'b', path: [0], extensions: { code: 'SOMETHING_NEW', requestId: 7, retryAfterSeconds: 'soon' } },
        { message: 'c' },
      ],
    })
    expect(problemsOf(error)).toEqual([
      {
        ...bare,
        title: 'HubSpot takes too long to answer',
        advice: 'It is slow at the moment.',
        code: 'VENDOR_TIMEOUT',
        field: 'tickets',
        remedy: 'retry',
      },
      {
        ...bare,
        title: 'Something went wrong on our side',
        advice: 'b',
        code: 'SOMETHING_NEW',
        remedy: 'retry',
      },
      {
        ...bare,
        title: 'Something went wrong on our side',
        advice: 'c',
        code: 'INTERNAL_SERVER_ERROR',
        remedy: 'retry',
      },
    ])
  })

  test.each([
    [{ status: 0, code: 'TypeError' }, 'The gateway cannot be reached', 'UNREACHABLE', 'retry'],
    [{ status: 502 }, 'The gateway cannot answer now', 'HTTP_502', 'retry'],
    [{ status: 503 }, 'The gateway cannot answer now', 'HTTP_503', 'retry'],
    [{ status: 503, code: 'INTERNAL_SERVER_ERROR' }, 'The gateway cannot answer now', 'HTTP_503', 'retry'],
    [{ status: 401, code: 'UNAUTHENTICATED' }, 'You are signed out', 'UNAUTHENTICATED', 'sign-in'],
    [{ status: 429, code: 'TOO_MANY_REQUESTS' }, 'Too many requests in a short time', 'TOO_MANY_REQUESTS', 'retry'],
    [{ status: 400, code: 'BAD_USER_INPUT' }, 'The portal has been updated', 'PERSISTED_QUERY_NOT_FOUND', 'reload'],
    [
      { status: 400, code: 'PERSISTED_QUERY_NOT_FOUND' },
      'The portal has been updated',
      'PERSISTED_QUERY_NOT_FOUND',
      'reload',
    ],
    [{ status: 418 }, 'Something went wrong on our side', 'INTERNAL_SERVER_ERROR', 'retry'],
  ])('of a whole answer %j is told by its status and code', (facts, title, code, remedy) => {
    expect(problemsOf(new GatewayError('no', { ...facts, requestId: 'r-2' }))).toEqual([
      { ...bare, title, advice: expect.stringMatching(/\w/), code, requestId: 'r-2', remedy },
    ])
  })

  test('that comes of too many operations says when to try again', () => {
    const facts = { status: 429, code: 'TOO_MANY_REQUESTS', requestId: 'r-3', retryAfterSeconds: 41 }
    expect(problemsOf(new GatewayError('You have sent too many.', facts))).toEqual([
      {
        ...bare,
        title: 'Too many requests in a short time',
        advice: 'Wait a moment.',
        code: 'TOO_MANY_REQUESTS',
        requestId: 'r-3',
        retryAfterSeconds: 41,
        remedy: 'retry',
      },
    ])
  })

  test.each([
    [new Error('out of memory'), 'out of memory'],
    ['thrown text', ''],
  ])('of our own is told too: %s', (error, advice) => {
    expect(problemsOf(error)).toEqual([
      { ...bare, title: 'Something went wrong', advice, code: 'INTERNAL', remedy: 'retry' },
    ])
  })
})

test('vendors are called by their names, and unknown ones by what the gateway calls them', () => {
  expect(['AUTOTASK', 'HUBSPOT', 'CONNECTWISE', 'NEWCOMER'].map(vendorName)).toEqual([
    'Autotask',
    'HubSpot',
    'ConnectWise',
    'NEWCOMER',
  ])
})
