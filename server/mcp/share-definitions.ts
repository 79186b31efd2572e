import type { JsonSchema } from './tool.ts'

/** Shorter ones are no larger than what refers to them. */
const shortest = 100

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Says once what a schema says several times: objects of the same shape become definitions. A list of tools is read by
 * models, for whom each byte costs.
 */
export function shareDefinitions(schema: JsonSchema): JsonSchema {
  const counts = new Map<string, number>()
  countShapes(schema, counts)
  const repeated = [...counts].filter(([shape, count]) => count > 1 && shape.length >= shortest).map(([shape]) => shape)
  const names = new Map(repeated.map((shape, index) => [shape, `shape${index + 1}`]))
  if (names.size === 0) return schema
  const { $schema, ...rest } = replaceShapes(schema, names) as Node
  const definitions = [...names].map(([shape, name]) => {
    const below = Object.entries(JSON.parse(shape) as Node).map(([key, value]) => [key, replaceShapes(value, names)])
    return [name, Object.fromEntries(below) as Node] as const
  })
  return { $schema, ...rest, $defs: Object.fromEntries(definitions) }
}

/** An object's schema without what is said of it at its place. */
function shapeOf(node: Node): string | null {
  if (!isNode(node['properties']) || '$schema' in node) return null
  const { description: _, ...shape } = node
  return JSON.stringify(shape)
}

function countShapes(value: unknown, counts: Map<string, number>): void {
  if (Array.isArray(value)) return value.forEach((each) => countShapes(each, counts))
  if (!isNode(value)) return
  const shape = shapeOf(value)
  if (shape !== null) counts.set(shape, (counts.get(shape) ?? 0) + 1)
  Object.values(value).forEach((each) => countShapes(each, counts))
}

function replaceShapes(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => replaceShapes(each, names))
  if (!isNode(value)) return value
  const shape = shapeOf(value)
  const name = shape === null ? undefined : names.get(shape)
  const { description } = value
  if (name !== undefined) return { $ref: `#/$defs/${name}`, ...(description !== undefined && { description }) }
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, replaceShapes(below, names)]))
}
