import { fileURLToPath } from 'node:url'
import {
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql'
import { readOperations } from '../../client/build/persisted-operations.ts'

/** The operations of the portal as the gateway gets them. */
export const readPortalOperations = () => readOperations(fileURLToPath(new URL('../../client', import.meta.url)))

/**
 * Ids in one list: an address of 16 KiB, which is the longest that Node reads, holds no more of them, and all that a page
 * asks for stands in its address.
 */
const mostIds = 2_300

/** The longest text a form takes. */
const longestText = 'x'.repeat(10_000)

/** For every variable of an operation the greatest value that a page can send: whole lists, long texts, full pages. */
export function greatestVariables(schema: GraphQLSchema, text: string): Record<string, unknown> {
  const [operation] = parse(text).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return {}
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => [
      variable.name.value,
      greatest(typeFromAST(schema, type as never) as GraphQLInputType | undefined, 0),
    ]),
  )
}

function greatest(given: GraphQLInputType | undefined, listsAbove: number): unknown {
  const type = getNullableType(given)
  if (isListType(type)) {
    const element = type.ofType as GraphQLInputType
    const inner = isNonNullType(element) ? element.ofType : element
    // Ids are chosen by the hundred, the rows of a form one by one.
    const length = isInputObjectType(inner) ? 50 : mostIds / 4
    return Array.from({ length: Math.floor(length) }, () => greatest(inner, listsAbove + 1))
  }
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields()).map((field) => [field.name, greatest(field.type, listsAbove)]),
    )
  }
  if (isEnumType(type)) return type.getValues()[0]?.name
  switch (type?.name) {
    case 'Int':
      return 100
    case 'Boolean':
      return true
    case 'ID':
      return listsAbove > 0 ? '123456' : 'x'.repeat(200)
    default:
      return listsAbove > 0 ? '123456' : longestText
  }
}
