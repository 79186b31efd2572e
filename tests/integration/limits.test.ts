import { request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusedDocuments } from '../support/worst-documents.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World

beforeAll(async () => {
  world = await startWorld({
    scale: 0.1,
    tenants: true,
    environment: { LIMIT_ANSWER_VALUES: '20000', LIMIT_ANSWER_BYTES: '1048576' },
  })
})
afterAll(() => world.close())
beforeEach(() => world.clearRequests())

describe('a document that was made to cost much', () => {
  // What nests too deep for JSON.stringify has its test in bad-input.test.ts.
  test.each(refusedDocuments.filter(({ variables }) => !('filter' in (variables ?? {}))))(
    'is refused, and nobody is asked anything for it: $name',
    async ({ query, variables, role = 'viewer', measure }) => {
      const { status, body } = await world.query(query, variables, { role })

      expect({ status, data: body.data, errors: body.errors }).toEqual({
        status: 400,
        data: undefined,
        errors: [
          expect.objectContaining({
            extensions: {
              code: 'QUERY_TOO_EXPENSIVE',
              measure,
              asked: expect.any(Number),
              limit: expect.any(Number),
              requestId: expect.any(String),
            },
          }),
        ],
      })
      expect(await world.requests()).toEqual([])
    },
  )

  test('says where in the document', async () => {
    const { body } = await world.query(
      `{ viewer { id }\n  tickets { ${Array.from({ length: 210 }, (_, i) => `a${i}: totalCount`).join(' ')} } }`,
    )

    expect(body.errors?.[0]).toMatchObject({
      message:
        'The operation has 210 aliases, fragments spread; at most 200 are allowed. Ask in several operations. Most of it is in tickets.',
      locations: [{ line: 2, column: 3 }],
    })
  })
})

describe('an answer that is larger than it looks', () => {
  const days = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `a${i}: activitySummary(range: { preset: LAST_365_DAYS }) { byDay { date created completed } }`,
    )

  test('is whole right below the limit', async () => {
    const { body } = await world.query(`{ ${days(18).join(' ')} }`)

    expect(body.errors).toBeUndefined()
    expect(Object.keys(body.data ?? {})).toHaveLength(18)
  })

  test('is given up for its names too, where they are long', async () => {
    const names = Array.from({ length: 99 }, (_, i) => `a${i}${'x'.repeat(9_000)}: __typename`)
    const { status, text, body } = await world.query(
      `{ activitySummary(range: { preset: LAST_365_DAYS }) { byDay { ${names.join(' ')} } } }`,
    )

    expect({ status, data: body.data, code: body.errors?.[0]?.extensions.code }).toEqual({
      status: 200,
      data: null,
      code: 'QUERY_TOO_EXPENSIVE',
    })
    expect(text.length).toBeLessThan(2_000)
  })

  test('is given up as a whole once it has too many values', async () => {
    const { status, body } = await world.query(`{ ${days(19).join(' ')} }`)

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        data: null,
        errors: [
          {
            message:
              'The answer has more than 20,000 values, so it was given up. Ask for fewer rows or fields, or in several operations.',
            extensions: {
              code: 'QUERY_TOO_EXPENSIVE',
              measure: 'answerValues',
              asked: 20_001,
              limit: 20_000,
              requestId: expect.any(String),
            },
          },
        ],
      },
    })
  })

  test('is given up in the middle of rows that wait for more, and the gateway goes on', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        `a${i}: nodes { id title status { label } priority { label } issueType source company { name } hoursLogged }`,
    )
    const query = `{ tickets(range: { preset: LAST_365_DAYS }, first: 100) { ${rows.join(' ')} } }`
    const { body } = await world.query(query)

    expect(body).toMatchObject({ data: null, errors: [{ extensions: { measure: 'answerValues' } }] })
    // A rejection that is left to itself would be reported here, and end a gateway that runs by itself.
    await new Promise(setImmediate)
    expect((await world.query('{ viewer { id } }')).status).toBe(200)
  })

  test('is given up once it is too large, by what its letters take', async () => {
    const { Tickets, rocQueueID } = await world.state()
    const id = Tickets.find((ticket) => ticket.queueID === rocQueueID)!.id
    await world.records('Tickets', { upsert: { id, description: '\u65e5'.repeat(16_000) } })
    const ask = async (count: number, selection: string) => {
      const rows = Array.from({ length: count }, (_, i) => `a${i}: ticket(id: "${id}") { ${selection} }`)
      return (await world.query(`{ ${rows.join(' ')} }`)).body
    }
    const tooLarge = {
      data: null,
      errors: [
        {
          message:
            'The answer is larger than 1,048,576 bytes, so it was given up. Ask for fewer rows or fields, or in several operations.',
          extensions: {
            code: 'QUERY_TOO_EXPENSIVE',
            measure: 'answerBytes',
            asked: expect.any(Number),
            limit: 1_048_576,
            requestId: expect.any(String),
          },
        },
      ],
    }

    expect((await ask(10, 'description')).errors).toBeUndefined()
    // 400,000 letters of three bytes: seen once the answer is written out.
    expect(await ask(25, 'description')).toEqual(tooLarge)
    // 1,600,000 letters: seen while it is made.
    expect(await ask(50, 'description again: description')).toEqual(tooLarge)
  })
})

describe('an answer', () => {
  const rows = '{ tickets(range: { preset: LAST_365_DAYS }, first: 50) { nodes { id title } } }'

  async function ask(query: string, accepted: string) {
    const authorization = `Bearer ${await world.token('viewer')}`
    const headers = { authorization, 'content-type': 'application/json', 'accept-encoding': accepted }
    const call = request(`${world.url}/graphql`, { method: 'POST', headers }).end(JSON.stringify({ query }))
    const [response] = (await once(call, 'response')) as [IncomingMessage]
    return { headers: response.headers, body: await buffer(response) }
  }

  test.each([
    ['br', 'gzip, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    [undefined, 'identity', (body: Buffer) => body],
  ])('goes out in %s to a caller that accepts %s', async (encoding, accepted, open) => {
    const { text } = await world.query(rows)
    const { headers, body } = await ask(rows, accepted)

    expect(headers).toMatchObject({ vary: 'Origin, Accept-Encoding', 'content-length': String(body.length) })
    expect(headers['content-encoding']).toBe(encoding)
    expect(open(body).toString()).toBe(text)
  })

  test('of a few bytes goes out as it is', async () => {
    const { headers } = await ask('{ viewer { id } }', 'br')

    expect(headers['content-encoding']).toBeUndefined()
  })
})
