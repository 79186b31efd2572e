import { buildSchema, execute, parse, type GraphQLResolveInfo } from 'graphql'
import { expect, test } from 'vitest'
import { selectsAny } from '../../../server/graphql/selected-fields.ts'

const schema = buildSchema(`
  type Query { list: List }
  type List { totalCount: Int nodes: [Row!] edges: [Row!] }
  type Row { nodes: Int }
`)

/** The resolver's view of `list` in this document. */
async function infoOf(document: string): Promise<GraphQLResolveInfo> {
  let seen: GraphQLResolveInfo | undefined
  const list = (_args: object, _context: unknown, info: GraphQLResolveInfo) => {
    seen = info
    return {}
  }
  await execute({ schema, document: parse(document), rootValue: { list } })
  if (!seen) throw new Error('The field was not resolved.')
  return seen
}

const shows = async (document: string) => selectsAny(await infoOf(document), ['nodes', 'edges'])

test.each([
  ['itself', '{ list { totalCount nodes { nodes } } }'],
  ['under another name', '{ list { rows: edges { nodes } } }'],
  ['in a part of its selections', '{ list { totalCount } list { edges { nodes } } }'],
  ['in an inline fragment', '{ list { ... on List { nodes { nodes } } } }'],
  [
    'in a fragment of a fragment',
    '{ list { ...A } } fragment A on List { ...B } fragment B on List { nodes { nodes } }',
  ],
])('a field is found %s', async (_, document) => {
  expect(await shows(document)).toBe(true)
})

test('a field is not found where others are selected', async () => {
  expect(
    await shows('{ list { totalCount ...A } } fragment A on List { __typename nodesOfAnotherName: totalCount }'),
  ).toBe(false)
})
