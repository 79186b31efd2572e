import { readdirSync, readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { isEnumType, GraphQLError, type GraphQLSchema } from 'graphql'
import { countFields } from './count-answer.ts'
import type { Resolvers } from './resolver-types.gen.ts'
import { scalars } from './scalars.ts'

const folder = new URL('../../schema/', import.meta.url)

/** The SDL of `schema/`, all rooms. */
export function readTypeDefs(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
}

/**
 * The executable schema from the SDL and the rooms' resolvers. Its fields count themselves while an answer is made.
 *
 * @throws Error when a resolver names a field that the SDL does not have
 */
export function createSchema(rooms: readonly Resolvers[]): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: readTypeDefs(),
    resolvers: [scalars, ...rooms] as never,
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  })
  refuseLongEnumValues(schema)
  countFields(schema)
  return schema
}

/** More characters than any value of an enum has, with room for slips. */
const longestEnumValue = 200

/** graphql looks for values of an enum that are like a wrong one, which takes 100 ms and more for a text of 1 MiB. */
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
