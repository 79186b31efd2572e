import type { ResourceServer } from 'oidc-provider'

/** What a token for the graph is for, unless the simulator is told otherwise. */
export const defaultAudience = 'api://msp-graph'

/** The one scope of the graph; rights come from roles. */
export const graphScope = 'graph.use'

/** The graph as a resource of the provider: its access tokens are JWTs, signed with the first of the keys. */
export function graphResource(audience: string): ResourceServer {
  return { scope: graphScope, audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }
}
