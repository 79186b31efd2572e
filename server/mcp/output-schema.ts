import {
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql'
import type { TrustedOperation } from '../trusted/documents.ts'
import type { JsonSchema } from './tool.ts'
import { describe, leafSchema, orNull } from './type-schema.ts'

/** The schema of an operation's `data`. */
export function dataSchema(schema: GraphQLSchema, { operation, fragments }: TrustedOperation): JsonSchema {
  const root = schema.getRootType(operation.operation)
  if (!root) throw new Error(`The schema has no ${operation.operation}.`)
  const named = new Map(fragments.map((fragment) => [fragment.name.value, fragment.selectionSet]))
  return objectSchema(root, [operation.selectionSet], named)
}

/** What a value is. Why it may be null, and what it costs, is for those who write queries. */
const firstSentence = (text: string | null | undefined) =>
  text
    ?.replaceAll(/\s+/g, ' ')
    .split(/(?<=\.) (?=[A-Z`])/)
    .at(0)

type Fragments = ReadonlyMap<string, SelectionSetNode>

function objectSchema(type: GraphQLObjectType, selections: readonly SelectionSetNode[], fragments: Fragments) {
  const fields = new Map<string, FieldNode[]>()
  for (const selection of selections) collect(selection, fragments, fields)
  const known = type.getFields()
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const [key, nodes] of fields) {
    const [{ name, directives = [] } = { name: { value: key } }] = nodes
    const field = known[name.value]
    if (!field) throw new Error(`${type.name} has no field ${name.value}.`)
    const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
    properties[key] = { ...valueSchema(field.type, below, fragments), ...describe(firstSentence(field.description)) }
    // What is included on a condition may be missing.
    if (directives.length === 0) required.push(key)
  }
  return { type: 'object', properties, required, additionalProperties: false }
}

/** The fields of a selection by the name that they have in the answer, those of fragments too. */
function collect({ selections }: SelectionSetNode, fragments: Fragments, fields: Map<string, FieldNode[]>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value
      fields.set(key, [...(fields.get(key) ?? []), selection])
      continue
    }
    const below = selection.kind === Kind.INLINE_FRAGMENT ? selection.selectionSet : fragments.get(selection.name.value)
    if (below) collect(below, fragments, fields)
  }
}

function valueSchema(type: GraphQLOutputType, below: readonly SelectionSetNode[], fragments: Fragments): JsonSchema {
  if (!isNonNullType(type)) return orNull(presentSchema(type, below, fragments))
  return presentSchema(type.ofType, below, fragments)
}

function presentSchema(type: GraphQLOutputType, below: readonly SelectionSetNode[], fragments: Fragments): JsonSchema {
  if (isListType(type)) return { type: 'array', items: valueSchema(type.ofType as GraphQLOutputType, below, fragments) }
  if (isObjectType(type)) return objectSchema(type, below, fragments)
  return leafSchema(type)
}
