import { setTimeout as sleep } from 'node:timers/promises'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../clock.ts'
import { createIssuerFetch } from './issuer-fetch.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'

/** How long the issuer's keys are trusted, and how often it is asked for them. All in milliseconds. */
export interface KeyPolicy {
  /** The most that discovery and keys together may take. Default 5_000 (5 s). */
  readonly timeoutMs: number
  /**
   * The least time between two questions to the issuer, so that made-up key ids cannot make us flood it; also how long
   * a failure is remembered. Default 1_000 (1 s).
   */
  readonly cooldownMs: number
  /** The age from which keys are asked for again, so that a withdrawn key stops counting. Default 600_000 (10 min). */
  readonly refreshAfterMs: number
  /** How long known keys count while the issuer is away. Default 86_400_000 (24 h). */
  readonly keepMs: number
}

const defaultPolicy: KeyPolicy = {
  timeoutMs: 5_000,
  cooldownMs: 1_000,
  refreshAfterMs: 10 * 60_000,
  keepMs: 24 * 60 * 60_000,
}

export interface IssuerKeysOptions {
  /** As in a token's `iss`, letter by letter. */
  issuer: string
  clock: Clock
  fetch?: typeof globalThis.fetch
  policy?: Partial<KeyPolicy>
  /** Told about each failure to get the keys, also when kept ones hide it from callers. */
  onFailure?: (cause: unknown) => void
}

interface KeySet {
  readonly find: JWTVerifyGetKey
  readonly fetchedAt: number
  /** Which fetch brought it, counted from 1. */
  readonly fetchNumber: number
}

/**
 * The issuer's public keys as jose's verify functions take them, found by discovery and kept.
 *
 * jose's own `createRemoteJWKSet` drops its keys when they are old and the issuer does not answer, and forgets a failure
 * at once. Here a key that is known keeps counting through an outage, and an outage costs callers little:
 * - a key is called unknown (`JWKSNoMatchingKey`) only by an answer that was asked for after the token came, so that a
 *   rotated key counts from its first token on; within the cooldown that token waits for its turn;
 * - where such an answer cannot be had, the lookup rejects with `IssuerUnavailableError`;
 * - the first callers after keys turn old wait for new ones; if that fails, known keys are used at once while the issuer
 *   is asked again in the background.
 */
export function createIssuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  const { issuer, clock, onFailure } = options
  const fetch = createIssuerFetch(options.fetch)
  const policy = { ...defaultPolicy, ...options.policy }

  let keys: KeySet | null = null
  let failure: { error: IssuerUnavailableError; at: number } | null = null
  let pending: Promise<KeySet> | null = null
  let fetches = 0

  /** New keys, in one flight for all who ask meanwhile. */
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
 * The issuer's key set by way of its discovery document (OpenID Connect Discovery 1.0, section 4). The document is read
 * anew each time: keys are asked for rarely, and an issuer that moved its keys needs no restart of ours.
 */
async function fetchJwks(issuer: string, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<JSONWebKeySet> {
  const discoveryUrl = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
  const discovery = (await fetchJson(discoveryUrl, fetch, signal)) as { issuer?: unknown; jwks_uri?: unknown } | null
  if (discovery?.issuer !== issuer) {
    throw new Error(`The discovery document of ${issuer} names another issuer: ${String(discovery?.issuer)}`)
  }
  const jwksUrl = URL.parse(String(discovery.jwks_uri))
  // Plain http only where the issuer itself is plain http, which the settings allow in development alone.
  const isAllowed = jwksUrl?.protocol === 'https:' || (jwksUrl?.protocol === 'http:' && issuer.startsWith('http:'))
  if (jwksUrl === null || !isAllowed) {
    throw new Error(`The discovery document of ${issuer} has no usable jwks_uri: ${String(discovery.jwks_uri)}`)
  }
  // Its shape is checked by createLocalJWKSet.
  return (await fetchJson(jwksUrl, fetch, signal)) as JSONWebKeySet
}

async function fetchJson(url: URL, fetch: typeof globalThis.fetch, signal: AbortSignal): Promise<unknown> {
  // A redirect could lead away from the issuer that the settings name, so it is a failure like any other status.
  const response = await fetch(url, { headers: { accept: 'application/json' }, redirect: 'manual', signal })
  if (response.status === 200) return response.json()
  await response.body?.cancel()
  throw new Error(`${url.href} answered with status ${response.status} instead of 200`)
}
