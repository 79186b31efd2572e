import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../clock.ts'
import type { DatabaseKind } from '../database/database-kind.ts'

/** This moment, as an expression of a statement: epoch milliseconds. */
export type SqlNow = () => RawBuilder<number>

/**
 * The clock of deliveries, by which leases run out and waits are over. Replicas whose clocks differ must not take a ticket
 * from each other too early, so with PostgreSQL it is the server's, at the moment of the statement (`now()` would be the
 * transaction's begin). A SQLite file belongs to one machine, whose clock it is.
 */
export function createSqlNow(kind: DatabaseKind, clock: Clock): SqlNow {
  if (kind === 'postgres') return () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
  return () => sql<number>`${clock()}`
}
