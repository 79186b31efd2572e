import type { Principal } from '../../../server/auth/principal.ts'
import { usualChangeTimes, type ChangeTimes } from '../../../server/changes/change-times.ts'
import { assembleChanges } from '../../../server/changes/changes.ts'
import { GatewayError } from '../../../server/errors/gateway-error.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'
import { createMetrics } from '../../../server/telemetry/metrics.ts'
import { createTenantAccess } from '../../../server/tickets/tenant-access.ts'
import type { ConnectWiseAccount, ConnectWiseSetup, Ticket } from '../../../server/vendors/connectwise/types.ts'
import { takeSlots } from '../../support/planners.ts'
import { createAnsweringConnectWise, ticket } from './answering-connectwise.ts'
import { granted } from './delivery/fake-connectwise.ts'
import { openStore } from './open-store.ts'

/** Longer than a test may take. */
export const long = 1_000_000

/** An operator of the tenant acme. */
export const olga: Principal = {
  id: 'o',
  name: 'Olga',
  email: 'olga@msp.test',
  role: 'OPERATOR',
  operatorTenants: ['acme'],
  scheme: 'bearer',
}

/** Nothing is found by a poll: what is delivered was told to the worker. */
const times = { ...usualChangeTimes, pollMs: long, waitMs: long }

/** The room as it is shipped, on a store of its own, with a ConnectWise that answers as it is told. */
export async function startChanges(given: Partial<ChangeTimes> = {}) {
  const store = await openStore()
  const connectWise = createAnsweringConnectWise()
  const metrics = createMetrics()
  const lines: Record<string, unknown>[] = []
  const refreshed: string[][] = []
  const tenant: { setup: ConnectWiseSetup; isFeatureOn: boolean; ticket: () => Promise<Ticket | null> } = {
    setup: granted,
    isFeatureOn: true,
    ticket: async () => ticket,
  }
  const accounts: ConnectWiseAccount[] = []
  const take = takeSlots(100, 1_000)
  const waitsForSlot: [string, number][] = []
  const refresh = {
    async tenants(ids: readonly string[]): Promise<void> {
      refreshed.push([...ids])
    },
  }
  const changes = assembleChanges(
    {
      access: createTenantAccess({ accountOf: async () => tenant.setup, isFeatureOn: async () => tenant.isFeatureOn }),
      connectWise: {
        writer(account) {
          accounts.push(account)
          return connectWise.writer
        },
        takeSlot: (tenantId, maxWaitMs, signal) => {
          waitsForSlot.push([tenantId, maxWaitMs])
          return take(tenantId, maxWaitMs, signal)
        },
        refresh: (ids) => refresh.tenants(ids),
        forRequest: (_, account) => {
          accounts.push(account)
          return { ticket: { load: () => tenant.ticket() } } as never
        },
      },
      tenantExists: async (id) => id === 'acme',
      clock: () => store.clock.now,
      logger: createLogger({
        level: 'info',
        destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
      }),
      metrics,
    },
    { ...times, ...given },
    store,
  )
  return {
    ...changes,
    store,
    connectWise,
    tenant,
    accounts,
    refreshed,
    refresh,
    /** The tenants for whose slots was waited, and for how long at most. */
    waitsForSlot,
    lines,
    /** How often each outcome of a step was counted. */
    deliveries: async () => (await metrics.deliveries.get()).values.map(({ labels, value }) => ({ ...labels, value })),
    async end() {
      await changes.close(0)
      await store.database.destroy()
    },
  }
}

export type Changes = Awaited<ReturnType<typeof startChanges>>

/** The code of a rejected call. */
export const codeOf = async (call: Promise<unknown>): Promise<string> => {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  return error instanceof GatewayError ? error.code : String(error)
}
