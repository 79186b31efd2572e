import * as client from 'openid-client'
import type { Clock } from '../clock.ts'
import type { OidcSettings } from '../config/config.ts'
import { clockToleranceSeconds } from './clock-tolerance.ts'
import { createIssuerFetch } from './issuer-fetch.ts'
import { IssuerUnavailableError } from './issuer-unavailable-error.ts'

export interface IssuerConfigurationOptions {
  readonly issuer: string
  readonly settings: NonNullable<OidcSettings['client']>
  readonly clock: Clock
  /** Called on failures that are not passed on to the client. */
  readonly onFailure: (cause: unknown) => void
}

/** Timeout of one request to the issuer. */
const timeoutSeconds = 5
/** Refetch the issuer's metadata once it is this old. */
const metadataMs = 60 * 60_000

/**
 * Returns the issuer's metadata, fetched on first use and again after an hour.
 *
 * @throws IssuerUnavailableError
 */
export function createIssuerConfiguration(options: IssuerConfigurationOptions): () => Promise<client.Configuration> {
  const { issuer, settings, clock, onFailure } = options
  const fetch = createIssuerFetch()
  let known: { configuration: client.Configuration; readAt: number } | null = null
  let pending: Promise<client.Configuration> | null = null
  async function discover(): Promise<client.Configuration> {
    try {
      const configuration = await client.discovery(
        new URL(issuer),
        settings.id,
        { [client.clockTolerance]: clockToleranceSeconds },
        client.ClientSecretPost(settings.secret),
        // The settings allow plain http only in development, on loopback.
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
      // Fall back to stale metadata: it hardly ever changes.
      if (known) return known.configuration
      throw new IssuerUnavailableError(cause)
    }
  }

  return async () => {
    if (known && clock() - known.readAt < metadataMs) return known.configuration
    pending ??= discover().finally(() => {
      pending = null
    })
    return pending
  }
}
