import { createServer, type Server } from 'node:http'
import { createSchema, createYoga, type YogaServerOptions } from 'graphql-yoga'
import { createLoaders, createLoadingResolvers } from './loaders.ts'
import { personOf } from './person.ts'
import type { Records } from './load-records.ts'
import { schemaText } from './schema-text.ts'

/** Yoga on node:http, with loaders. */
export function createYogaServer(records: Records, plugins: YogaServerOptions<object, object>['plugins']): Server {
  const yoga = createYoga({
    schema: createSchema({ typeDefs: schemaText, resolvers: createLoadingResolvers(records) }),
    context: ({ request }) => ({
      person: personOf(request.headers.get('authorization')),
      ...createLoaders(records),
    }),
    plugins,
    logging: 'error',
  })
  return createServer((request, response) => void yoga(request, response))
}
