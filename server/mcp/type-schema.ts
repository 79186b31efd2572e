import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLType,
} from 'graphql'
import type { JsonSchema } from './tool.ts'

/** Scalars as they are in JSON. The graph has no others; a test compares. */
export const scalarSchemas: Readonly<Record<string, JsonSchema>> = {
  ID: { type: 'string' },
  String: { type: 'string' },
  Boolean: { type: 'boolean' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Date: { type: 'string', format: 'date' },
  DateTime: { type: 'string', format: 'date-time' },
  Decimal: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  CurrencyCode: { type: 'string', pattern: '^[A-Z]{3}$' },
}

/** The schema of a scalar or enum, never null. */
export function leafSchema(type: GraphQLType): JsonSchema {
  const named = getNamedType(type)
  if (isEnumType(named)) return { type: 'string', enum: named.getValues().map(({ name }) => name) }
  const schema = scalarSchemas[named.name]
  if (!schema) throw new Error(`The scalar ${named.name} has no JSON Schema.`)
  return schema
}

/** The same schema, also of null. */
export function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values } = schema
  return { ...schema, type: [type, 'null'], ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }) }
}

/** JSON Schema as it is written here. */
export const dialect = 'https://json-schema.org/draft/2020-12/schema'

/** The schema of a value that callers give, never null. */
export function inputTypeSchema(type: GraphQLInputType): JsonSchema {
  if (isNonNullType(type)) return inputTypeSchema(type.ofType)
  if (isListType(type)) return { type: 'array', items: inputTypeSchema(type.ofType) }
  if (isInputObjectType(type)) return inputObjectSchema(type)
  return leafSchema(type)
}

function inputObjectSchema(type: GraphQLInputObjectType): JsonSchema {
  const fields = Object.values(type.getFields())
  const properties = fields.map((field) => {
    const described = describe(field.description, field.type)
    const hasDefault = field.defaultValue !== undefined
    const schema = inputTypeSchema(field.type)
    // Within an object, null may say something: that a value was not set.
    const value = isNonNullType(field.type) ? schema : orNull(schema)
    return [field.name, { ...value, ...described, ...(hasDefault && { default: field.defaultValue }) }] as const
  })
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: fields.filter(isRequiredInputField).map(({ name }) => name),
    additionalProperties: false,
  }
}

/** A description; of an enum with that of its values, which JSON Schema has no place for. */
export function describe(text: string | null | undefined, type?: GraphQLType): { readonly description?: string } {
  const named = type && getNamedType(type)
  const parts = [text, isEnumType(named) ? describeValues(named) : null].filter(Boolean)
  return parts.length === 0 ? {} : { description: parts.join(' ').replaceAll(/\s+/g, ' ') }
}

function describeValues(type: GraphQLEnumType): string {
  return type
    .getValues()
    .map(({ name, description }) => (description ? `${name}: ${description}` : name))
    .join(' ')
}
