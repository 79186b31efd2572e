import type { JsonSchema } from './tool.ts'

type Path = readonly string[]
type Fields = Readonly<Record<string, unknown>>

/**
 * A part of a result, as a path into the answer: `tickets.edges.node`. Lists on the way are joined, so that what is at the
 * end of such a path is one list.
 */
export interface Part {
  readonly path: string
  /** Fields of what holds a row that the row is to have as well, by the name that they get: `{ pipeline: 'name' }`. */
  readonly ofHolder?: Readonly<Record<string, string>>
  /** Fields that are left out, because they are a part of their own. */
  readonly without?: readonly string[]
}

/** Fields that are never content: what is said of a result as a whole is taken from them. */
const consumed = new Set(['freshness', 'pageInfo', '__typename'])

const pathOf = ({ path }: Part): Path => path.split('.')

/** The part of the answer; null if something on the way is. */
export function contentOf(data: unknown, part: Part): unknown {
  return strip(valueAt(data, pathOf(part), part), part)
}

function valueAt(value: unknown, path: Path, part: Part): unknown {
  const [name, ...rest] = path
  if (value === null || value === undefined || name === undefined) return value ?? null
  if (Array.isArray(value)) return value.flatMap((each: unknown) => valueAt(each, path, part))
  const below = (value as Fields)[name]
  if (rest.length > 0 || !part.ofHolder || !Array.isArray(below)) return valueAt(below, rest, part)
  const held = Object.entries(part.ofHolder).map(([key, field]) => [key, (value as Fields)[field]] as const)
  return below.map((row: object) => ({ ...Object.fromEntries(held), ...row }))
}

function strip(value: unknown, part: Part): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => strip(each, part))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !consumed.has(name) && !part.without?.includes(name))
      .map(([name, below]) => [name, strip(below, part)]),
  )
}

/** The same schema with what is at a path, and on the way to it, never null. */
export function presentAt(schema: JsonSchema, path: string): JsonSchema {
  const [name, ...rest] = path.split('.')
  const { type } = schema
  const present = {
    ...schema,
    ...(Array.isArray(type) && { type: (type as string[]).find((each) => each !== 'null') }),
  }
  const { properties } = present as ObjectSchema
  const below = name === undefined ? undefined : properties?.[name]
  if (name === undefined || !below) return present
  const own = rest.length === 0 ? presentAt(below, '') : presentAt(below, rest.join('.'))
  return { ...present, properties: { ...properties, [name]: own } }
}

interface ObjectSchema extends JsonSchema {
  readonly properties: Readonly<Record<string, ObjectSchema>>
  readonly required: readonly string[]
  readonly items?: ObjectSchema
}

/** The schema of that part of the answer. */
export function contentSchema(data: JsonSchema, part: Part): JsonSchema {
  return stripSchema(schemaAt(data as ObjectSchema, pathOf(part), part), part)
}

function schemaAt(schema: ObjectSchema, [name, ...rest]: Path, part: Part): ObjectSchema {
  if (name === undefined) return schema
  if (schema.items) return asList(schemaAt(schema.items, [name, ...rest], part), schema)
  const below = schema.properties[name]
  if (!below) throw new Error(`There is no ${name} in the answer (${part.path}).`)
  const found = schemaAt(below, rest, part)
  const held = rest.length === 0 && part.ofHolder && found.items ? withHolder(found, schema, part.ofHolder) : found
  return isNullable(schema) ? orNullOf(held) : held
}

/** Lists within lists are joined. */
function asList(below: ObjectSchema, list: ObjectSchema): ObjectSchema {
  const { description } = below
  const items = below.items ?? below
  return { ...list, ...(description !== undefined && { description }), items }
}

function withHolder(list: ObjectSchema, holder: ObjectSchema, fields: Readonly<Record<string, string>>): ObjectSchema {
  const { items } = list
  const held = Object.entries(fields).map(([key, field]) => [key, holder.properties[field]] as const)
  const properties = { ...Object.fromEntries(held), ...items?.properties } as ObjectSchema['properties']
  const required = [...Object.keys(fields), ...(items?.required ?? [])]
  return { ...list, items: { ...items, properties, required } }
}

const isNullable = ({ type }: JsonSchema) => Array.isArray(type) && type.includes('null')

const orNullOf = (schema: ObjectSchema): ObjectSchema =>
  isNullable(schema) ? schema : { ...schema, type: [schema['type'], 'null'] }

function stripSchema(schema: ObjectSchema, part: Part): ObjectSchema {
  if (schema.items) return { ...schema, items: stripSchema(schema.items, part) }
  if (!schema.properties) return schema
  const isKept = (name: string) => !consumed.has(name) && !part.without?.includes(name)
  const properties = Object.entries(schema.properties).filter(([name]) => isKept(name))
  return {
    ...schema,
    properties: Object.fromEntries(properties.map(([name, below]) => [name, stripSchema(below, part)])),
    required: schema.required.filter(isKept),
  }
}
