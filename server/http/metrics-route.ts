import type { Metrics } from '../telemetry/metrics.ts'
import type { Route } from './exchange.ts'
import { sendText } from './send-text.ts'

/** The Prometheus endpoint. */
export function createMetricsRoute({ registry }: Metrics): Route {
  return async (exchange) => {
    exchange.response.setHeader('content-type', registry.contentType)
    await sendText(exchange, await registry.metrics())
  }
}
