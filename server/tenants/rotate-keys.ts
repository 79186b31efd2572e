import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import type { Encrypter } from '../database/encrypter.ts'
import { VendorError } from '../errors/vendor-error.ts'
import { createCredentialRecords } from './credential-records.ts'
import { areNewest, decryptSecrets, encryptSecrets } from './encrypted-secrets.ts'

/** The result of a rotation, in tenants. */
export interface Rotation {
  /** Reencrypted with the newest key. */
  readonly reencrypted: readonly string[]
  /** Already encrypted with it. */
  readonly unchanged: readonly string[]
  /** Left unchanged, because none of the keys decrypts them. */
  readonly unreadable: readonly string[]
}

/**
 * Reencrypts every tenant's credentials with the newest key, one transaction per tenant: it can be interrupted at any
 * point, leaving every record readable with the current keys, and run again. Records already under the newest key are
 * decrypted too, so that everything not reported as unreadable is readable. Gateways may keep running, once all of them
 * know the newest key.
 */
export async function rotateKeys(db: Database, encrypter: Encrypter, clock: Clock): Promise<Rotation> {
  const outcomes: Record<keyof Rotation, string[]> = { reencrypted: [], unchanged: [], unreadable: [] }
  for (const tenantId of await createCredentialRecords({ db, clock }).listTenantIds()) {
    let outcome = await rotateOne(db, encrypter, clock, tenantId)
    // Saved concurrently between reading and writing: retry.
    while (outcome === 'raced') outcome = await rotateOne(db, encrypter, clock, tenantId)
    if (outcome !== 'gone') outcomes[outcome].push(tenantId)
  }
  return outcomes
}

/** Tenants whose credentials cannot be decrypted with any of the keys. @param encrypter null: there are no keys */
export async function findUnreadable(db: Database, encrypter: Encrypter | null, clock: Clock): Promise<string[]> {
  const records = createCredentialRecords({ db, clock })
  const unreadable: string[] = []
  for (const tenantId of await records.listTenantIds()) {
    const record = await records.find(tenantId)
    try {
      if (record) decryptSecrets(encrypter, tenantId, record)
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
      unreadable.push(tenantId)
    }
  }
  return unreadable
}

function rotateOne(db: Database, encrypter: Encrypter, clock: Clock, tenantId: string) {
  return db.transaction().execute(async (transaction): Promise<keyof Rotation | 'raced' | 'gone'> => {
    const records = createCredentialRecords({ db: transaction, clock })
    const record = await records.find(tenantId)
    if (!record) return 'gone'
    try {
      const secrets = decryptSecrets(encrypter, tenantId, record)
      if (areNewest(encrypter, record)) return 'unchanged'
      const isDone = await records.reencrypt(record, encryptSecrets(encrypter, tenantId, secrets))
      return isDone ? 'reencrypted' : 'raced'
    } catch (error) {
      if (error instanceof VendorError) return 'unreadable'
      throw error
    }
  })
}
