import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import type { Context } from './shared/resolvers.ts'
import { createPlainResolvers } from './shared/resolvers.ts'
import { personOf } from './shared/person.ts'
import { schemaText } from './shared/schema-text.ts'
import { startPeer } from './shared/start-peer.ts'

// Apollo Server as its introduction sets it up.
await startPeer(async (records) => {
  const server = new ApolloServer<Context>({ typeDefs: schemaText, resolvers: createPlainResolvers(records) })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req }) => ({ person: personOf(req.headers.authorization) }),
  })
  return Number(new URL(url).port)
})
