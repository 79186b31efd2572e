import type { AccountCache } from '../../cache/cache.ts'
import { perRequest, type RequestScope } from '../kit/per-request.ts'
import { createProcessSlots } from '../kit/process-slots.ts'
import type { Slot } from '../kit/slot.ts'
import { readStatus, type VendorOptions, type VendorStatus } from '../kit/vendor.ts'
import { createVendorHttp } from '../kit/vendor-http.ts'
import { createGuardedLookup } from './address-guard.ts'
import { createConnectWiseClient } from './client.ts'
import { callsPerSecond, limitsFor, ticketPolicy, timeoutMs, writeQueue } from './config.ts'
import { testConnection } from './connection-test.ts'
import { classifyConnectWiseResponse, connectWiseErrors } from './classify-response.ts'
import { createConnectWiseLoaders, type ConnectWiseLoaders } from './loaders.ts'
import { fingerprintOf } from './fingerprint.ts'
import { createConnectWiseReader } from './reader.ts'
import { createTenantPlanners } from './tenant-planners.ts'
import type { ConnectionCheck, ConnectWiseAccount } from './types.ts'
import { createConnectWiseWriter, type ConnectWiseWriter } from './writer.ts'

export { normaliseBaseUrl } from './base-url.ts'
export { isId } from './conditions.ts'
export { ConnectWiseRefusal } from './classify-response.ts'
export type { Slot } from '../kit/slot.ts'
export type { ConnectWiseLoaders } from './loaders.ts'
export type { CallLimits } from './client.ts'
export type { ConnectWiseWriter, WritableTicket } from './writer.ts'

/** The public interface of the ConnectWise vendor, for all tenants: all that the rest of the server may use. */
export interface ConnectWise {
  /** Reads of one request through the shared cache: at most 30 seconds old, statuses of boards 5 minutes. */
  forRequest(scope: RequestScope, account: ConnectWiseAccount): ConnectWiseLoaders
  /** Writes, and uncached reads. They do not wait behind other reads, only for the tenant's limit per second. */
  writer(account: ConnectWiseAccount): ConnectWiseWriter
  /**
   * Takes a slot for a write that must not wait once it is recorded as sent; null if none was free in
   * time. All calls of a tenant share its slots.
   */
  takeSlot(tenantId: string, maxWaitMs: number, signal?: AbortSignal): Promise<Slot | null>
  /** Tests an account's access to each required area, changing nothing. */
  test(account: ConnectWiseAccount): Promise<ConnectionCheck[]>
  status(account: ConnectWiseAccount): Promise<VendorStatus>
  /** Invalidates what was read of these tenants. */
  refresh(tenantIds: readonly string[]): Promise<void>
  close(): void
}

export interface ConnectWiseOptions extends Pick<
  VendorOptions<never>,
  'cache' | 'logger' | 'metrics' | 'timeoutMs' | 'slots'
> {
  /** Origins beyond ConnectWise's own: they may lead anywhere, including the private network. */
  allowedHosts: readonly string[]
  /** Rate limit of all calls per tenant and second; 10 by default. */
  callsPerSecond?: number | undefined
}

export function createConnectWise(options: ConnectWiseOptions): ConnectWise {
  const { logger, metrics, allowedHosts } = options
  /** Reads of a tenant are refreshed together; the keys distinguish the credentials they were read with. */
  const cacheOf = (tenantId: string): AccountCache => options.cache.of(`connectwise:${tenantId}`)
  const guardedLookup = createGuardedLookup()
  const planners = createTenantPlanners({
    limits: limitsFor(options.callsPerSecond ?? callsPerSecond),
    slots: options.slots ?? createProcessSlots(),
    logger,
    metrics,
  })
  const http = createVendorHttp({
    errors: connectWiseErrors,
    plannerOf: ({ account = '' }) => planners.byFingerprint(account),
    timeoutMs: options.timeoutMs ?? timeoutMs,
    classifyResponse: classifyConnectWiseResponse,
    logger,
    metrics,
    lookupFor: ({ origin }) => (allowedHosts.includes(origin) ? undefined : guardedLookup),
  })
  const client = createConnectWiseClient(http)
  // The time within which a write can still be stored counts from its submission, so it must not queue behind reads.
  const writeClient = createConnectWiseClient(http, writeQueue)
  const loadersOf = perRequest(() => new Map<string, ConnectWiseLoaders>())

  return {
    forRequest(scope, account) {
      const loaders = loadersOf(scope)
      const key = fingerprintOf(account)
      const known = loaders.get(key)
      if (known) return known
      const reader = createConnectWiseReader({
        client,
        cache: cacheOf(account.tenantId),
        account,
        signal: scope.signal,
      })
      const made = createConnectWiseLoaders(reader)
      loaders.set(key, made)
      return made
    },
    writer: (account) => createConnectWiseWriter(writeClient, account),
    async takeSlot(tenantId, maxWaitMs, signal) {
      const route = { queue: writeQueue, entity: 'writes' }
      const slot = await planners.ofTenant(tenantId).take({ ...route, maxWaitMs, signal, isInAdvance: true })
      return 'refused' in slot ? null : slot
    },
    test: (account) => testConnection(client, account),
    // Requests one ticket: `system/info` may respond without a key (fact sheet 1.4). ConnectWise does not report usage.
    async status(account) {
      const status = await readStatus(cacheOf(account.tenantId), `${fingerprintOf(account)}:status`, async () => {
        await client.page(account, { path: 'service/tickets', fields: ['id'], pageSize: 1 })
        return null
      })
      return { ...status, calls: planners.of(account).status() }
    },
    async refresh(tenantIds) {
      await Promise.all(tenantIds.map((tenantId) => cacheOf(tenantId).refresh(ticketPolicy.scope)))
    },
    close() {
      http.close()
      planners.close()
    },
  }
}
