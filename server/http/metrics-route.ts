import type { Metrics } from '../telemetry/metrics.ts'
import type { Route } from './http-context.ts'
import { sendText } from './send-text.ts'

/** The Prometheus endpoint. */
export function createMetricsRoute({ registry }: Metrics): Route {
  return async (context) => {
    context.response.setHeader('content-type', registry.contentType)
    await sendText(context, await registry.metrics())
  }
}
