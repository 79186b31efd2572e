import { isInputObjectType, type GraphQLSchema } from 'graphql'
import type { AnyToolDefinition } from './define-tool.ts'
import { dayArguments } from './periods.ts'
import type { JsonSchema } from './tool.ts'
import { describe, dialect, inputTypeSchema } from './type-schema.ts'
import type { Argument } from './variable-schemas.ts'

/** Longer names exist nowhere in the vendors. */
const nameLength = 300

/** The arguments of a tool: those of its variables, a period in the place of its days, and those of its definition. */
export function inputSchemaOf(
  definition: AnyToolDefinition,
  variables: ReadonlyMap<string, Argument>,
  schema: GraphQLSchema,
): JsonSchema {
  const { period, computed = [], optional = [], extra = {}, refine = {}, pieces = {}, names = {} } = definition
  const inPeriod = period === undefined ? [] : period === 'range' ? ['range'] : period
  const offered = [...variables].filter(([name]) => !computed.includes(name) && !inPeriod.includes(name))
  const properties = offered.map(([name, argument]) => {
    const bounds = name in names ? namesBounds : {}
    return [name, { ...argument.schema, ...bounds, ...refine[name] }] as const
  })
  return {
    $schema: dialect,
    type: 'object',
    properties: {
      ...(period !== undefined && { period: periodArgument(schema), ...dayArguments }),
      ...Object.fromEntries(properties),
      ...extra,
      ...pieceArguments(Object.keys(pieces)),
    },
    required: offered.flatMap(([name, { isRequired }]) => (isRequired && !optional.includes(name) ? [name] : [])),
    additionalProperties: false,
  }
}

const namesBounds = { items: { type: 'string', minLength: 1, maxLength: nameLength }, minItems: 1, maxItems: 50 }

/** Periods by name, as the graph has them. */
function periodArgument(schema: GraphQLSchema): JsonSchema {
  const range = schema.getType('DateRangeInput')
  const preset = isInputObjectType(range) ? range.getFields()['preset'] : undefined
  if (!preset) throw new Error('The schema has no DateRangeInput.preset.')
  const meaning = 'description' in preset.type ? preset.type.description : null
  return { ...inputTypeSchema(preset.type), ...describe(`${preset.description} ${meaning}`) }
}

/** How the rest of a list or text is asked for. */
function pieceArguments(pieces: readonly string[]): Record<string, JsonSchema> {
  if (pieces.length === 0) return {}
  return {
    part: {
      type: 'string',
      enum: pieces,
      description: 'Of the lists and texts of the result only this one, with more of it. All, shortened, unless given.',
    },
    skip: {
      type: 'integer',
      minimum: 0,
      maximum: 1_000_000,
      description: 'With part: after so many rows of the list, or characters of the text, as more of a result says.',
    },
  }
}
