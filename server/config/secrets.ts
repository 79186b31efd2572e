import type { GraphConfig } from './config.ts'
import { secretsOfVendors } from './vendor-settings.ts'

/** Values to redact from every log line. */
export function secretsOf({ vendors, oidc, credentialsKeys, databaseUrl, cacheUrl, telemetry }: GraphConfig): string[] {
  const passwords = [databaseUrl, cacheUrl].map((url) => URL.parse(url)?.password ?? '')
  const keys = [...credentialsKeys, ...(oidc?.client?.sessionKeys ?? [])].map((key) => key.toString('base64'))
  return [
    ...secretsOfVendors(vendors),
    ...(oidc?.client ? [oidc.client.secret] : []),
    ...keys,
    ...Object.values(telemetry.traces?.headers ?? {}),
    ...passwords.flatMap((password) => [password, decodeURIComponent(password)]),
  ]
}
