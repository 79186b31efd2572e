import { describe, expect, test } from 'vitest'
import { isForeignHttpEvent, isHttpEvent, toRequest, type HttpEvent } from '../../../server/lambda/http-event.ts'

/** As in AWS's documentation of payload format 2.0. */
function eventOf(
  own: Partial<HttpEvent> = {},
  http: Partial<HttpEvent['requestContext']['http']> = {},
  stage = '$default',
) {
  const { requestContext, ...rest } = {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/graphql',
    rawQueryString: '',
    headers: { host: 'portal.example.com', accept: 'application/json, text/plain' },
    isBase64Encoded: false,
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      domainName: 'id.execute-api.eu-central-1.amazonaws.com',
      domainPrefix: 'id',
      http: {
        method: 'GET',
        path: '/graphql',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'agent',
        ...http,
      },
      requestId: 'id',
      routeKey: '$default',
      stage,
      time: '12/Mar/2026:19:03:58 +0000',
      timeEpoch: 1_583_348_638_390,
    },
  }
  return { ...rest, requestContext, ...own }
}

describe('an event of an HTTP API or a function URL', () => {
  test('is a request with its query, headers and cookies', () => {
    const request = toRequest(eventOf({ rawQueryString: 'a=1&a=2&b=%20', cookies: ['session=s', 'theme=dark'] }))

    expect([request.method, request.url]).toEqual(['GET', 'https://portal.example.com/graphql?a=1&a=2&b=%20'])
    expect(Object.fromEntries(request.headers)).toEqual({
      host: 'portal.example.com',
      accept: 'application/json, text/plain',
      cookie: 'session=s; theme=dark',
    })
  })

  test.each([
    ['text', { body: '{"query":"{ a }"}' }, '{"query":"{ a }"}'],
    ['base64', { body: Buffer.from('ä\0').toString('base64'), isBase64Encoded: true }, 'ä\0'],
    ['nothing', {}, ''],
  ])('has a body from %s', async (_, own, body) => {
    expect(await toRequest(eventOf(own, { method: 'POST' })).text()).toBe(body)
  })

  test('of GET has no body, whatever is sent with it', async () => {
    expect(await toRequest(eventOf({ body: 'body' })).text()).toBe('')
  })

  test.each([
    ['$default', '/prod/graphql', '/prod/graphql'],
    ['prod', '/prod/graphql', '/graphql'],
    ['prod', '/prod', '/'],
    ['prod', '/products', '/products'],
    ['prod', '/graphql', '/graphql'],
    ['$default', '', '/'],
    ['$default', '//other.example/path', '//other.example/path'],
  ])('at the stage %s is at a path without it: %s is %s', (stage, rawPath, path) => {
    const url = new URL(toRequest(eventOf({ rawPath }, {}, stage)).url)

    expect([url.host, url.pathname]).toEqual(['portal.example.com', path])
  })

  test('without a host header is at the domain of the API', () => {
    expect(toRequest(eventOf({ headers: {} })).url).toBe('https://id.execute-api.eu-central-1.amazonaws.com/graphql')
  })
})

test.each([
  ['payload format 2.0', eventOf(), [true, false]],
  ['payload format 1.0', { version: '1.0', httpMethod: 'GET', path: '/' }, [false, true]],
  ['a balancer', { httpMethod: 'GET', requestContext: { elb: {} } }, [false, true]],
  ['a schedule', { 'detail-type': 'Scheduled Event' }, [false, false]],
  ['nothing', null, [false, false]],
])('an event of %s is told from others', (_, event, expected) => {
  expect([isHttpEvent(event), isForeignHttpEvent(event)]).toEqual(expected)
})
