import { buildSchema, Kind, parse, type FieldNode, type OperationDefinitionNode } from 'graphql'
import { expect, test } from 'vitest'
import { readFirst } from '../../../server/limits/read-first.ts'

const schema = buildSchema('type Query { rows(first: Int = 25, last: Int): Int, all: Int }')
const { rows, all } = schema.getQueryType()!.getFields()

function first(text: string, variables: Record<string, unknown> = {}): number | undefined {
  const [operation] = parse(text).definitions as OperationDefinitionNode[]
  const node = operation!.selectionSet.selections.find(({ kind }) => kind === Kind.FIELD) as FieldNode
  return readFirst(node.name.value === 'rows' ? rows! : all!, node, variables, operation!, 100)
}

test.each<[string, Record<string, unknown>, number | undefined]>([
  ['{ all }', {}, undefined],
  ['{ rows }', {}, 25],
  ['{ rows(first: 10) }', {}, 10],
  ['{ rows(first: 1000) }', {}, 100],
  ['{ rows(first: "ten") }', {}, 25],
  ['query ($n: Int) { rows(first: $n) }', { n: 7 }, 7],
  ['query ($n: Int) { rows(first: $n) }', {}, 100],
  ['query ($n: Int = 10) { rows(first: $n) }', {}, 10],
  ['query ($n: Int = 10) { rows(first: $n) }', { n: 50 }, 50],
  ['query ($n: Int = 10) { rows(first: $n) }', { n: null }, 25],
  ['query ($n: Int = 1000) { rows(first: $n) }', {}, 100],
])('%s with %j may give as many rows: %s', (text, variables, expected) => {
  expect(first(text, variables)).toBe(expected)
})

test.each<[string, Record<string, unknown>, number | undefined]>([
  ['{ rows(last: 10) }', {}, 10],
  ['{ rows(first: 100, last: 10) }', {}, 10],
  ['{ rows(first: 10, last: 1000) }', {}, 100],
  ['{ rows(last: -1) }', {}, 0],
  ['{ rows(last: null) }', {}, 25],
  ['query ($n: Int) { rows(last: $n) }', { n: 70 }, 70],
  ['query ($n: Int) { rows(last: $n) }', { n: null }, 25],
  ['query ($n: Int) { rows(first: 7, last: $n) }', {}, 7],
  ['query ($n: Int = 70) { rows(last: $n) }', {}, 70],
  ['{ all(last: 70) }', {}, undefined],
])('backwards, %s with %j may give as many rows: %s', (text, variables, expected) => {
  expect(first(text, variables)).toBe(expected)
})
