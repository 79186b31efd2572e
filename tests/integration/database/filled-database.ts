import { insertChange } from '../../../server/changes/insert-change.ts'
import { createSqlNow } from '../../../server/changes/change-clock.ts'
import type { NewChange } from '../../../server/changes/change-record.ts'
import type { Database } from '../../../server/database/create-database.ts'

const change: NewChange = {
  tenantId: 'acme',
  ticketId: 1,
  idempotencyKey: 'key',
  contentHash: 'hash',
  reference: 'REF',
  companyId: 'acme',
  server: 'https://one.test',
  isProject: false,
  kind: null,
  note: 'Zoë called — “back soon” 📞\nRef',
  isInternal: true,
  timeNotes: '',
  minutes: 15,
  startedAt: 1_773_842_400_000,
  statusMode: 'given',
  statusId: 2_147_483_647,
  memberIdentifier: null,
  operatorId: 'o',
  operatorName: 'Olga',
  plannedSteps: ['NOTE', 'TIME'],
}

/** Logs a change as a gateway does, by a name of its own, on one of three tickets. */
export const logOne = (db: Database, name: string) =>
  insertChange(
    db,
    createSqlNow('sqlite', () => 1_773_842_400_000),
    { ...change, id: `acme:${name}`, idempotencyKey: name, reference: name, ticketId: 1 + (name.length % 3) },
    1_773_842_400_000,
  )

/** Fills a database with some of everything, in more rows than are copied at a time. */
export async function fillDatabase(db: Database): Promise<void> {
  await db.insertInto('tenants').values({ id: 'acme', name: 'Acme', created_at: 1 }).execute()
  await db
    .insertInto('connectwise_credentials')
    .values({
      tenant_id: 'acme',
      base_url: 'https://one.test/v4_6_release/apis/3.0',
      company_id: 'acme',
      public_key: 'v1.a.b',
      private_key: 'v1.a.c',
      client_id: 'v1.a.d',
      defaults: '{}',
      updated_at: 1,
      updated_by: 'Ada',
    })
    .execute()
  await db
    .insertInto('feature_flags')
    .values({ key: 'connectwise_integration', tenant_id: '', enabled: 1, updated_at: 1, updated_by: 'Ada' })
    .execute()
  for (const name of ['a', 'bb', 'ccc', 'dddd']) await logOne(db, name)
  await db.insertInto('restores').values({ restored_at: 1_000, lost_since: 500 }).execute()
  const records = Array.from({ length: 1_234 }, (_, n) => ({
    chain: 'one',
    position: n + 1,
    at: 1_773_842_400_000 + n,
    kind: 'read',
    actor_id: null,
    outcome: 'ok',
    tenants: '',
    completes: null,
    content: JSON.stringify({ n, text: 'x'.repeat(n % 50) }),
    previous: '',
    hash: String(n),
  }))
  for (const some of [records.slice(0, 617), records.slice(617)]) {
    await db.insertInto('audit_records').values(some).execute()
  }
  await db
    .insertInto('audit_anchors')
    .values({ chain: 'one', purpose: 'head', position: 1_234, hash: '1233', at: 1, key_id: null, signature: null })
    .execute()
  const session = { id_hash: 's', principal_id: 'p', principal: '{}', created_at: 1, seen_at: 1, expires_at: 2 }
  await db
    .insertInto('sessions')
    .values({ ...session, renew_at: 1, tokens: 't' })
    .execute()
  await db
    .insertInto('sync_records')
    .values({ account: 'a', collection: 'c', id: '1', revision: 1, data: '{}' })
    .execute()
}
