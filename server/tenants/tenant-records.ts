import type { Clock } from '../clock.ts'
import type { Database } from '../database/create-database.ts'
import { createLastKnown } from '../database/last-known.ts'

/** A customer organisation that voice work is done for. */
export interface TenantRecord {
  readonly id: string
  readonly name: string
}

/**
 * Storage of tenants. While the database is unavailable, `list` returns what was read last; every method throws
 * DatabaseUnavailableError otherwise.
 */
export function createTenantRecords({ db, clock }: { db: Database; clock: Clock }) {
  const readAll = createLastKnown(async (): Promise<readonly TenantRecord[]> => {
    const rows = await db.selectFrom('tenants').select(['id', 'name']).execute()
    return rows
      .map(({ id, name }) => ({ id, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1))
  }, clock)

  return {
    async find(id: string): Promise<TenantRecord | null> {
      const row = await db.selectFrom('tenants').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
      return row ? { id: row.id, name: row.name } : null
    },

    /** Lists all tenants, by name. */
    list: () => readAll('all'),

    /** @returns false if the id is taken */
    async insert({ id, name }: TenantRecord): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('tenants')
        .values({ id, name, created_at: clock() })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    },

    /** @returns false if there is no such tenant */
    async rename({ id, name }: TenantRecord): Promise<boolean> {
      const { numUpdatedRows } = await db.updateTable('tenants').set({ name }).where('id', '=', id).executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

export type TenantRecords = ReturnType<typeof createTenantRecords>
