import { sql, type RawBuilder } from 'kysely'
import type { ConnectWiseSystem } from '../tickets/connectwise-system.ts'

/** SQL of `isSameSystem` for two rows of the table `changes`, by their aliases. */
export const areInSameSystem = (one: string, other: string): RawBuilder<boolean> => sql<boolean>`(
  lower(${sql.ref(`${one}.company_id`)}) = lower(${sql.ref(`${other}.company_id`)})
  and (${sql.ref(`${one}.server`)} is null or ${sql.ref(`${other}.server`)} is null
    or ${sql.ref(`${one}.server`)} = ${sql.ref(`${other}.server`)}))`

/** SQL of `isSameSystem` for a row of the table `changes` and a system. */
export const isInSystem = (row: string, { companyId, server }: ConnectWiseSystem): RawBuilder<boolean> => sql<boolean>`(
  lower(${sql.ref(`${row}.company_id`)}) = ${companyId.toLowerCase()}
  ${server === null ? sql`` : sql`and (${sql.ref(`${row}.server`)} is null or ${sql.ref(`${row}.server`)} = ${server})`})`
