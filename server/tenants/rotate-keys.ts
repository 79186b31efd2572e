import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Sealer } from '../database/sealer.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { createCredentialRecords } from './credential-records.ts'
import { areNewest, openSecrets, sealSecrets } from './sealed-secrets.ts'

/** The result of a rotation, in tenants. */
export interface Rotation {
  /** Resealed with the newest key. */
  readonly resealed: readonly string[]
  /** Already sealed with it. */
  readonly unchanged: readonly string[]
  /** Left unchanged, because none of the keys decrypts them. */
  readonly unreadable: readonly string[]
}

/**
 * Reseals every tenant's credentials with the newest key, one transaction per tenant: it can be interrupted at any
 * point, leaving every record readable with the current keys, and run again. Records already under the newest key are
 * decrypted too, so that everything not reported as unreadable is readable. Gateways may keep running, once all of them
 * know the newest key.
 */
export async function rotateKeys(db: Database, sealer: Sealer, clock: Clock): Promise<Rotation> {
  const outcomes: Record<keyof Rotation, string[]> = { resealed: [], unchanged: [], unreadable: [] }
  for (const tenantId of await createCredentialRecords({ db, clock }).listTenantIds()) {
    let outcome = await rotateOne(db, sealer, clock, tenantId)
    // Saved concurrently between reading and writing: retry.
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
