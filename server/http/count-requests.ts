import type { Metrics } from '../telemetry/metrics.ts'
import type { RequestListenerOptions } from './request-listener.ts'

/** Counts requests by route and class of their status; a caller's own paths name none. */
export function createRequestCount({
  httpRequests,
}: Pick<Metrics, 'httpRequests'>): NonNullable<RequestListenerOptions['onAnswered']> {
  const labels = new Map<string, { readonly route: string; readonly status: string }>()

  return (own, pathname, code) => {
    const route = own ?? (pathname.startsWith('/api/') ? 'api' : 'portal')
    const status = code === null ? 'gone' : `${Math.floor(code / 100)}xx`
    const key = `${status} ${route}`
    const known = labels.get(key) ?? { route, status }
    labels.set(key, known)
    httpRequests.inc(known)
  }
}
