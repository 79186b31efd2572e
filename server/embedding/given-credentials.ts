import type { IncomingMessage } from 'node:http'
import { GatewayError } from '../errors/gateway-error.ts'
import type { CredentialsOf } from '../http/credentials.ts'
import type { GraphOptions } from './graph-options.ts'
import { toPrincipal } from './given-principal.ts'

export interface GivenCredentialsOptions {
  /** Null: there is no way to know a caller. */
  readonly principalOf: GraphOptions['principalOf'] | null
  readonly requestOf: (node: IncomingMessage) => Request | null
}

const noWay =
  'This graph knows no callers over HTTP: give createGraph a principalOf, or the settings OIDC_ISSUER and OIDC_AUDIENCE.'

/** Callers are whom the embedding program says they are. */
export function createGivenCredentials({ principalOf, requestOf }: GivenCredentialsOptions): CredentialsOf {
  return ({ request: node }, audited) => ({
    isKnown: () => true,
    // What is unknown to the embedding program is not counted as an attack: it may count itself.
    hasCredentials: () => false,
    async authenticate() {
      const request = requestOf(node)
      if (!principalOf || !request) throw new GatewayError('UNAUTHENTICATED', noWay)
      // An error is for the embedding program's own people: the log has it, and the caller is told nothing of it.
      const given = await principalOf(request)
      if (given === null || given === undefined) throw new GatewayError('UNAUTHENTICATED', 'Sign in first.')
      const principal = toPrincipal(given)
      audited.by(principal, null)
      return principal
    },
  })
}
