import { readdirSync, readFileSync } from 'node:fs'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
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
  countFields(schema)
  return schema
}
