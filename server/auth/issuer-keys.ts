import { setTimeout as sleep } from 'node:timers/promises'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../clock.ts'
import { createIssuerFetch } from './issuer-fetch.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'

/** How long the issuer's keys are trusted, and how often they are fetched. All in milliseconds. */
export interface KeyPolicy {
  /** Timeout of discovery and key fetch together. Default 5_000 (5 s). */
  readonly timeoutMs: number
  /**
   * Minimum interval between fetches, so that made-up key ids cannot flood the issuer. Failures are cached as long.
   * Default 1_000 (1 s).
   */
  readonly cooldownMs: number
  /** Age at which keys are refetched, so that withdrawn keys expire. Default 600_000 (10 min). */
  readonly refreshAfterMs: number
  /** How long known keys remain valid while the issuer is unavailable. Default 86_400_000 (24 h). */
  readonly keepMs: number
}

const defaultPolicy: KeyPolicy = {
  timeoutMs: 5_000,
  cooldownMs: 1_000,
  refreshAfterMs: 10 * 60_000,
  keepMs: 24 * 60 * 60_000,
}

export interface IssuerKeysOptions {
  /** Must match a token's `iss` exactly. */
  issuer: string
  clock: Clock
  fetch?: typeof globalThis.fetch
  policy?: Partial<KeyPolicy>
  /** Called on each failure to fetch the keys, even if cached keys hide it from clients. */
  onFailure?: (cause: unknown) => void
}

interface KeySet {
  readonly find: JWTVerifyGetKey
  readonly fetchedAt: number
  /** Sequence number of the fetch that returned it, from 1. */
  readonly fetchNumber: number
}

/**
 * The issuer's public keys as jose's verify functions take them, discovered and cached.
 *
 * jose's own `createRemoteJWKSet` drops its keys when they expire and the issuer does not respond, and does not cache
 * failures. Here known keys survive an outage, and an outage costs requests little:
 * - A key is reported unknown (`JWKSNoMatchingKey`) only on the basis of a fetch that started after the token arrived,
 *   so a rotated key works from its first token on. During the cooldown, that token waits for the next fetch.
 * - If no such fetch succeeds, the lookup rejects with `IssuerUnavailableError`.
 * - The first requests after keys expire wait for a refetch. If it fails, known keys are used immediately while
 *   refetching in the background.
 */
export function createIssuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  const { issuer, clock, onFailure } = options
  const fetch = createIssuerFetch(options.fetch)
  const policy = { ...defaultPolicy, ...options.policy }

  let keys: KeySet | null = null
  let failure: { error: IssuerUnavailableError; at: number } | null = null
  let pending: Promise<KeySet> | null = null
  let fetches = 0

  /** Fetches new keys; concurrent callers share one fetch. */
  function refresh(): Promise<KeySet> {
    if (failure !== null && clock() - failure.at < policy.cooldownMs) return Promise.reject(failure.error)
    pending ??= fetchKeys().finally(() => {
      pending = null
    })
    return pending
  }

  async function fetchKeys(): Promise<KeySet> {
    const waitMs = keys === null ? 0 : keys.fetchedAt + policy.cooldownMs - clock()
    if (waitMs > 0) await sleep(Math.min(waitMs, policy.cooldownMs))
    const fetchNumber = ++fetches
    try {
      const find = createLocalJWKSet(await fetchJwks(issuer, fetch, AbortSignal.timeout(policy.timeoutMs)))
      keys = { find, fetchedAt: clock(), fetchNumber }
      failure = null
      return keys
    } catch (cause) {
      failure = { error: new IssuerUnavailableError(cause), at: clock() }
      onFailure?.(cause)
      throw failure.error
    }
  }

  async function currentKeys(): Promise<KeySet> {
    if (keys === null) return refresh()
    const known = keys
    const age = clock() - known.fetchedAt
    if (age < policy.refreshAfterMs) return known
    if (age >= policy.keepMs) return refresh()
    const isAway = failure !== null
    const refreshed = refresh().catch(() => known)
    return isAway ? known : refreshed
  }

  return async (header, token) => {
    const fetchesBefore = fetches
    let current = await currentKeys()
    for (;;) {
      try {
        return await current.find(header, token)
      } catch (error) {
        const isFinal = !(error instanceof errors.JWKSNoMatchingKey) || current.fetchNumber > fetchesBefore
        if (isFinal) throw error
      }
      current = await refresh()
    }
  }
}

/**
 * Fetches the issuer's key set via its discovery document (OpenID Connect Discovery 1.0, section 4). The document is
 * refetched each time: fetches are rare, and an issuer that moves its keys then requires no restart.
 */
async function fetchJwks(issuer: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<JSONWebKeySet> {
  const discoveryUrl = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const discovery = (await fetchJson(discoveryUrl, fetch, signal)) as { issuer?: unknown; jwks_uri?: unknown } | null
  if (discovery?.issuer !== issuer) {
    throw new Error(`The discovery document of ${issuer} names another issuer: ${String(discovery?.issuer)}`)
  }
  const jwksUrl = URL.parse(String(discovery.jwks_uri))
  // Plain http only if the issuer itself uses it, which the settings allow in development only.
  const isAllowed = jwksUrl?.protocol === 'https:' || (jwksUrl?.protocol === 'http:' && issuer.startsWith('http:'))
  if (jwksUrl === null || !isAllowed) {
    throw new Error(`The discovery document of ${issuer} has no usable jwks_uri: ${String(discovery.jwks_uri)}`)
  }
  // createLocalJWKSet validates the shape.
  return (await fetchJson(jwksUrl, fetch, signal)) as JSONWebKeySet
}

async function fetchJson(url: URL, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<unknown> {
  // A redirect could lead away from the configured issuer: treat it as a failure like any other status.
  const response = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual', signal })
  if (response.status === 200) return response.json()
  await response.body?.cancel()
  throw new Error(`${url.href} answered with status ${response.status} instead of 200`)
}
