import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { createLoaders, createLoadingResolvers, type LoaderContext } from './shared/loaders.ts'
import { personOf } from './shared/person.ts'
import { schemaText } from './shared/schema-text.ts'
import { startPeer } from './shared/start-peer.ts'

// Apollo Server with DataLoader, as its chapter on fetching data recommends.
await startPeer(async (records) => {
  const server = new ApolloServer<LoaderContext>({ typeDefs: schemaText, resolvers: createLoadingResolvers(records) })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) => ({ person: personOf(req.headers.authorization), ...createLoaders(records) }),
  })
  return Number(new URL(url).port)
})
