import * as client from 'openid-client'
import { toGrantError, toSignInError } from './issuer-client-errors.ts'
import { createIssuerConfiguration, type IssuerConfigurationOptions } from './issuer-configuration.ts'
import type { Principal } from './principal.ts'
import { readSessionPrincipal, type SessionPrincipalOptions } from './session-principal.ts'
import { createTokenRequestQueue, tokenRequestBounds } from './sign-in-limits.ts'

/** The values a sign-in is bound to. */
export interface Challenge {
  readonly state: string
  readonly nonce: string
  /** The PKCE code verifier. */
  readonly verifier: string
}

export interface IssuedTokens {
  /** Null if the tokens do not identify the person, e.g. a renewal without an ID token. */
  readonly principal: Principal | null
  readonly refreshToken: string | null
  readonly idToken: string | null
  /** Lifetime of the access token, in milliseconds. */
  readonly lifetimeMs: number
}

/** The gateway's OpenID Connect client. */
export interface IssuerClient {
  /** Returns the URL to redirect the browser to. @throws IssuerUnavailableError */
  authorizationUrl(challenge: Challenge, redirectUri: string): Promise<string>
  /** Exchanges a code for tokens. @throws SignInError, IssuerUnavailableError */
  exchange(callback: URL, challenge: Challenge): Promise<IssuedTokens>
  /** @throws GrantEndedError if the issuer ended the grant; IssuerUnavailableError for anything else */
  refresh(refreshToken: string): Promise<IssuedTokens>
  /** Revokes the refresh token if the issuer supports it. Never throws. */
  revoke(refreshToken: string): Promise<void>
  /** Returns the issuer's sign-out URL, or null if it has none or is unavailable. */
  endSessionUrl(idToken: string, returnTo: string): Promise<string | null>
}

export type IssuerClientOptions = SessionPrincipalOptions & IssuerConfigurationOptions

/** RFC 6749, section 5.1, only recommends `expires_in`; fall back to the usual hour. */
const defaultLifetimeSeconds = 3_600

/** Wraps `openid-client`. */
export function createIssuerClient(options: IssuerClientOptions): IssuerClient {
  const { settings, onFailure } = options
  const configuration = createIssuerConfiguration(options)
  const codes = createTokenRequestQueue(tokenRequestBounds.code)
  const renewals = createTokenRequestQueue(tokenRequestBounds.renewal)

  async function toIssued(tokens: Awaited<ReturnType<typeof client.refreshTokenGrant>>): Promise<IssuedTokens> {
    const identity = tokens.claims() ?? null
    return {
      principal: await readSessionPrincipal({ accessToken: tokens.access_token, identity }, options),
      refreshToken: tokens.refresh_token ?? null,
      idToken: tokens.id_token ?? null,
      lifetimeMs: (tokens.expiresIn() ?? defaultLifetimeSeconds) * 1_000,
    }
  }

  return {
    async authorizationUrl({ state, nonce, verifier }, redirectUri) {
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
      return url.href
    },

    async exchange(callback, { state, nonce, verifier }) {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const config = await configuration()
      const tokens = await codes
        .run(() => client.authorizationCodeGrant(config, callback, checks))
        .catch((error: unknown) => {
          throw toSignInError(error)
        })
      return toIssued(tokens)
    },

    async refresh(refreshToken) {
      const config = await configuration()
      const tokens = await renewals
        .run(() => client.refreshTokenGrant(config, refreshToken))
        .catch((error: unknown) => {
          throw toGrantError(error)
        })
      return toIssued(tokens)
    },

    async revoke(refreshToken) {
      try {
        const config = await configuration()
        if (config.serverMetadata().revocation_endpoint === undefined) return
        await client.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' })
      } catch (cause) {
        onFailure(cause)
      }
    },

    async endSessionUrl(idToken, returnTo) {
      try {
        const config = await configuration()
        if (config.serverMetadata().end_session_endpoint === undefined) return null
        const parameters = { id_token_hint: idToken, post_logout_redirect_uri: returnTo }
        return client.buildEndSessionUrl(config, parameters).href
      } catch (cause) {
        onFailure(cause)
        return null
      }
    },
  }
}

/** Generates the random values for one sign-in. */
export function createChallenge(): Challenge {
  return { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
}
