import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codesOf, origin, startProduction, type Production, type Reply } from './production.ts'

/*
 * The checks of graphql-cop 1.14 (https://github.com/dolevf/graphql-cop), which look for common weak spots of GraphQL
 * servers. Signed out all of them end with HTTP 401, so they are made with a token.
 */

let production: Production

beforeAll(async () => {
  production = await startProduction()
})
afterAll(() => production.close())

const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => piece(i)).join(' ')
const get = (search: string, headers: Record<string, string> = {}): Promise<Reply> =>
  production.anybody.ask(`${origin}/graphql${search}`, {
    headers: { ...production.bearer, accept: 'application/json', ...headers },
  })
const refusedFor = (measure: string) => ({ code: 'QUERY_TOO_EXPENSIVE', measure })
const extensionsOf = ({ text }: Reply) =>
  (JSON.parse(text) as { errors?: { extensions: object }[] }).errors?.map(({ extensions }) => extensions)

describe('denial of service', () => {
  test('alias overloading is refused', async () => {
    const answer = await production.ask({ query: `query cop { ${many(201, (i) => `alias${i}: __typename`)} }` })

    expect([answer.status, extensionsOf(answer)]).toEqual([400, [expect.objectContaining(refusedFor('rootFields'))]])
  })

  test('batch queries are refused', async () => {
    const answer = await production.ask(Array.from({ length: 10 }, () => ({ query: 'query cop { __typename }' })))

    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']])
    expect(answer.text).not.toMatch(/"data"/)
  })

  test('field duplication is refused', async () => {
    const answer = await production.ask({ query: `query cop { ${many(500, () => '__typename')} }` })

    expect([answer.status, extensionsOf(answer)]).toEqual([400, [expect.objectContaining(refusedFor('rootFields'))]])
  })

  test('directive overloading is refused', async () => {
    const query = (count: number) => `query cop { __typename ${many(count, () => '@include(if: true)')} }`
    const few = await production.ask({ query: query(10) })
    const lots = await production.ask({ query: query(101) })

    expect([few.status, codesOf(few)]).toEqual([400, Array.from({ length: 9 }, () => 'GRAPHQL_VALIDATION_FAILED')])
    expect([lots.status, extensionsOf(lots)]).toEqual([400, [expect.objectContaining(refusedFor('directives'))]])
  })

  test('circular introspection is refused', async () => {
    const types = many(4, () => 'fields { type {')
    const query = `query cop { __schema { types { ${types} name ${'} }'.repeat(4)} } } }`
    const answer = await production.ask({ query })

    expect([answer.status, codesOf(answer)]).toEqual([400, ['QUERY_TOO_EXPENSIVE']])
    expect(answer.text).not.toMatch(/"data"/)
  })
})

describe('request forgery', () => {
  const mutation = 'mutation cop { refresh(input: { scope: ALL }) { refreshedAt } }'

  test('GET based mutations are refused', async () => {
    const answer = await get(`?${new URLSearchParams({ query: mutation })}`, { 'apollo-require-preflight': '1' })

    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
    expect(answer.text).not.toMatch(/"data"/)
  })

  test('GET based queries are refused without a header that no form can send', async () => {
    const answer = await get(`?${new URLSearchParams({ query: 'query cop { __typename }' })}`)

    expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_USER_INPUT']])
    expect(answer.text).not.toMatch(/"data"/)
  })

  test.each(['query cop { __typename }', mutation])('POST in the encoding of forms is refused: %s', async (query) => {
    const answer = await production.ask(new URLSearchParams({ query }).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    })

    expect([answer.status, codesOf(answer)]).toEqual([415, ['BAD_USER_INPUT']])
  })
})

test('POST of a form with files is refused', async () => {
  const form = new FormData()
  form.set('operations', JSON.stringify({ query: 'query cop { __typename }', variables: { file: null } }))
  form.set('map', '{"0":["variables.file"]}')
  form.set('0', new Blob(['MZ']), 'cop.exe')
  const answer = await production.anybody.ask(`${origin}/graphql`, {
    method: 'POST',
    headers: { ...production.bearer, 'apollo-require-preflight': '1' },
    body: form,
  })

  expect([answer.status, codesOf(answer)]).toEqual([415, ['BAD_USER_INPUT']])
})

describe('information', () => {
  test('there is no trace mode', async () => {
    const answer = await production.ask(
      { query: 'query cop { __typename }' },
      { 'apollo-tracing': '1', 'x-apollo-tracing': '1' },
    )

    expect(JSON.parse(answer.text)).toEqual({ data: { __typename: 'Query' } })
  })

  test('an error shows no exception and no stack', async () => {
    for (const query of ['qwerty cop { abc }', 'query cop { abc }', 'query cop($a: Nope) { __typename }', '']) {
      const answer = await production.ask({ query })
      expect([query, answer.status]).toEqual([query, 400])
      expect(answer.text).not.toMatch(/exception|stacktrace|node_modules|\.ts:|\bat \S+ \(/)
    }
  })

  test('an error suggests no field', async () => {
    const answer = await production.ask({ query: 'query cop { __schema { directive } }' })

    expect([answer.status, codesOf(answer)]).toEqual([400, ['GRAPHQL_VALIDATION_FAILED']])
    expect(answer.text).not.toMatch(/did you mean/i)
  })

  test('introspection is for callers with a token alone', async () => {
    const query = 'query cop { __schema { types { name fields { name } } } }'

    expect([
      (await production.askSignedOut({ query })).status,
      (await production.askInSession({ query })).status,
      (await production.ask({ query })).status,
    ]).toEqual([401, 400, 200])
  })

  test('there is no GraphQL IDE', async () => {
    const answers: string[] = []
    for (const path of [
      '/graphql',
      '/',
      '/graphiql',
      '/playground',
      '/console',
      '/altair',
      '/voyager',
      '/graphql/console',
    ]) {
      const { text } = await production.anybody.ask(`${origin}${path}`, {
        headers: { accept: 'text/html', ...production.bearer },
      })
      answers.push(text)
    }

    expect(answers.filter((text) => /graphiql|playground|sandbox|altair|voyager/i.test(text))).toEqual([])
  })
})
