import type { AccountCache, Cache, CachePolicy } from '../../cache/cache.ts'
import type { Clock } from '../../clock.ts'
import type { RefreshScope, VendorState } from '../../enums.gen.ts'
import { VendorError, type Vendor } from '../../errors/vendor-error.ts'
import type { Logger } from '../../telemetry/logger.ts'
import type { Metrics } from '../../telemetry/metrics.ts'
import type { CollectionStatus } from '../../sync/replica.ts'
import type { SyncOptions } from '../../sync/open-replica.ts'
import { runAs } from '../../telemetry/vendor-calls.ts'
import type { CallStatus } from './call-planner.ts'
import type { SlotStores } from './slot-store.ts'
import type { VendorErrors } from './vendor-errors.ts'

/** What a vendor needs of the gateway. */
export interface VendorOptions<Settings> {
  /** Undefined: not configured. */
  readonly settings: Settings | undefined
  readonly cache: Cache
  readonly clock: Clock
  readonly logger: Logger
  readonly metrics: Metrics
  /** Where slots of the vendor's limits are kept; in this process by default. */
  readonly slots?: SlotStores
  /** What replicas of its records need; null: nothing is replicated. */
  readonly sync?: SyncOptions | null
  /** Overrides the vendor's timeout of one call including retries, in milliseconds. */
  readonly timeoutMs?: number | undefined
}

/** What a vendor gives the gateway besides its loaders: all that app.ts needs to run it. */
export interface VendorModule {
  /** As spelled in the graph. */
  readonly vendor: Vendor
  /** The parts of the graph it provides. */
  readonly scopes: readonly RefreshScope[]
  isConfigured(): Promise<boolean>
  /** Its status; never throws for a vendor error. */
  status(): Promise<VendorStatus>
  /** The status for one tenant, if it has credentials per tenant; throws only if our own database is unavailable. */
  statusOf?(tenantId: string): Promise<VendorStatus>
  /** Prefetches what the first page after a sign-in needs. Reports no errors: what fails here fails again when requested. */
  prepare(): void
  /** Invalidates its figures: those of this scope, or all of them. */
  refresh(scope: RefreshScope): Promise<void>
  /** The state of its replicated collections; none if nothing is replicated. */
  collections(): readonly CollectionStatus[]
  /** Brings replicas up to date that questions have begun, where nothing does so in the background. Reports no errors. */
  keepCurrent(): Promise<void>
  close(): Promise<void>
}

/** The vendor's status as of the last check. */
export interface VendorStatus {
  readonly state: VendorState
  /** An explanation for people; null if all is well. */
  readonly message: string | null
  /** Null if it was never checked. */
  readonly checkedAt: number | null
  /** Null if the vendor does not report usage. */
  readonly budget: RequestBudget | null
  /** How calls to it stand at this moment; absent if it is not configured. */
  readonly calls?: CallStatus
}

/** Usage of the account's requests, across all integrations. */
export interface RequestBudget {
  readonly limit: number
  readonly used: number
  readonly windowSeconds: number
  /** Absent and null: a rolling window. */
  readonly resetsAt?: number | null
}

/** A status without a check. */
export const unchecked = (state: VendorState, message: string | null = null): VendorStatus => ({
  state,
  message,
  checkedAt: null,
  budget: null,
})

/** The methods of a vendor without settings. */
export function createAbsentVendor({ error }: VendorErrors) {
  return {
    /** @throws VendorError `VENDOR_NOT_CONFIGURED` */
    refuse(): never {
      throw error('VENDOR_NOT_CONFIGURED')
    },
    isConfigured: async () => false,
    status: async () => unchecked('NOT_CONFIGURED'),
    prepare: () => undefined,
    refresh: async () => undefined,
    collections: () => [],
    keepCurrent: async () => undefined,
    close: async () => undefined,
  }
}

const statusPolicy: CachePolicy = { freshMs: 60_000, staleMs: 0, scope: 'status' }

const stateOf: Partial<Record<VendorError['code'], VendorState>> = {
  VENDOR_UNAUTHORIZED: 'UNAUTHORIZED',
  VENDOR_FORBIDDEN: 'UNAUTHORIZED',
  VENDOR_RATE_LIMITED: 'LIMITED',
  VENDOR_TIMEOUT: 'UNREACHABLE',
  VENDOR_UNAVAILABLE: 'UNREACHABLE',
}

/** How scarce a vendor's requests may become before its status says so. */
export interface Scarcity {
  /** Share of the limit, from 0 to 1. */
  readonly from: number
  readonly message: (percent: number) => string
}

/**
 * Checks a vendor's status, at most once a minute for all callers. A failure is a status.
 *
 * @param check makes a call, and returns the request counter if there is one
 */
export async function readStatus(
  cache: AccountCache,
  key: string,
  check: () => Promise<RequestBudget | null>,
  scarcity?: Scarcity,
): Promise<VendorStatus> {
  const { value, asOf } = await cache.read(statusPolicy, key, async () => {
    try {
      return describeBudget(await runAs('status', check), scarcity)
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
      return unchecked(stateOf[error.code] ?? 'UNKNOWN', error.message)
    }
  })
  return { ...value, checkedAt: asOf }
}

function describeBudget(budget: RequestBudget | null, scarcity: Scarcity | undefined): VendorStatus {
  if (!budget || !scarcity || budget.used < budget.limit * scarcity.from) return { ...unchecked('OK'), budget }
  const percent = Math.round((budget.used / budget.limit) * 100)
  return { ...unchecked('LIMITED', scarcity.message(percent)), budget }
}
