import type { Socket } from 'node:net'
import type { RequestAudit } from '../audit/request-audit.ts'
import { readBearerToken } from '../auth/bearer-header.ts'
import type { BearerTokens } from '../auth/bearer-tokens.ts'
import type { Principal } from '../auth/principal.ts'
import type { Clock } from '../clock.ts'
import { GatewayError } from '../errors/gateway-error.ts'
import type { CallerCheck } from '../operations/caller-guard.ts'
import { credentialOfSession, credentialOfToken } from './credential-hash.ts'
import type { HttpContext } from './http-context.ts'
import { isFromOwnPage } from './own-page.ts'
import type { SessionCookie } from './session-cookie.ts'

export interface CredentialsOptions {
  readonly bearerTokens: BearerTokens
  /** Portal sessions; null: sign-in is not configured. */
  readonly session: SessionCookie | null
}

/** How the caller of a request authenticates; who it is, is told to the audit. */
export type CredentialsOf = (context: HttpContext, audited: Pick<RequestAudit, 'by'>) => CallerCheck

/** A caller whose access token or session was checked a moment ago. */
export interface KnownCaller {
  readonly principal: Principal
  /** Identifies the token or session, for the audit. */
  readonly credential: string
}

export type KnownCallerOf = (request: HttpContext['request']) => KnownCaller | null

/**
 * The caller of a request whose token was verified within the last minute, or whose session was found within the last two
 * seconds, at once; null for every other request.
 */
export function createKnownCallers({ bearerTokens, session }: CredentialsOptions, clock: Clock): KnownCallerOf {
  /** Of each connection, which mostly has one: comparing tokens takes a fraction of what hashing one does. */
  const latest = new WeakMap<Socket, KnownCaller & { readonly token: string; readonly until: number }>()

  function ofSession(request: HttpContext['request']): KnownCaller | null {
    const found = session && isFromOwnPage(request) ? session.remembered(request) : null
    return found && { principal: found.principal, credential: credentialOfSession(found.idHash) }
  }

  return (request) => {
    if (request.headers.authorization === undefined) return ofSession(request)
    const token = presented(request)
    if (token === null) return null
    const known = latest.get(request.socket)
    if (known?.token === token && clock() < known.until) return known
    const found = bearerTokens.remembered(token)
    if (!found) return null
    const caller = { ...found, token, credential: credentialOfToken(found.principal, token) }
    latest.set(request.socket, caller)
    return caller
  }
}

/** Returns how the caller of a request authenticates: by a bearer token or, from the portal's own pages, a session; who it is, is told to the audit. */
export function createCredentials({ bearerTokens, session }: CredentialsOptions): CredentialsOf {
  return ({ request }, audited) => {
    const isBearer = /^bearer/i.test(request.headers.authorization ?? '')
    const token = () => readBearerToken(authorizationOf(request))
    return {
      hasCredentials: () => isBearer || (session?.isSent(request) ?? false),
      isKnown() {
        if (!isBearer) return session?.isKnown(request) ?? false
        try {
          return bearerTokens.isKnown(token() ?? '')
        } catch {
          return false
        }
      },
      async authenticate() {
        const sent = presented(request)
        const remembered = sent === null ? null : bearerTokens.remembered(sent)?.principal
        if (sent !== null && remembered) {
          audited.by(remembered, credentialOfToken(remembered, sent))
          return remembered
        }
        const given = token()
        if (given !== null) {
          const principal = await bearerTokens.authenticate(given)
          audited.by(principal, credentialOfToken(principal, given))
          return principal
        }
        if (!session) {
          throw new GatewayError(
            'UNAUTHENTICATED',
            'The call carries no access token: send it as Authorization: Bearer.',
          )
        }
        if (!session.isSent(request)) {
          throw new GatewayError('UNAUTHENTICATED', 'Sign in first: the call carries no access token and no session.')
        }
        if (!isFromOwnPage(request)) {
          const message = 'A call with a session must come from the portal’s own pages, with the header x-portal: 1.'
          throw new GatewayError('FORBIDDEN', message)
        }
        const principal = await session.authenticate(request)
        if (!principal) throw new GatewayError('UNAUTHENTICATED', 'The session has ended. Sign in again.')
        audited.by(principal, credentialOfSession(session.hashOf(request) ?? ''))
        return principal
      },
    }
  }
}

/** Every Authorization header. `request.headersDistinct` has them too, and makes a list of each other header for that. */
function authorizationOf({ rawHeaders }: HttpContext['request']): readonly string[] {
  const values: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = [rawHeaders[index], rawHeaders[index + 1]]
    if (name.length === 'authorization'.length && name.toLowerCase() === 'authorization') values.push(value)
  }
  return values
}

const usualScheme = 'Bearer '

/** What follows `Bearer`, not checked; null where that is not certain to be all. To check a token takes longer than to find it. */
function presented(request: HttpContext['request']): string | null {
  const [value, another] = authorizationOf(request)
  if (value === undefined || another !== undefined || !value.startsWith(usualScheme)) return null
  return value.slice(usualScheme.length)
}
