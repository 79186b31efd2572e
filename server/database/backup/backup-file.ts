import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/*
 * A backup is a SQLite file with tables of the gateway, whichever database it was made from, and with what stands here.
 */

/** `MSPG`: what tells a backup from other SQLite files (https://sqlite.org/pragma.html#pragma_application_id). */
export const applicationId = 0x4d_53_50_47

/** What a backup has besides tables of the gateway. */
export interface BackupTables {
  /** One row. */
  readonly backup: {
    /** When the state was read, in epoch milliseconds. */
    readonly taken_at: number
  }
  /** How many rows each table has, and a digest of them in the order of the file. */
  readonly backup_tables: { readonly name: string; readonly rows: number; readonly digest: string }
}

/** The database of a backup. */
export type BackupDatabase = Kysely<Tables & BackupTables>

export async function createBackupTables(db: BackupDatabase, takenAt: number): Promise<void> {
  await db.schema
    .createTable('backup')
    .addColumn('taken_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.insertInto('backup').values({ taken_at: takenAt }).execute()
  await db.schema
    .createTable('backup_tables')
    .addColumn('name', 'text', (column) => column.primaryKey().notNull())
    .addColumn('rows', 'bigint', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .execute()
}
