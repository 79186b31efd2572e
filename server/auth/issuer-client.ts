import * as client from 'openid-client'
import type { Clock } from '../clock.ts'
import type { OidcSettings } from '../config/config.ts'
import { clockToleranceSeconds } from './clock-tolerance.ts'
import { toGrantError, toSignInError } from './issuer-client-errors.ts'
import { createIssuerFetch } from './issuer-fetch.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'
import type { Principal } from './principal.ts'
import { readSessionPrincipal, type SessionPrincipalOptions } from './session-principal.ts'
import { createTokenRequestQueue, tokenRequestBounds } from './sign-in-limits.ts'

/** What a sign-in is bound to. */
export interface Challenge {
  readonly state: string
  readonly nonce: string
  /** The PKCE code verifier. */
  readonly verifier: string
}

export interface IssuedTokens {
  /** Null when the tokens do not tell: a renewal that changes nothing about the person. */
  readonly principal: Principal | null
  readonly refreshToken: string | null
  readonly idToken: string | null
  /** How long the access token lives, in milliseconds. */
  readonly lifetimeMs: number
}

/** The gateway as a client of the issuer. */
export interface IssuerClient {
  /** Where to send the browser. @throws IssuerUnavailableError */
  authorizationUrl(challenge: Challenge, redirectUri: string): Promise<string>
  /** The tokens for a code. @throws SignInError, IssuerUnavailableError */
  exchange(callback: URL, challenge: Challenge): Promise<IssuedTokens>
  /** @throws GrantEndedError the issuer takes the session back; IssuerUnavailableError for everything else */
  refresh(refreshToken: string): Promise<IssuedTokens>
  /** Ends the refresh token, where the issuer can; never throws. */
  revoke(refreshToken: string): Promise<void>
  /** Where the browser signs out at the issuer; null when the issuer has no such place or is away. */
  endSessionUrl(idToken: string, returnTo: string): Promise<string | null>
}

export interface IssuerClientOptions extends SessionPrincipalOptions {
  readonly issuer: string
  readonly settings: NonNullable<OidcSettings['client']>
  readonly clock: Clock
  /** Told of failures that callers are spared. */
  readonly onFailure: (cause: unknown) => void
}

/** The most that one request to the issuer may take. */
const timeoutSeconds = 5
/** From this age on the issuer's metadata is read anew. */
const metadataMs = 60 * 60_000
/** RFC 6749, section 5.1 recommends the issuer to say; this is the usual hour. */
const defaultLifetimeSeconds = 3_600

/** The issuer by way of `openid-client`; its metadata is read when first needed, and again once it is an hour old. */
export function createIssuerClient(options: IssuerClientOptions): IssuerClient {
  const { issuer, settings, clock, onFailure } = options
  const fetch = createIssuerFetch()
  let known: { configuration: client.Configuration; readAt: number } | null = null
  let pending: Promise<client.Configuration> | null = null
  const codes = createTokenRequestQueue(tokenRequestBounds.code)
  const renewals = createTokenRequestQueue(tokenRequestBounds.renewal)

  async function discover(): Promise<client.Configuration> {
    try {
      const configuration = await client.discovery(
        new URL(issuer),
        settings.id,
        { [client.clockTolerance]: clockToleranceSeconds },
        client.ClientSecretPost(settings.secret),
        // The settings allow plain http only in development, to this machine.
        {
          timeout: timeoutSeconds,
          [client.customFetch]: (url, { body = null, ...init }) =>
            fetch(url, { ...init, body: body as NonNullable<RequestInit['body']> | null }),
          execute: [
            client.enableNonRepudiationChecks,
            ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
          ],
        },
      )
      known = { configuration, readAt: clock() }
      return configuration
    } catch (cause) {
      onFailure(cause)
      // Old metadata is better than none: it changes about never.
      if (known) return known.configuration
      throw new IssuerUnavailableError(cause)
    }
  }

  async function configuration(): Promise<client.Configuration> {
    if (known && clock() - known.readAt < metadataMs) return known.configuration
    pending ??= discover().finally(() => {
      pending = null
    })
    return pending
  }

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

/** New random values for one sign-in. */
export function createChallenge(): Challenge {
  return { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
}
