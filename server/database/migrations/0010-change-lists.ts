import type { Migration } from '../migrate.ts'

/**
 * Indexes for the list of changes over all tenants, newest first: of all, of one operator, of a state, and of a ticket's
 * number. Without them, the few changes that failed or that one operator logged are looked for among all ever logged.
 */
export const changeLists: Migration = {
  name: '0010-change-lists',
  async up(db) {
    const newest = ['created_at', 'id'] as const
    await db.schema
      .createIndex('changes_newest')
      .on('changes')
      .columns([...newest])
      .execute()
    await db.schema
      .createIndex('changes_of_operator')
      .on('changes')
      .columns(['operator_id', ...newest])
      .execute()
    await db.schema
      .createIndex('changes_of_state')
      .on('changes')
      .columns(['state', ...newest])
      .execute()
    await db.schema
      .createIndex('changes_of_ticket')
      .on('changes')
      .columns(['ticket_id', ...newest])
      .execute()
  },
}
