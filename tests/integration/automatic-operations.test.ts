import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPersistedClient } from '../support/apollo-client.mjs'
import { startWorld, type World } from '../support/world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

interface Sent {
  readonly method: string
  readonly hasDocument: boolean
}

/** A client, with what it has sent. */
async function createClient(options: { readonly useGETForHashedQueries: boolean }) {
  const sent: Sent[] = []
  const client = createPersistedClient({
    ...options,
    uri: `${world.url}/graphql`,
    headers: { authorization: `Bearer ${await world.token('viewer')}` },
    sha256,
    fetch(uri, init) {
      const { method = 'GET', body } = init ?? {}
      const text = typeof body === 'string' ? body : decodeURIComponent(new URL(String(uri)).search)
      sent.push({ method, hasDocument: text.includes('viewer') })
      return fetch(uri, init)
    },
  })
  return { client, sent }
}

describe.each([{ useGETForHashedQueries: false }, { useGETForHashedQueries: true }])(
  'Apollo Client with persisted queries, $useGETForHashedQueries for GET,',
  (options) => {
    test('sends a document once, and its hash from then on, by all clients', async () => {
      const method = options.useGETForHashedQueries ? 'GET' : 'POST'
      const { client, sent } = await createClient(options)
      const document = `query Mine { viewer { name roles } ticket(id: "${method}") { id } }`
      const answers = [await client.query(document), await client.query(document)]
      const other = await createClient(options)
      answers.push(await other.client.query(document))

      for (const { data, error } of answers) {
        expect(error).toBeUndefined()
        expect(data).toMatchObject({ viewer: { roles: ['VIEWER'] } })
      }
      expect(sent.map(({ hasDocument }) => hasDocument)).toEqual([false, true, false])
      expect([sent[0]?.method, sent[2]?.method]).toEqual([method, method])
      expect(other.sent).toEqual([{ method, hasDocument: false }])
    })

    test('tells errors of the document as ever', async () => {
      const { client } = await createClient(options)
      await expect(client.query('query Wrong { viewer { unknown } }')).rejects.toThrow(/unknown/)
    })
  },
)

describe('a hash', () => {
  const document = '{ viewer { id } }'
  const post = async (body: object) => {
    const response = await fetch(`${world.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await world.token('viewer')}` },
      body: JSON.stringify(body),
    })
    const { data, errors } = (await response.json()) as {
      data?: unknown
      errors?: { message: string; extensions: { code: string; requestId?: string } }[]
    }
    return { status: response.status, data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message }
  }
  const persistedQuery = (sha256Hash: unknown, version: unknown = 1) => ({
    extensions: { persistedQuery: { version, sha256Hash } },
  })

  test('that is not known is answered with the standard error, and nothing is executed', async () => {
    expect(await post(persistedQuery(sha256('{ never }')))).toEqual({
      status: 200,
      data: undefined,
      code: 'PERSISTED_QUERY_NOT_FOUND',
      message: 'PersistedQueryNotFound',
    })
  })

  test('that is another document’s is refused, and neither is kept', async () => {
    const other = sha256('{ viewer { name } }')
    const refused = await post({ ...persistedQuery(other), query: document })

    expect(refused).toMatchObject({ status: 400, code: 'BAD_USER_INPUT' })
    expect(refused.message).toContain('SHA-256')
    expect(await post(persistedQuery(other))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' })
    expect(await post(persistedQuery(sha256(document)))).toMatchObject({ code: 'PERSISTED_QUERY_NOT_FOUND' })
  })

  test.each<[string, unknown, unknown]>([
    ['of another version', sha256(document), 2],
    ['that is a number', 1, 1],
    ['that is no text', ['__proto__'], 1],
  ])('%s is refused', async (_, hash, version) => {
    for (const query of [undefined, document]) {
      expect(await post({ ...persistedQuery(hash, version), query })).toMatchObject({
        status: 400,
        code: 'BAD_USER_INPUT',
      })
    }
  })

  test('of a document that is too expensive is refused each time', async () => {
    const query = `{ ${Array.from({ length: 2_000 }, (_, n) => `a${n}: viewer { id }`).join(' ')} }`
    expect(await post({ ...persistedQuery(sha256(query)), query })).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE' })
    expect(await post(persistedQuery(sha256(query)))).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE' })
  })
})
