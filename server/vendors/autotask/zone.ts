import type { Clock } from '../../clock.ts'
import type { AutotaskSettings } from '../../config/vendor-settings.ts'
import type { VendorHttp } from '../kit/vendor-http.ts'
import { zoneMaxAgeMs } from './config.ts'
import { autotaskErrors } from './classify-response.ts'

/** The base URL of one tenant's API, ending with a slash. */
export interface Zone {
  readonly url: URL
  readonly askedAt: number
}

export interface ZoneFinder {
  /** The tenant's zone; concurrent callers share one lookup. */
  current(): Promise<Zone>
  /**
   * Looks up the zone again after `refused` caused a 401; concurrent callers share one lookup. Null if the zone is
   * fixed by a setting, which a lookup cannot change.
   */
  afterRefusal(refused: Zone): Promise<Zone | null>
}

/** Credentials are only sent to Autotask's own hosts, or the host named in the settings. */
function isTrusted(url: URL, settings: AutotaskSettings): boolean {
  if (url.origin === settings.discoveryUrl.origin) return true
  return (
    url.protocol === 'https:' && /^(webservices\d*|prde|pres)\.autotask\.net$/.test(url.hostname) && url.port === ''
  )
}

/**
 * Looks up a tenant's zone by its API user's name.
 *
 * Source: `GET V1.0/ZoneInformation?user=` (vendor help, REST API calls; read 2026-11-22). The call carries no
 * credentials; an unknown user causes HTTP 500, mapped to `VENDOR_UNAUTHORIZED`.
 */
export function createZoneFinder(options: { settings: AutotaskSettings; http: VendorHttp; clock: Clock }): ZoneFinder {
  const { settings, http, clock } = options
  let found: Promise<Zone> | undefined

  async function ask(): Promise<Zone> {
    const askedAt = clock()
    if (settings.zoneUrl) return { url: settings.zoneUrl, askedAt }
    const url = new URL('V1.0/ZoneInformation', settings.discoveryUrl)
    url.searchParams.set('user', settings.username)
    const answer = (await http.call({ entity: 'ZoneInformation', method: 'GET', url })) as { url?: unknown } | null
    const text = typeof answer?.url === 'string' ? answer.url : ''
    const zoneUrl = URL.canParse(text) ? new URL(text.endsWith('/') ? text : `${text}/`) : null
    if (!zoneUrl) throw autotaskErrors.error('VENDOR_BAD_RESPONSE')
    if (!isTrusted(zoneUrl, settings)) {
      throw autotaskErrors.error('VENDOR_BAD_RESPONSE', 'Autotask named a zone that is not one of its own hosts.')
    }
    return { url: zoneUrl, askedAt }
  }

  function askOnce(): Promise<Zone> {
    const asked = ask()
    found = asked
    // Failures are not cached: the next call retries.
    asked.catch(() => {
      if (found === asked) found = undefined
    })
    return asked
  }

  async function current(): Promise<Zone> {
    const known = found ?? askOnce()
    const zone = await known
    if (settings.zoneUrl || clock() - zone.askedAt < zoneMaxAgeMs) return zone
    return found === known || found === undefined ? askOnce() : found
  }

  return {
    current,
    async afterRefusal(refused) {
      if (settings.zoneUrl) return null
      const known = await found
      return known === refused || known === undefined ? askOnce() : known
    },
  }
}
