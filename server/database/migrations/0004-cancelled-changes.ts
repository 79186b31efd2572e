import type { Migration } from '../migrate.ts'

/**
 * The server a change was logged for, and who cancelled it. Null for older changes, which are matched by company id
 * alone.
 */
export const cancelledChanges: Migration = {
  name: '0004-cancelled-changes',
  async up(db) {
    // One column per statement: SQLite accepts no more.
    await db.schema.alterTable('changes').addColumn('server', 'text').execute()
    await db.schema.alterTable('changes').addColumn('cancel_requested_at', 'bigint').execute()
    await db.schema.alterTable('changes').addColumn('cancelled_by', 'text').execute()
  },
}
