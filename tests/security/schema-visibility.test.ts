import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
  type IntrospectionQuery,
  isScalarType,
} from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readTypeDefs } from '../../server/graphql/schema.ts'
import { portalCall, startSignInWorld } from '../integration/sign-in/sign-in-world.ts'
import { codesOf, origin, startProduction, type Production, type Reply } from './production.ts'

let production: Production

beforeAll(async () => {
  production = await startProduction()
})
afterAll(() => production.close())

const introspection = getIntrospectionQuery()
/** What introspection is asked for with, in every form that graphql-js takes. */
const questions = [
  introspection,
  '{ __schema { types { name } } }',
  '{ __type(name: "Query") { fields { name } } }',
  '{ viewer { id } ...F } fragment F on Query { s: __schema { queryType { name } } }',
  'query ($yes: Boolean = true) { __schema @include(if: $yes) { queryType { name } } }',
]

const sdl = (headers: Record<string, string>, method = 'GET') =>
  production.anybody.ask(`${origin}/schema.graphql`, { method, headers })
const inOrder = (text: string) => printSchema(lexicographicSortSchema(buildSchema(text)))
const dataOf = ({ text }: Reply) => (JSON.parse(text) as { data?: unknown }).data

describe('a caller with a token, in production', () => {
  test('may introspect', async () => {
    const answer = await production.ask({ query: introspection })
    const seen = buildClientSchema(dataOf(answer) as IntrospectionQuery)

    expect(answer.status).toBe(200)
    expect(Object.keys(seen.getQueryType()?.getFields() ?? {})).toEqual(
      Object.keys(buildSchema(readTypeDefs().join('\n')).getQueryType()?.getFields() ?? {}),
    )
  })

  test('may read the schema with its descriptions', async () => {
    const answer = await sdl(production.bearer)
    const schema = buildSchema(answer.text)

    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'no-store',
    ])
    expect(schema.getQueryType()?.getFields()['tenants']?.description).toMatch(/Needs the role OPERATOR/)
    const scalars = ['Date', 'DateTime', 'Decimal', 'CurrencyCode'].map((name) => schema.getType(name))
    for (const scalar of scalars) expect(scalar?.description).toMatch(/\w+ \w+/)
    expect(scalars.map((scalar) => isScalarType(scalar) && scalar.specifiedByURL)).toEqual([
      expect.stringContaining('local-date'),
      expect.stringContaining('date-time'),
      undefined,
      expect.stringContaining('iso-4217'),
    ])
    expect(inOrder(answer.text)).toBe(inOrder(readTypeDefs().join('\n')))
  })

  test('may ask for the schema by HEAD, and by nothing that changes', async () => {
    const head = await sdl(production.bearer, 'HEAD')
    const post = await sdl(production.bearer, 'POST')

    expect([head.status, head.text, Number(head.headers.get('content-length')) > 10_000]).toEqual([200, '', true])
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

describe('somebody signed out, in production', () => {
  test('may not introspect', async () => {
    for (const query of questions) {
      const answer = await production.askSignedOut({ query })
      expect([query, answer.status, codesOf(answer)]).toEqual([query, 401, ['UNAUTHENTICATED']])
    }
  })

  test('may not read the schema, with a bad token neither', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer nonsense' },
      { authorization: `Bearer ${production.token}x` },
    ]) {
      const answer = await sdl(headers)
      expect([answer.status, codesOf(answer), answer.headers.get('www-authenticate')]).toEqual([
        401,
        ['UNAUTHENTICATED'],
        'Bearer',
      ])
    }
  })
})

describe('a session of the portal, in production', () => {
  test('may not introspect', async () => {
    for (const query of questions) {
      const answer = await production.askInSession({ query })
      expect([query, answer.status, codesOf(answer), dataOf(answer)]).toEqual([
        query,
        400,
        ['BAD_USER_INPUT'],
        undefined,
      ])
    }
  })

  test('may not read the schema', async () => {
    const answer = await production.maya.ask(`${origin}/schema.graphql`, { headers: portalCall })

    expect([answer.status, codesOf(answer)]).toEqual([401, ['UNAUTHENTICATED']])
  })

  test('learns no name of the schema from an error', async () => {
    const answer = await production.askInSession({ query: '{ viewr { id } }' })

    expect(answer.text).not.toMatch(/did you mean|viewer/i)
  })
})

test('with INTROSPECTION=off nobody may see the schema, and everything else works', async () => {
  const off = await startProduction({ introspection: 'off' })
  try {
    for (const query of questions) {
      const answer = await off.ask({ query })
      expect([query, answer.status, codesOf(answer), dataOf(answer)]).toEqual([
        query,
        400,
        ['GRAPHQL_VALIDATION_FAILED'],
        undefined,
      ])
    }
    const schema = await off.anybody.ask(`${origin}/schema.graphql`, { headers: off.bearer })
    const other = await off.ask({ query: '{ __typename viewer { __typename roles } }' })

    expect([schema.status, codesOf(schema)]).toEqual([403, ['FORBIDDEN']])
    expect(dataOf(other)).toEqual({ __typename: 'Query', viewer: { __typename: 'Viewer', roles: ['VIEWER'] } })
  } finally {
    await off.close()
  }
})

test('in development a session may introspect as well', async () => {
  const world = await startSignInWorld()
  try {
    const browser = world.newBrowser()
    await world.signIn(browser, 'maya')
    const { status, body } = await world.ask(browser, portalCall, { query: '{ __schema { queryType { name } } }' })

    expect([status, body]).toEqual([200, { data: { __schema: { queryType: { name: 'Query' } } } }])
  } finally {
    await world.close()
  }
})
