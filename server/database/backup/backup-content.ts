import type { Tables } from '../tables.ts'

/** What a backup has, in an order in which rows can be inserted: none names a row of a later table. */
export const keptTables = [
  'own_keys',
  'tenants',
  'connectwise_credentials',
  'feature_flags',
  'change_queues',
  'changes',
  'change_steps',
  'restores',
  'audit_records',
  'audit_anchors',
] as const satisfies (keyof Tables)[]

export type KeptTable = (typeof keptTables)[number]

/**
 * What it leaves out. Sessions, since those that end after the backup would be back; vendor records, which are read again
 * from the vendors; and what counts for minutes: the cache, limits and slots that gateways share in PostgreSQL.
 */
export const leftOutTables = [
  'sessions',
  'spent_states',
  'sync_accounts',
  'sync_records',
  'cache_entries',
  'cache_claims',
  'rate_limit_counts',
  'vendor_slots',
  'vendor_waiting',
  'vendor_gates',
  'vendor_usage',
  'vendor_budgets',
] as const
