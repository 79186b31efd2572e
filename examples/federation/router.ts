/*
 * The router: callers ask it for everything, and it asks the gateway and the surveys for their parts.
 *
 * node router.ts <supergraph>: the file that compose.ts printed. PORT: where it listens; 4000.
 */
import { readFileSync } from 'node:fs'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'

interface Caller {
  readonly authorization: string | undefined
}

// Otherwise it tells Apollo of itself, and looks for clouds around it.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'

const gateway = new ApolloGateway({
  supergraphSdl: readFileSync(process.argv[2] ?? 'supergraph.graphql', 'utf8'),
  buildService: ({ name, url = '' }) =>
    new RemoteGraphQLDataSource<Partial<Caller>>({
      url,
      willSendRequest({ request, context: { authorization } }) {
        // The gateway decides by the caller's own token. Hand it to nothing that should not have it.
        if (name === 'msp' && authorization) request.http?.headers.set('authorization', authorization)
      },
    }),
})
const server = new ApolloServer<Caller>({ gateway })
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(process.env['PORT'] ?? 4000), host: '127.0.0.1' },
  context: async ({ req }) => ({ authorization: req.headers.authorization }),
})
console.log(`The router is at ${url}`)
