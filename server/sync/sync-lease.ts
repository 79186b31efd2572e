import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'

/** The lease of an account's replica: one gateway at a time reads from the vendor. */
export interface SyncLease {
  /** Takes or renews the lease. @returns false if another gateway has it */
  claim(): Promise<boolean>
  /** Renews the lease. @returns false if another gateway has had it meanwhile */
  renew(): Promise<boolean>
  release(): Promise<void>
}

export interface SyncLeaseOptions {
  readonly database: Database
  readonly account: string
  /** Unique for each gateway. */
  readonly owner: string
  /** Wall clock: leases expire by it. */
  readonly wallClock: Clock
  readonly leaseMs: number
}

export function createSyncLease({ database, account, owner, wallClock, leaseMs }: SyncLeaseOptions): SyncLease {
  const ofAccount = () => database.updateTable('sync_accounts').where('account', '=', account)
  return {
    async claim() {
      const now = wallClock()
      const taken = await ofAccount()
        .set({ owner, leased_until: now + leaseMs, used_at: now })
        .where(({ or, eb }) =>
          or([
            eb('owner', 'is', null),
            eb('owner', '=', owner),
            eb('leased_until', '<=', now),
            // A lease longer than the maximum predates a clock that was set back.
            eb('leased_until', '>', now + 2 * leaseMs),
          ]),
        )
        .returning('account')
        .executeTakeFirst()
      return taken !== undefined
    },

    async renew() {
      const held = ofAccount().where('owner', '=', owner)
      const renewed = await held
        .set({ leased_until: wallClock() + leaseMs })
        .returning('account')
        .executeTakeFirst()
      return renewed !== undefined
    },

    async release() {
      await ofAccount().where('owner', '=', owner).set({ owner: null, leased_until: 0 }).execute()
    },
  }
}
