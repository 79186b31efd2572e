import type { Stopwatch } from '../../../../server/changes/delivery/stopwatch.ts'
import { createDeliverer, type DeliverOptions } from '../../../../server/changes/delivery/deliver.ts'
import { usualChangeTimes } from '../../../../server/changes/change-times.ts'
import type { DeniedAccess, GrantedAccess } from '../../../../server/tickets/tenant-access.ts'
import { createAnsweringConnectWise } from '../answering-connectwise.ts'
import type { Store } from '../open-store.ts'
import { granted } from './fake-connectwise.ts'

/** A gateway's deliveries from a store into a ConnectWise that answers as it is told, by the store's clock. */
export function startDeliverer(store: Store, options: Partial<DeliverOptions> = {}) {
  const connectWise = createAnsweringConnectWise()
  const outcomes: string[] = []
  const tenant: { access: GrantedAccess | DeniedAccess; checks: string[] } = { access: granted, checks: [] }
  const closing = { isClosing: false, end: new AbortController() }
  const deliverer = createDeliverer({
    records: store.records,
    delivery: store.deliveries,
    access: {
      async check(tenantId) {
        tenant.checks.push(tenantId)
        return tenant.access
      },
    },
    writerOf: () => connectWise.writer,
    times: usualChangeTimes,
    clock: () => store.clock.now,
    stopwatch: () => stopwatchOf(store),
    onOutcome: (change, kind, outcome) => outcomes.push(`${change.id} ${kind} ${outcome}`),
    ...options,
  })
  return {
    connectWise,
    outcomes,
    tenant,
    closing,
    /** Delivers a change of ticket 1 as far as possible. */
    run: (id: string, ticketId = 1) =>
      deliverer.run(
        { id, tenantId: 'acme', ticketId },
        { isClosing: () => closing.isClosing, signal: closing.end.signal },
      ),
  }
}

/** A stopwatch by the store's clock. */
function stopwatchOf({ clock }: Store): Stopwatch {
  const begun = clock.now
  return { atLeast: () => clock.now - begun, atMost: () => clock.now - begun }
}
