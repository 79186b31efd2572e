import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { createLiveGauge } from './live-gauge.ts'
import { createOperationMetrics } from './operation-metrics.ts'

/** Prometheus metrics of the gateway. Labels have low cardinality and identify no user, id or address. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  const availability = (name: string, help: string) => {
    const gauge = new Gauge({ name, help, registers })
    gauge.set(1)
    return gauge
  }
  return {
    registry,
    cacheAvailable: availability('gateway_cache_available', 'Whether the cache is available: 1 or 0.'),
    cacheReads: new Counter({
      name: 'gateway_cache_reads_total',
      help: 'Values read: fresh, revalidating (served while loaded again), loaded, stale (served instead of a load) or failed.',
      labelNames: ['result'],
      registers,
    }),
    cacheLoads: new Counter({
      name: 'gateway_cache_loads_total',
      help: 'Values loaded by this gateway, shared (loaded by another gateway meanwhile), or failed.',
      labelNames: ['result'],
      registers,
    }),
    keptFields: new Counter({
      name: 'gateway_kept_fields_total',
      help: 'Root fields whose value may be kept: kept (used again) or made.',
      labelNames: ['result'],
      registers,
    }),
    responses: new Counter({
      name: 'gateway_responses_total',
      help: 'Responses that may be stored: stored (used again) or made.',
      labelNames: ['result'],
      registers,
    }),
    databaseAvailable: availability('gateway_database_available', 'Whether the database is available: 1 or 0.'),
    auditAvailable: availability('gateway_audit_available', 'Whether the audit log takes records: 1 or 0.'),
    auditRecords: new Counter({
      name: 'gateway_audit_records_total',
      help: 'Audit records written, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    limitsSpent: new Counter({
      name: 'gateway_caller_limits_reached_total',
      help: 'How often a caller used up a limit; once per window, however much was refused in it.',
      labelNames: ['limit'],
      registers,
    }),
    httpRequests: new Counter({
      name: 'gateway_http_requests_total',
      help: 'HTTP requests answered, by route (everything below /api/ is api, files and pages are portal) and class of the status; gone: the caller left before.',
      labelNames: ['route', 'status'],
      registers,
    }),
    auditLost: new Counter({
      name: 'gateway_audit_lost_total',
      help: 'Audit records lost, as too many waited for a log that takes none.',
      registers,
    }),
    ...createChangeMetrics(registers),
    ...createSyncMetrics(registers),
    ...createVendorMetrics(registers),
    ...createOperationMetrics(registers),
  }
}

/** Metrics of logged changes, as last seen by this gateway: those that share a database show the same. */
function createChangeMetrics(registers: Registry[]) {
  return {
    pendingChanges: new Gauge({
      name: 'gateway_changes_pending',
      help: 'Logged changes not yet completely in ConnectWise, as last seen by this replica.',
      registers,
    }),
    oldestChangeSeconds: createLiveGauge({
      name: 'gateway_changes_oldest_seconds',
      help: 'Age of the oldest change that is pending, in seconds; 0 if none is.',
      labelNames: [],
      registers,
    }),
    failedChanges: new Gauge({
      name: 'gateway_changes_failed',
      help: 'Changes logged in the last 24 hours that have failed and were not retried.',
      registers,
    }),
    deliveries: new Counter({
      name: 'gateway_change_deliveries_total',
      help: 'Outcomes of change steps: stored, refused, unknown, found, absent or skipped.',
      labelNames: ['step', 'outcome'],
      registers,
    }),
  }
}

/** Metrics of the replica of vendor records. */
function createSyncMetrics(registers: Registry[]) {
  return {
    syncRecords: new Gauge({
      name: 'gateway_sync_records',
      help: 'Records in the local replica.',
      labelNames: ['collection'],
      registers,
    }),
    syncLagSeconds: createLiveGauge({
      name: 'gateway_sync_lag_seconds',
      help: 'Age of the local replica, in seconds since its last delta began. It grows while nothing is asked.',
      labelNames: ['collection'],
      registers,
    }),
    syncOverdueSeconds: createLiveGauge({
      name: 'gateway_sync_overdue_seconds',
      help: 'For how long a delta of the local replica has been due while it is asked, in seconds.',
      labelNames: ['collection'],
      registers,
    }),
  }
}

/** Metrics of the calls to vendors, and of what holds them back. */
function createVendorMetrics(registers: Registry[]) {
  return {
    vendorCalls: new Counter({
      name: 'gateway_vendor_calls_total',
      help: 'Requests sent to vendors, including retries. Causes: question, status, change, delta, load, reconcile.',
      labelNames: ['vendor', 'entity', 'outcome', 'cause'],
      registers,
    }),
    vendorSeconds: new Histogram({
      name: 'gateway_vendor_call_seconds',
      help: 'Vendor response time in seconds.',
      labelNames: ['vendor', 'entity'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    callsWaiting: new Gauge({
      name: 'gateway_vendor_calls_waiting',
      help: 'Calls that wait for a vendor’s limits. Priorities: user, delta, load, reconcile.',
      labelNames: ['vendor', 'priority'],
      registers,
    }),
    callWaitSeconds: new Histogram({
      name: 'gateway_vendor_call_wait_seconds',
      help: 'Time a call waited for a vendor’s limits, in seconds.',
      labelNames: ['vendor', 'priority'],
      buckets: [0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
      registers,
    }),
    breakersOpen: new Gauge({
      name: 'gateway_vendor_breakers_open',
      help: 'Accounts of a vendor whose circuit breaker is open or half-open, as they do not answer.',
      labelNames: ['vendor'],
      registers,
    }),
    accountsPaused: new Gauge({
      name: 'gateway_vendor_accounts_paused',
      help: 'Accounts of a vendor to which calls are held back, as the vendor limits them.',
      labelNames: ['vendor'],
      registers,
    }),
    budgetUsed: new Gauge({
      name: 'gateway_vendor_budget_used',
      help: 'Calls used of the vendor’s budget by all integrations, as last known.',
      labelNames: ['vendor'],
      registers,
    }),
    budgetLimit: new Gauge({
      name: 'gateway_vendor_budget_limit',
      help: 'Calls in the vendor’s budget.',
      labelNames: ['vendor'],
      registers,
    }),
    limitsShared: new Gauge({
      name: 'gateway_vendor_limits_shared',
      help: 'Whether all gateways share the vendor’s limits: 1 or 0.',
      labelNames: ['vendor'],
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof createMetrics>
