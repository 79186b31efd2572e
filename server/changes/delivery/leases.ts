import { sql } from 'kysely'
import type { Database } from '../../database/create-database.ts'
import type { SqlNow } from '../change-clock.ts'

/** A lease on a ticket for one delivery run. */
export interface Lease {
  readonly tenantId: string
  readonly ticketId: number
  /** New for each run, so that a delayed run can detect that another has taken over. */
  readonly owner: string
}

/** The lease was taken over, or the step has changed: stop working on it. */
export class LeaseLostError extends Error {
  override name = 'LeaseLostError'
}

/** What is done with a lease. */
export interface Leases {
  /**
   * Acquires the lease of a ticket.
   *
   * @returns the time by the clock of deliveries; null if the lease is held
   */
  claim(lease: Lease): Promise<number | null>
  /** Releases a lease; does nothing if it has been taken over. */
  release(lease: Lease): Promise<void>
  /**
   * Runs `write` while the lease cannot be taken over, in one transaction, and renews it.
   *
   * @returns the time by the clock of deliveries
   * @throws LeaseLostError
   */
  holding(lease: Lease, write: (trx: Database) => Promise<void>): Promise<number>
}

/** @param leaseMs lease duration, counted from its owner's last write */
export function createLeases({ database: db, now, leaseMs }: LeaseOptions): Leases {
  const nowPlus = (ms: number) => sql<number>`${now()} + ${sql.lit(Math.round(ms))}`
  const ofTicket = ({ tenantId, ticketId }: Lease, trx: Database = db) =>
    trx.updateTable('change_queues').where('tenant_id', '=', tenantId).where('ticket_id', '=', ticketId)

  return {
    async claim(lease) {
      const taken = await ofTicket(lease)
        .set({ owner: lease.owner, leased_until: nowPlus(leaseMs) })
        // A lease longer than the maximum predates a clock that was set back.
        .where(({ or, eb }) => or([eb('leased_until', '<=', now()), eb('leased_until', '>', nowPlus(2 * leaseMs))]))
        .returning('leased_until')
        .executeTakeFirst()
      return taken ? taken.leased_until - leaseMs : null
    },

    async release(lease) {
      await ofTicket(lease).set({ owner: null, leased_until: 0 }).where('owner', '=', lease.owner).execute()
    },

    holding: (lease, write) =>
      db.transaction().execute(async (trx) => {
        const held = await ofTicket(lease, trx)
          .set({ leased_until: nowPlus(leaseMs) })
          .where('owner', '=', lease.owner)
          .returning('leased_until')
          .executeTakeFirst()
        if (!held) throw new LeaseLostError()
        await write(trx)
        return held.leased_until - leaseMs
      }),
  }
}

export interface LeaseOptions {
  readonly database: Database
  readonly now: SqlNow
  readonly leaseMs: number
}
