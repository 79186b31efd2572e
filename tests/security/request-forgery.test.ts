import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portalCall } from '../integration/sign-in/sign-in-world.ts'
import { operation, operationHash } from '../integration/sign-in/build-folder.ts'
import { codesOf, origin, startProduction, type Production } from './production.ts'

/*
 * A foreign page makes the browser send the session along. What it can send without asking first: GET, HEAD and POST with
 * the three types of forms, and no header of its own choice.
 */

let production: Production
beforeAll(async () => {
  production = await startProduction()
})
afterAll(() => production.close())

const json = JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: operationHash } } })
const search = `?${new URLSearchParams({ extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: operationHash } }) })}`
const free = `?${new URLSearchParams({ query: operation })}`
const form = new FormData()
form.set('operations', json)

describe('a call with the session that a foreign page can send is refused', () => {
  test.each<[string, string, RequestInit]>([
    ['GET of an operation of the portal', search, {}],
    ['GET of a document', free, {}],
    ['GET with a type of JSON', search, { headers: { 'content-type': 'application/json' } }],
    ['GET with the type of a form', search, { headers: { 'content-type': 'text/plain' } }],
    ['GET as an image loads it', search, { headers: { accept: 'image/*', 'sec-fetch-site': 'cross-site' } }],
    ['GET as a script loads it', search, { headers: { accept: '*/*', 'sec-fetch-dest': 'script' } }],
    ['POST as text', '', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: json }],
    [
      'POST as text that names JSON',
      '',
      { method: 'POST', headers: { 'content-type': 'text/plain; application/json' }, body: json },
    ],
    [
      'POST as a form',
      '',
      {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ query: operation }),
      },
    ],
    ['POST as a form with files', '', { method: 'POST', body: form }],
    ['POST without a type', search, { method: 'POST', body: new Blob([json]) }],
    ['POST without a body', search, { method: 'POST' }],
    ['POST of JSON', '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: json }],
  ])('%s', async (_, query, init) => {
    const answer = await production.maya.ask(`${origin}/graphql${query}`, {
      ...init,
      headers: { accept: 'application/json', ...(init.headers as Record<string, string>) },
    })

    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.text).not.toMatch(/"data"|Maya/)
    expect(codesOf(answer)).toEqual(['FORBIDDEN'])
  })

  test.each(['cross-site', 'same-site', 'CROSS-SITE', 'other'])(
    'with the header of the portal, and %s as its origin by the browser',
    async (site) => {
      const answer = await production.maya.ask(`${origin}/graphql`, {
        method: 'POST',
        headers: { ...portalCall, 'sec-fetch-site': site },
        body: json,
      })

      expect([answer.status, codesOf(answer)]).toEqual([403, ['FORBIDDEN']])
    },
  )
})

test('the portal itself is answered, so that the rest means something', async () => {
  const headers = { ...portalCall, 'sec-fetch-site': 'same-origin' }
  const answer = await production.maya.ask(`${origin}/graphql`, { method: 'POST', headers, body: json })

  expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('Maya')])
})

test('a foreign page cannot sign anybody out', async () => {
  for (const init of [
    { method: 'POST' },
    { method: 'GET' },
    { method: 'POST', body: new URLSearchParams({ a: 'b' }) },
    { method: 'POST', headers: { 'x-portal': '1', 'sec-fetch-site': 'cross-site' } },
  ]) {
    const answer = await production.maya.ask(`${origin}/auth/logout`, init)
    expect([403, 405]).toContain(answer.status)
  }
  expect((await production.askInSession(JSON.parse(json))).status).toBe(200)
})

test('no origin is given leave for anything, wherever it asks', async () => {
  const granted: string[] = []
  for (const foreign of [
    'https://evil.test',
    'null',
    `${origin}.evil.test`,
    'https://portal.test:444',
    'http://portal.test',
  ]) {
    for (const path of [
      '/graphql',
      '/schema.graphql',
      '/config.json',
      '/metrics',
      '/auth/logout',
      '/',
      '/health/live',
    ]) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await production.maya.ask(`${origin}${path}`, {
          method,
          headers: {
            origin: foreign,
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'x-portal,content-type',
          },
        })
        const given = [...headers.keys()].filter((name) => name.startsWith('access-control-'))
        if (given.length > 0) granted.push(`${method} ${path} for ${foreign}: ${given.join()}`)
      }
    }
  }

  expect(granted).toEqual([])
})
