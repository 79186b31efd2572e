import type { Migration } from '../migrate.ts'

/**
 * For which server a change was logged, and who took it back. Of what was logged before the server is not known: null,
 * which the company id alone stands for.
 */
export const cancelledChanges: Migration = {
  name: '0004-cancelled-changes',
  async up(db) {
    // One column a statement: SQLite takes no more.
    await db.schema.alterTable('changes').addColumn('server', 'text').execute()
    await db.schema.alterTable('changes').addColumn('cancel_requested_at', 'bigint').execute()
    await db.schema.alterTable('changes').addColumn('cancelled_by', 'text').execute()
  },
}
