import type { Metrics } from '../telemetry/metrics.ts'
import type { Route } from './exchange.ts'

/** What Prometheus reads. */
export function createMetricsRoute({ registry }: Metrics): Route {
  return async ({ response }) => {
    response.writeHead(200, { 'content-type': registry.contentType })
    response.end(await registry.metrics())
  }
}
