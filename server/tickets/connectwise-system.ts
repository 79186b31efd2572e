import { sql, type RawBuilder } from 'kysely'
import type { ConnectWiseAccount } from '../vendors/connectwise/types.ts'

/**
 * The scope of ticket numbers: a company on a server. On another server, the same company id denotes another system and
 * the same number another ticket.
 */
export interface ConnectWiseSystem {
  /** The ConnectWise company. */
  readonly companyId: string
  /**
   * Origin of its server, such as `https://api-na.myconnectwise.net`, without the codebase, which changes with every
   * upgrade. Null for changes logged before servers were stored.
   */
  readonly server: string | null
}

export const systemOf = ({
  companyId,
  baseUrl,
}: Pick<ConnectWiseAccount, 'companyId' | 'baseUrl'>): ConnectWiseSystem => ({
  companyId,
  server: baseUrl.origin,
})

/**
 * Whether two systems are the same, as far as they are known. Ignores case: ConnectWise may return company ids in
 * another case than requested.
 */
export function isSameSystem(one: ConnectWiseSystem, other: ConnectWiseSystem): boolean {
  const isSameServer = one.server === null || other.server === null || one.server === other.server
  return isSameServer && one.companyId.toLowerCase() === other.companyId.toLowerCase()
}

/** SQL of `isSameSystem` for two rows of the table `changes`, by their aliases. */
export const areInSameSystem = (one: string, other: string): RawBuilder<boolean> => sql<boolean>`(
  lower(${sql.ref(`${one}.company_id`)}) = lower(${sql.ref(`${other}.company_id`)})
  and (${sql.ref(`${one}.server`)} is null or ${sql.ref(`${other}.server`)} is null
    or ${sql.ref(`${one}.server`)} = ${sql.ref(`${other}.server`)}))`

/** SQL of `isSameSystem` for a row of the table `changes` and a system. */
export const isInSystem = (row: string, { companyId, server }: ConnectWiseSystem): RawBuilder<boolean> => sql<boolean>`(
  lower(${sql.ref(`${row}.company_id`)}) = ${companyId.toLowerCase()}
  ${server === null ? sql`` : sql`and (${sql.ref(`${row}.server`)} is null or ${sql.ref(`${row}.server`)} = ${server})`})`
