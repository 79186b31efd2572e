import { graphScope } from './graph-resource.ts'

/**
 * The gateway's client registration at the simulated issuer. The secret is not confidential: it is valid for simulators
 * only.
 */
export const portalClient = { id: 'portal', secret: 'portal-secret-of-the-simulator' }

/** Where the portal is, unless the simulator is told of more places. */
export const defaultPortalOrigin = 'http://localhost:8000'

/** Where people are sent back to, below the portal's origin: after signing in, and after signing out. */
export const redirectPath = '/auth/callback'
export const signedOutPath = '/sign-in'

/**
 * Whether an address is one of the registered ones. As with Entra, the port of `localhost` does not matter, so that a
 * gateway of this machine may listen on any
 * (https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions, read 2026-11-22).
 */
export function isRegistered(uri: string, origins: readonly string[], path: string): boolean {
  if (origins.some((origin) => uri === `${origin}${path}`)) return true
  const url = URL.parse(uri)
  const isLoopback = url?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname)
  return isLoopback && uri === `${url.origin}${path}`
}

/** The scopes that the gateway requests at sign-in. */
export const signInScope = `openid profile email offline_access ${graphScope}`

/** The token endpoint's grant that replaces the sign-in page. */
export const chosenPersonGrant = 'urn:msp-graph:simulator:chosen-person'
