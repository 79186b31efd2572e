import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Sealer } from '../database/sealer.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { createCredentialRecords } from './credential-records.ts'
import { areNewest, openSecrets, sealSecrets } from './sealed-secrets.ts'

/** What a rotation did, in tenants. */
export interface Rotation {
  /** Sealed with the newest key now and not before. */
  readonly resealed: readonly string[]
  /** Sealed with it already. */
  readonly unchanged: readonly string[]
  /** Left as they were, because none of the keys opens them. */
  readonly unreadable: readonly string[]
}

/**
 * Seals every tenant's credentials with the newest key, each in a transaction of its own: whenever it ends, every record
 * is whole and readable with the keys at hand, and it can be run again. Those under the newest key are opened too, so that
 * what is not named unreadable is readable. Gateways may run meanwhile, once all of them know the newest key.
 */
export async function rotateKeys(db: Database, sealer: Sealer, clock: Clock): Promise<Rotation> {
  const outcomes: Record<keyof Rotation, string[]> = { resealed: [], unchanged: [], unreadable: [] }
  for (const tenantId of await createCredentialRecords({ db, clock }).listTenantIds()) {
    let outcome = await rotateOne(db, sealer, clock, tenantId)
    // Saved by somebody between reading and writing: once more.
    while (outcome === 'raced') outcome = await rotateOne(db, sealer, clock, tenantId)
    if (outcome !== 'gone') outcomes[outcome].push(tenantId)
  }
  return outcomes
}

function rotateOne(db: Database, sealer: Sealer, clock: Clock, tenantId: string) {
  return db.transaction().execute(async (transaction): Promise<keyof Rotation | 'raced' | 'gone'> => {
    const records = createCredentialRecords({ db: transaction, clock })
    const record = await records.find(tenantId)
    if (!record) return 'gone'
    try {
      const secrets = openSecrets(sealer, tenantId, record)
      if (areNewest(sealer, record)) return 'unchanged'
      const isDone = await records.reseal(record, sealSecrets(sealer, tenantId, secrets))
      return isDone ? 'resealed' : 'raced'
    } catch (error) {
      if (error instanceof VendorError) return 'unreadable'
      throw error
    }
  })
}
