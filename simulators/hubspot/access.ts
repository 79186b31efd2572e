import type { IncomingHttpHeaders } from 'node:http'
import { missingScopes, refuse } from './refusal.ts'

/** The account's key and what it opens. */
export interface HubSpotAccess {
  readonly accessToken: string
  readonly scopes: readonly string[]
  /** Visitor identification needs a paid plan whatever the scopes say. */
  readonly tier: 'free' | 'professional'
}

export const allScopes = [
  'crm.objects.contacts.read',
  'crm.objects.companies.read',
  'crm.objects.deals.read',
  'crm.objects.owners.read',
  'forms',
  'business-intelligence',
  'conversations.visitor_identification.tokens.create',
  'oauth',
] as const

export const defaultAccess: HubSpotAccess = {
  accessToken: 'pat-na1-5e3a0c1d-simulated-account-key',
  scopes: allScopes,
  tier: 'professional',
}

/** Throws the 401 of a missing or wrong token. */
export function checkToken(headers: IncomingHttpHeaders, { accessToken }: HubSpotAccess): void {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
  if (given === accessToken) return
  if (given !== undefined && !given.startsWith('pat-')) {
    // An unreadable token is reported as expired decades ago.
    throw refuse(401, 'The OAuth token used to make this call expired 1763800000 second(s) ago.', {
      category: 'EXPIRED_AUTHENTICATION',
      context: { 'expire time': ['1970-01-01T00:00:00Z'] },
    })
  }
  throw refuse(
    401,
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    { category: 'INVALID_AUTHENTICATION' },
  )
}

/** Throws the 403 that names the scope, in the wording of the newer endpoints. */
export function requireScope({ scopes }: HubSpotAccess, scope: string): void {
  if (!scopes.includes(scope)) throw missingScopes(scope)
}

/** As `requireScope`, in the wording of analytics v2 and other old endpoints. */
export function requireOldScope({ scopes }: HubSpotAccess, scope: string): void {
  if (!scopes.includes(scope)) throw refuse(403, `EXTERNAL auth request is missing required '${scope}' scope.`)
}
