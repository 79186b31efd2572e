import { composeServices as composeByApollo } from '@apollo/composition'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { composeServices as composeByGuild } from '@theguild/federation-composition'
import { parse } from 'graphql'

// Apollo's router tells Apollo of itself otherwise.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'

/** A part of the graph, as composition takes it. */
export interface Part {
  readonly name: string
  readonly url: string
  readonly sdl: string
}

interface Composed {
  readonly supergraphSdl?: string | undefined
  readonly errors?: readonly { readonly message: string }[] | undefined
}

const toService = ({ name, url, sdl }: Part) => ({ name, url, typeDefs: parse(sdl) })

/** Composition by Apollo, and by The Guild. @throws Error with what they found wrong */
export const compositions: Readonly<Record<'Apollo' | 'The Guild', (parts: readonly Part[]) => string>> = {
  Apollo: (parts) => supergraphOf(composeByApollo(parts.map(toService))),
  'The Guild': (parts) => supergraphOf(composeByGuild(parts.map(toService))),
}

function supergraphOf({ supergraphSdl, errors = [] }: Composed): string {
  if (supergraphSdl !== undefined && errors.length === 0) return supergraphSdl
  throw new Error(errors.map(({ message }) => message).join('\n'))
}

export interface RouterAnswer<Data> {
  data?: Data
  errors?: { message: string }[]
}

/** A router that is running. */
export interface Router {
  readonly url: string
  close(): Promise<void>
}

/** Asks a router with a caller's token. */
export async function askRouter<Data>(url: string, document: string, token: string): Promise<RouterAnswer<Data>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document }),
  })
  return (await response.json()) as RouterAnswer<Data>
}

/** Starts Apollo's router for Node on a free port. It hands on the caller's token, and nothing else. */
export async function startRouter(supergraphSdl: string): Promise<Router> {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ url = '' }) =>
      new RemoteGraphQLDataSource<{ authorization?: string }>({
        url,
        willSendRequest({ request, context: { authorization } }) {
          if (authorization !== undefined) request.http?.headers.set('authorization', authorization)
        },
      }),
  })
  const server = new ApolloServer<{ authorization?: string }>({ gateway })
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req: { headers } }) =>
      headers.authorization === undefined ? {} : { authorization: headers.authorization },
  })
  return { url, close: () => server.stop() }
}
