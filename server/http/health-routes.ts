import { sendJson, type Route } from './http-context.ts'

export interface HealthOptions {
  /** Whether to accept new requests: false while draining. */
  isReady: () => boolean
  /** Last known state of cache and database. */
  stores: () => { readonly cache: string; readonly database: string }
  /** Whether what changes something can be recorded, without which it is refused. */
  audit: { readonly isAvailable: boolean }
  /** Whether each vendor is configured, by its name in lower case. */
  vendors: () => Promise<Readonly<Record<string, boolean>>>
}

/**
 * The gateway's own health. Vendor outages are no reason to restart a gateway; `vendorStatus` reports them.
 *
 * A gateway stays ready while its cache or database is unavailable: without a cache it serves everything, without its
 * database everything that does not need it, and for the rest it returns clearer errors than a load balancer without
 * backends. The response reports what is unavailable from the last known state, without a check, so that it never
 * hangs.
 */
export function createHealthRoutes({ isReady, stores, audit, vendors }: HealthOptions): Record<string, Route> {
  const detail = () => ({ ...stores(), ...(!audit.isAvailable && { audit: 'unavailable' }) })
  return {
    '/health/live': (context) => sendJson(context, 200, { status: 'live' }),
    '/health/ready': (context) =>
      isReady()
        ? sendJson(context, 200, { status: 'ready', ...detail() })
        : sendJson(context, 503, { status: 'draining', ...detail() }),
    '/api/health': async (context) => {
      const checks = Object.fromEntries(
        Object.entries(await vendors()).map(([vendor, isSet]) => [vendor, isSet ? 'configured' : 'not configured']),
      )
      sendJson(context, 200, { status: 'healthy', checks })
    },
  }
}
