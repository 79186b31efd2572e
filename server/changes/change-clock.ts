import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../clock.ts'
import type { DatabaseKind } from '../database/database-kind.ts'

/** The current time as an SQL expression, in epoch milliseconds. */
export type SqlNow = () => RawBuilder<number>

/**
 * The clock of deliveries: leases and delays expire by it. Replicas with clock skew must not take over a ticket too
 * early, so with PostgreSQL it is the server's clock at the time of the statement (`now()` would be the start of the
 * transaction). A SQLite file belongs to one machine, so use that machine's clock.
 */
export function createSqlNow(kind: DatabaseKind, clock: Clock): SqlNow {
  if (kind === 'postgres') return () => sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
  return () => sql<number>`${clock()}`
}
