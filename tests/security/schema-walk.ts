import {
  buildSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
} from 'graphql'
import { readTypeDefs } from '../../server/graphql/schema.ts'

/** The schema as it is written down: what is added to it is walked as well. */
export const schema = buildSchema(readTypeDefs().join('\n'))

/** A field of `Query` or `Mutation`. */
export interface Root {
  readonly kind: 'query' | 'mutation'
  readonly name: string
  readonly field: GraphQLField<unknown, unknown>
}

export const roots: readonly Root[] = (['query', 'mutation'] as const).flatMap((kind) => {
  const type = kind === 'query' ? schema.getQueryType() : schema.getMutationType()
  return Object.values(type?.getFields() ?? {}).map((field) => ({ kind, name: field.name, field }))
})

/** Values by the name of an argument or an input's field; what is not among them gets some value of its type. */
export type Known = Readonly<Record<string, unknown>>

/** A value that the type takes, written as in a document. Optional fields are left out, except those that are known. */
export function writeValue(given: GraphQLInputType, name: string, known: Known): string {
  const type = getNullableType(given)
  if (name in known) return JSON.stringify(known[name])
  if (isListType(type)) return `[${writeValue(type.ofType, name, known)}]`
  if (isEnumType(type)) return type.getValues()[0]?.name ?? ''
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || field.name in known)
    return `{ ${fields.map((field) => `${field.name}: ${writeValue(field.type, field.name, known)}`).join(', ')} }`
  }
  const values: Readonly<Record<string, string>> = {
    Int: '1',
    Float: '1',
    Boolean: 'true',
    Date: '"2026-03-18"',
    DateTime: '"2026-03-18T00:00:00Z"',
  }
  return values[type.name] ?? '"x"'
}

function writeArguments(field: GraphQLField<unknown, unknown>, known: Known, filtersToo = false): string {
  const filters = (type: GraphQLInputType) =>
    filtersToo && isInputObjectType(type) && Object.keys(type.getFields()).some((name) => name in known)
  const written = field.args
    .filter((argument) => isRequiredArgument(argument) || argument.name in known || filters(argument.type))
    .map((argument) => `${argument.name}: ${writeValue(argument.type, argument.name, known)}`)
  return written.length > 0 ? `(${written.join(', ')})` : ''
}

/** Every field below a type, down to a depth; a type is not looked for below itself. */
function writeSelection(type: GraphQLObjectType, depth: number, known: Known, above: readonly string[]): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type)
    if (!isObjectType(named)) return [`${field.name}${writeArguments(field, known)}`]
    if (depth === 0 || above.includes(named.name)) return []
    return [
      `${field.name}${writeArguments(field, known)} ${writeSelection(named, depth - 1, known, [...above, named.name])}`,
    ]
  })
  return `{ __typename ${fields.join(' ')} }`
}

/**
 * The operation that calls a root field and reads all it gives, down to a depth.
 *
 * @param filtersToo whether known values are given in optional filters as well
 */
export function writeOperation({ kind, field }: Root, known: Known, depth = 4, filtersToo = false): string {
  const named = getNamedType(field.type)
  const selection = isObjectType(named) ? writeSelection(named, depth, known, [named.name]) : ''
  return `${kind} { ${field.name}${writeArguments(field, known, filtersToo)} ${selection} }`
}

/** Whether a field takes, anywhere in its arguments, one with such a name. */
export function takes({ field }: Root, isWanted: (name: string) => boolean): boolean {
  const inType = (given: GraphQLInputType, seen: readonly string[]): boolean => {
    const type = getNamedType(given)
    if (!isInputObjectType(type) || seen.includes(type.name)) return false
    return Object.values(type.getFields()).some(
      (each) => isWanted(each.name) || inType(each.type, [...seen, type.name]),
    )
  }
  return field.args.some((argument) => isWanted(argument.name) || inType(argument.type, []))
}
