import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the gateway counts, for Prometheus. Labels are few and closed: no user, no id, no address. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const availability = (name: string, help: string) => {
    const gauge = new Gauge({ name, help, registers })
    gauge.set(1)
    return gauge
  }
  return {
    registry,
    cacheAvailable: availability('gateway_cache_available', 'Whether the cache takes and gives values: 1 or 0.'),
    databaseAvailable: availability('gateway_database_available', 'Whether the database answers: 1 or 0.'),
    pendingChanges: new Gauge({
      name: 'gateway_changes_pending',
      help: 'Changes that are logged and not yet all in ConnectWise, as this replica saw them last.',
      registers,
    }),
    deliveries: new Counter({
      name: 'gateway_change_deliveries_total',
      help: 'How steps of changes went on: stored, refused, unknown, found, absent or skipped.',
      labelNames: ['step', 'outcome'],
      registers,
    }),
    vendorCalls: new Counter({
      name: 'gateway_vendor_calls_total',
      help: 'Requests that left for a vendor, retries included.',
      labelNames: ['vendor', 'entity', 'outcome'],
      registers,
    }),
    vendorSeconds: new Histogram({
      name: 'gateway_vendor_call_seconds',
      help: 'How long a vendor took to answer, in seconds.',
      labelNames: ['vendor', 'entity'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    operations: new Counter({
      name: 'gateway_graphql_operations_total',
      help: 'GraphQL operations answered, by whether the answer had errors.',
      labelNames: ['outcome'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'gateway_graphql_operation_seconds',
      help: 'From reading the request to the answer, in seconds.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
