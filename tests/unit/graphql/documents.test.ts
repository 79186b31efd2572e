import { hash } from 'node:crypto'
import { buildSchema, GraphQLError } from 'graphql'
import { describe, expect, test } from 'vitest'
import { createDocuments } from '../../../server/graphql/documents.ts'

const schema = buildSchema('type Query { name(of: String): String }')
const create = () => createDocuments({ schema, maxTokens: 1_000, hideSuggestions: false })
const keyOf = (text: string) => `some prefix:${hash('sha256', text)}`
const other = (nth: number) => `{ name(of: "${String(nth).padStart(900, '.')}") }`

describe('a document', () => {
  test('is the same one for all who look at it, when it is valid', async () => {
    const { parsed, store } = create()
    const document = parsed('{ name }')

    expect(parsed('{ name }')).toBe(document)
    expect(await store.get(keyOf('{ name }'))).toBe(document)
  })

  test('that is not valid is left to Apollo Server, which says why', async () => {
    const { parsed, store } = create()
    parsed('{ nothing }')

    expect(await store.get(keyOf('{ nothing }'))).toBeUndefined()
    expect(await store.get(keyOf('{ nothing }'))).toBeUndefined()
  })

  test('that was not parsed is not known', async () => {
    expect(await create().store.get(keyOf('{ name }'))).toBeUndefined()
  })

  test('that cannot be parsed, or has too many tokens, is refused each time', () => {
    const { parsed } = create()
    for (const text of ['{', `{ ${'name '.repeat(1_001)} }`]) {
      expect(() => parsed(text)).toThrow(GraphQLError)
      expect(() => parsed(text)).toThrow(GraphQLError)
    }
  })

  test('with half a surrogate pair, which has the bytes of another one, cannot be parsed', async () => {
    const { parsed, store } = create()
    const [half, whole] = ['{ name(of: "\ud83d") }', '{ name(of: "\ufffd") }']
    expect(hash('sha256', half)).toBe(hash('sha256', whole))

    for (const text of [half, `# \ud83d\n{ name }`]) expect(() => parsed(text)).toThrow(GraphQLError)
    expect(await store.get(keyOf(half))).toBeUndefined()
  })

  test('that came once is forgotten after many others, and one that came twice is not', async () => {
    const { parsed, store } = create()
    const once = parsed('{ a: name }')
    const twice = parsed('{ b: name }')
    parsed('{ b: name }')
    for (let nth = 0; nth < 300; nth++) parsed(other(nth))

    expect(await store.get(keyOf('{ a: name }'))).toBeUndefined()
    expect(parsed('{ a: name }')).not.toBe(once)
    expect(await store.get(keyOf('{ b: name }'))).toBe(twice)
    expect(parsed('{ b: name }')).toBe(twice)
  })

  test('that is very long is parsed each time', () => {
    const { parsed } = create()
    const text = `{ name(of: "${'a'.repeat(100_000)}") }`

    expect(parsed(text)).not.toBe(parsed(text))
  })

  test('that is forgotten does not take along the same one that has come anew', async () => {
    const { parsed, store } = create()
    parsed('{ a: name }')
    for (let nth = 0; nth < 300; nth++) parsed(other(nth))
    const again = parsed('{ a: name }')
    for (let nth = 300; nth < 400; nth++) parsed(other(nth))

    expect(await store.get(keyOf('{ a: name }'))).toBe(again)
  })
})
