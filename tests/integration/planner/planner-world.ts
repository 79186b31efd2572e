import { createVendorControl, type VendorControl } from '../../support/vendor-control.ts'
import type { AutotaskState } from '../../support/oracle/state.ts'
import type { HubSpotState } from '../../support/hubspot-state.ts'
import {
  startGateway,
  startWorldSimulators,
  type Gateway,
  type RoleName,
  type WorldOptions,
} from '../../support/world.ts'
import type { Simulators } from '../../../simulators/start-simulators.ts'

/** Vendors with their limits, and a gateway that has asked for nothing yet. */
export interface PlannerWorld {
  readonly simulators: Simulators
  readonly autotask: VendorControl<AutotaskState>
  readonly hubspot: VendorControl<HubSpotState>
  readonly gateway: Gateway
  /** Asks for the tickets of so many days, each of which is a call of its own where they are not replicated. */
  askDays(from: number, count: number, role?: RoleName): ReturnType<Gateway['query']>
  statusOf(vendor: string): Promise<Status>
  /** Autotask's queries for tickets. */
  queries(): ReturnType<VendorControl<AutotaskState>['requests']>
  close(): Promise<void>
}

interface Status {
  readonly vendor: string
  readonly state: string
  readonly calls: {
    readonly running: number
    readonly waiting: number
    readonly breaker: string
    readonly pausedUntil: string | null
    readonly budgetLeft: number | null
    readonly shared: boolean
  } | null
}

/** The day that many days before February 2026. */
export const day = (nth: number) => new Date(Date.UTC(2026, 1, 1) - nth * 86_400_000).toISOString().slice(0, 10)

export const days = (from: number, count: number) =>
  `{ ${Array.from({ length: count }, (_, nth) => `d${nth}: tickets(range: { from: "${day(from + nth)}", to: "${day(from + nth)}" }) { totalCount }`).join('\n')} }`

export async function startPlannerWorld(options: WorldOptions = {}): Promise<PlannerWorld> {
  const simulators = await startWorldSimulators({ scale: 0.2, ...options })
  const autotask = createVendorControl<AutotaskState>(simulators.autotask.url)
  const hubspot = createVendorControl<HubSpotState>(simulators.environment['HUBSPOT_BASE_URL'])
  const gateway = await startGateway(simulators, options)
  return {
    simulators,
    autotask,
    hubspot,
    gateway,
    askDays: (from, count, role = 'viewer') => gateway.query(days(from, count), {}, { role }),
    async statusOf(vendor) {
      const { vendorStatus } = await gateway.data<{ vendorStatus: Status[] }>(
        '{ vendorStatus { vendor state calls { running waiting breaker pausedUntil budgetLeft shared } } }',
      )
      return vendorStatus.find((status) => status.vendor === vendor)!
    },
    queries: async () => (await autotask.requests()).filter(({ path }) => path.endsWith('/Tickets/query')),
    async close() {
      await gateway.close()
      await simulators.close()
    },
  }
}
