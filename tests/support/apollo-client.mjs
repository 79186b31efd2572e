import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries'

/** Apollo Client as its documentation sets it up for automatic persisted queries; its types are for browsers. */
export function createPersistedClient({ uri, headers, fetch, sha256, useGETForHashedQueries }) {
  const http = new HttpLink({ uri, headers, fetch })
  const client = new ApolloClient({
    link: ApolloLink.from([new PersistedQueryLink({ sha256, useGETForHashedQueries }), http]),
    cache: new InMemoryCache(),
    defaultOptions: { query: { fetchPolicy: 'no-cache' } },
  })
  return { query: (document) => client.query({ query: gql(document) }) }
}
