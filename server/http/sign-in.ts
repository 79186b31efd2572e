import type { BearerTokens } from '../auth/bearer-tokens.ts'
import { createIssuerClient } from '../auth/issuer-client.ts'
import type { Principal } from '../auth/principal.ts'
import type { SessionTimes } from '../auth/session-times.ts'
import { createSessions } from '../auth/sessions.ts'
import { createSignIn } from '../auth/sign-in.ts'
import type { Clock } from '../clock.ts'
import type { OidcSettings } from '../config/config.ts'
import type { Database } from '../database/create-database.ts'
import { createEncrypter } from '../database/encrypter.ts'
import { createSessionRecords } from '../database/session-records.ts'
import type { Logger } from '../telemetry/logger.ts'
import { createAuthRoutes, type NoteSignIn } from './auth-routes.ts'
import { createCookies } from './cookies.ts'
import type { Route } from './http-context.ts'
import type { PublicOrigin } from './public-origin.ts'
import { createSessionCookie, type SessionCookie } from './session-cookie.ts'
import type { SignInGuard } from './sign-in-guard.ts'

export interface SignInRoutesOptions {
  readonly oidc: OidcSettings
  readonly client: NonNullable<OidcSettings['client']>
  readonly database: Database
  readonly bearerTokens: BearerTokens
  /** Limits sign-in attempts by address. */
  readonly guard: SignInGuard
  /** Clock of the identity provider. */
  readonly clock: Clock
  readonly logger: Logger
  /** How browsers reach the gateway. */
  readonly publicOrigin: PublicOrigin
  readonly sessionTimes?: Partial<SessionTimes>
  readonly onSignedIn: (principal: Principal) => void
  readonly audit: NoteSignIn
}

/** Browser sign-in: its routes, and the session cookie used by other routes. */
export interface SignInRoutes {
  readonly session: SessionCookie
  readonly routes: Record<string, Route>
  /** Deletes sessions and attempts that have ended. */
  sweep(): Promise<void>
  /** Stops the cleanup of ended sessions. */
  close(): void
}

const sweepMs = 10 * 60_000

/** Assembles sign-in from `auth`, the database and cookies. */
export function createSignInRoutes(options: SignInRoutesOptions): SignInRoutes {
  const { oidc, client, database, bearerTokens, guard, clock, logger, publicOrigin, sessionTimes, onSignedIn, audit } =
    options
  const records = createSessionRecords(database)
  const encrypter = createEncrypter(client.sessionKeys)
  const cookies = createCookies(publicOrigin)
  const issuer = createIssuerClient({
    issuer: oidc.issuer,
    settings: client,
    bearerTokens,
    roleMapping: oidc.roles,
    clock,
    onFailure: (err) => logger.warn({ err }, 'identity provider unavailable'),
    onAccessTokenRefused({ message: reason }, principal) {
      const role = principal?.role ?? null
      // Expected if portal and API share one registration, or the access token is opaque: the ID token then has the
      // roles.
      logger[role === null ? 'warn' : 'info'](
        { reason, principal: principal?.id ?? null, role },
        'access token not accepted, roles taken from the ID token',
      )
    },
  })
  const times = sessionTimes && { times: sessionTimes }
  const sessions = createSessions({ records, encrypter, issuer, clock, logger, ...times })
  const signIn = createSignIn({ issuer, sessions, records, encrypter, clock })
  const session = createSessionCookie(sessions, cookies)

  const sweep = () => sessions.sweep().catch((err: unknown) => logger.warn({ err }, 'session cleanup failed'))
  void sweep()
  const timer = setInterval(() => void sweep(), sweepMs).unref()

  return {
    session,
    routes: createAuthRoutes({ signIn, issuer, session, guard, cookies, publicOrigin, logger, onSignedIn, audit }),
    sweep,
    close: () => clearInterval(timer),
  }
}
