import { readdirSync, readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { isEnumType, GraphQLError, type GraphQLScalarType, type GraphQLSchema } from 'graphql'
import type { Resolvers } from './resolver-types.gen.ts'
import { scalars } from './scalars.ts'

const folder = new URL('../../schema/', import.meta.url)

/** The SDL in `schema/`, all rooms. */
export function readTypeDefs(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
}

/**
 * Builds the executable schema from the SDL and the rooms' resolvers. Its fields count themselves during execution.
 *
 * @param typeDefs the SDL, or a schema without the rooms' resolvers
 * @throws Error if a resolver names a field missing from the SDL
 */
export function createSchema(
  rooms: readonly Resolvers[],
  typeDefs: string[] | GraphQLSchema = readTypeDefs(),
): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs,
    resolvers: [withSdlDescriptions(scalars), ...rooms] as never,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  })
  refuseLongEnumValues(schema)
  return schema
}

/** How values are read and written, alone: a whole scalar type would replace the description that the SDL has. */
function withSdlDescriptions(types: Readonly<Record<string, GraphQLScalarType>>): Record<string, object> {
  return Object.fromEntries(
    Object.entries(types).map(([name, { serialize, parseValue, parseLiteral }]) => [
      name,
      { serialize, parseValue, parseLiteral },
    ]),
  )
}

/** Longer than any enum value, with room for typos. */
const longestEnumValue = 200

/** graphql searches for similar enum values, which takes 100 ms and more for a text of 1 MiB. */
function refuseLongEnumValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type)) continue
    const parse = type.parseValue.bind(type)
    type.parseValue = (value, ...rest) => {
      if (typeof value === 'string' && value.length > longestEnumValue) {
        throw new GraphQLError(`A text of ${value.length} characters is no value of the enum ${type.name}.`)
      }
      return parse(value, ...rest)
    }
  }
}
