import { sendJson, type Route } from './exchange.ts'

export interface HealthOptions {
  /** Whether new requests are welcome: false while the gateway drains. */
  isReady: () => boolean
  /** By vendor, whether it has settings. */
  vendors: () => Promise<Readonly<Record<'autotask' | 'hubspot' | 'connectwise', boolean>>>
}

/** Our own health; how vendors stand is no reason to restart a gateway, and is said by `vendorStatus`. */
export function createHealthRoutes({ isReady, vendors }: HealthOptions): Record<string, Route> {
  return {
    '/health/live': (exchange) => sendJson(exchange, 200, { status: 'live' }),
    '/health/ready': (exchange) =>
      isReady() ? sendJson(exchange, 200, { status: 'ready' }) : sendJson(exchange, 503, { status: 'draining' }),
    '/api/health': async (exchange) => {
      const checks = Object.fromEntries(
        Object.entries(await vendors()).map(([vendor, isSet]) => [vendor, isSet ? 'configured' : 'not configured']),
      )
      sendJson(exchange, 200, { status: 'healthy', checks })
    },
  }
}
