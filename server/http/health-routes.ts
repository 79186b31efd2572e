import { sendJson, type Route } from './exchange.ts'

export interface HealthOptions {
  /** Whether new requests are welcome: false while the gateway drains. */
  isReady: () => boolean
  /** How cache and database stand, as far as it is known without asking them. */
  stores: () => { readonly cache: string; readonly database: string }
  /** By vendor, whether it has settings. */
  vendors: () => Promise<Readonly<Record<'autotask' | 'hubspot' | 'connectwise', boolean>>>
}

/**
 * Our own health; how vendors stand is no reason to restart a gateway, and is said by `vendorStatus`.
 *
 * A gateway whose cache or database is away stays ready: without a cache it answers all, without its database everything
 * that needs none, and for the rest it has clearer words than a balancer without a gateway behind it. What is away is said
 * in the answer, from what is known: nothing is asked, so that the answer is there at once whatever hangs.
 */
export function createHealthRoutes({ isReady, stores, vendors }: HealthOptions): Record<string, Route> {
  return {
    '/health/live': (exchange) => sendJson(exchange, 200, { status: 'live' }),
    '/health/ready': (exchange) =>
      isReady()
        ? sendJson(exchange, 200, { status: 'ready', ...stores() })
        : sendJson(exchange, 503, { status: 'draining', ...stores() }),
    '/api/health': async (exchange) => {
      const checks = Object.fromEntries(
        Object.entries(await vendors()).map(([vendor, isSet]) => [vendor, isSet ? 'configured' : 'not configured']),
      )
      sendJson(exchange, 200, { status: 'healthy', checks })
    },
  }
}
