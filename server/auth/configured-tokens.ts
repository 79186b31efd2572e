import type { Clock } from '../clock.ts'
import type { OidcSettings } from '../config/config.ts'
import type { Logger } from '../telemetry/logger.ts'
import { createBearerTokens, type BearerTokens } from './bearer-tokens.ts'

/**
 * Verifies access tokens of the identity provider of the settings.
 *
 * @param alsoFor further audiences that are this gateway, beside that of the settings
 */
export function createConfiguredTokens(
  { issuer, audience: own, roles }: OidcSettings,
  clock: Clock,
  logger: Logger,
  alsoFor: readonly string[] = [],
): BearerTokens {
  const audience = [own, ...alsoFor]
  const onIssuerFailure = (err: unknown) => logger.warn({ err }, 'identity provider unavailable')
  return createBearerTokens({ issuer, audience, roleMapping: roles, clock, onIssuerFailure })
}
