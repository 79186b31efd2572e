import { baseUrl, credential, list, text, wholeNumber } from './parsers.ts'
import type { SettingReader } from './setting-reader.ts'

/** The Autotask API user and the queue of the reactive service board. See docs/autotask.md. */
export interface AutotaskSettings {
  readonly username: string
  readonly secret: string
  readonly integrationCode: string
  /** The `queueID` of the ROC board. */
  readonly rocBoardId: number
  /** The zone's URL; null: discovered by user name. */
  readonly zoneUrl: URL | null
  /** Endpoint that returns a user's zone. */
  readonly discoveryUrl: URL
}

/** The HubSpot account. */
export interface HubSpotSettings {
  readonly apiKey: string
  readonly hubId: string
  readonly baseUrl: URL
  readonly apiVersion: string
}

/** Settings of the vendors whose account belongs to the gateway; absent: not configured. */
export interface VendorSettings {
  readonly autotask?: AutotaskSettings | undefined
  readonly hubspot?: HubSpotSettings | undefined
}

/** Reads the settings of all vendors: of each all of them, none, or problems if incomplete. */
export function readVendors(reader: SettingReader, allowLoopback: boolean): VendorSettings {
  return {
    autotask: readAutotask(reader, allowLoopback),
    hubspot: readHubSpot(reader, allowLoopback),
  }
}

/** Values to redact from every log line. */
export function secretsOfVendors({ autotask, hubspot }: VendorSettings): string[] {
  return [
    ...(autotask ? [autotask.secret, autotask.integrationCode, autotask.username] : []),
    ...(hubspot ? [hubspot.apiKey] : []),
  ]
}

function readAutotask(reader: SettingReader, allowLoopback: boolean): AutotaskSettings | undefined {
  const own = ['AUTOTASK_USERNAME', 'AUTOTASK_SECRET', 'AUTOTASK_INTEGRATION_CODE', 'AUTOTASK_ROC_BOARD_ID']
  if (!own.some(reader.isSet)) return undefined
  const why = 'is required once any of the Autotask settings is set'
  const url = baseUrl({ allowLoopback })
  const username = reader.requiredAsItStands('AUTOTASK_USERNAME', credential, why)
  const secret = reader.requiredAsItStands('AUTOTASK_SECRET', credential, why)
  const integrationCode = reader.requiredAsItStands('AUTOTASK_INTEGRATION_CODE', credential, why)
  const queue = wholeNumber(
    'must be the number of a queue, such as 29683354 (docs/autotask.md says how to find it)',
    0,
    2 ** 31 - 1,
  )
  const rocBoardId = reader.required('AUTOTASK_ROC_BOARD_ID', queue, why)
  const zoneUrl = reader.optional('AUTOTASK_ZONE_URL', url) ?? null
  const discoveryUrl =
    reader.optional('AUTOTASK_DISCOVERY_URL', url) ?? new URL('https://webservices.autotask.net/ATServicesRest/')
  if (username === undefined || secret === undefined || integrationCode === undefined || rocBoardId === undefined) {
    return undefined
  }
  return { username, secret, integrationCode, rocBoardId, zoneUrl, discoveryUrl }
}

function readHubSpot(reader: SettingReader, allowLoopback: boolean): HubSpotSettings | undefined {
  if (!['HUBSPOT_API_KEY', 'HUBSPOT_HUB_ID'].some(reader.isSet)) return undefined
  const why = 'is required once any of the HubSpot settings is set'
  const apiKey = reader.requiredAsItStands('HUBSPOT_API_KEY', credential, why)
  const hubId = reader.required('HUBSPOT_HUB_ID', text.regex(/^\d{1,12}$/, 'must be the number of the account'), why)
  const url = reader.optional('HUBSPOT_BASE_URL', baseUrl({ allowLoopback })) ?? new URL('https://api.hubapi.com/')
  const apiVersion =
    reader.optional(
      'HUBSPOT_API_VERSION',
      text.regex(/^(v\d|\d{4}-\d{2})$/, 'must be a version such as v3 or 2026-03'),
    ) ?? 'v3'
  if (apiKey === undefined || hubId === undefined) return undefined
  return { apiKey, hubId, baseUrl: url, apiVersion }
}

/** Reads ConnectWise's settings. Tenants are configured in the portal; the environment only adds allowed hosts. */
export function readConnectWise(reader: SettingReader, allowLoopback: boolean): { allowedHosts: readonly string[] } {
  const hosts = list.refine(
    (values) =>
      values.every((value) => baseUrl({ allowLoopback }).safeParse(value).success && new URL(value).origin === value),
    `must be origins separated by commas, such as https://psa.example.com${allowLoopback ? '' : ' (http:// and this machine count only with ENVIRONMENT=development)'}`,
  )
  return { allowedHosts: reader.optional('CONNECTWISE_ALLOWED_HOSTS', hosts) ?? [] }
}
