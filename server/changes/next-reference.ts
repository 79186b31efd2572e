import type { Database } from '../database/create-database.ts'
import { deriveReference } from './reference.ts'

/**
 * Gives references for new changes: the same for the same tenant and key. Should that be another change's, which is
 * about as likely as one in a million for a tenant's first fifty thousand changes, it is the next one.
 */
export function createReferences(db: Database): (tenantId: string, idempotencyKey: string) => Promise<string> {
  let key: string | null = null
  return async (tenantId, idempotencyKey) => {
    key ??= await readKey(db)
    for (let round = 0; ; round++) {
      const reference = deriveReference(key, tenantId, idempotencyKey, round)
      if (!(await isTaken(db, `${tenantId}:${reference}`))) return reference
    }
  }
}

async function readKey(db: Database): Promise<string> {
  const { key } = await db
    .selectFrom('own_keys')
    .select('key')
    .where('purpose', '=', 'change references')
    .executeTakeFirstOrThrow()
  return key
}

async function isTaken(db: Database, changeId: string): Promise<boolean> {
  return (await db.selectFrom('changes').select('id').where('id', '=', changeId).executeTakeFirst()) !== undefined
}
