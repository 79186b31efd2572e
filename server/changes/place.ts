import { sql, type RawBuilder } from 'kysely'
import type { ConnectWiseAccount } from '../vendors/connectwise/types.ts'

/**
 * Where ticket numbers mean something: a company on a server. The same company id stands for another system on another
 * server, and so does the same number of a ticket.
 */
export interface Place {
  /** ConnectWise's company. */
  readonly companyId: string
  /**
   * The origin of its server, such as `https://api-na.myconnectwise.net`. Without the codebase, which changes with every
   * upgrade. Null: logged before servers were kept.
   */
  readonly server: string | null
}

export const placeOf = ({ companyId, baseUrl }: Pick<ConnectWiseAccount, 'companyId' | 'baseUrl'>): Place => ({
  companyId,
  server: baseUrl.origin,
})

/** Whether two places are one, as far as they are known. Company ids have been seen in another case than asked for. */
export function isSamePlace(one: Place, other: Place): boolean {
  const isSameServer = one.server === null || other.server === null || one.server === other.server
  return isSameServer && one.companyId.toLowerCase() === other.companyId.toLowerCase()
}

/** `isSamePlace` of rows of the table `changes`, by the names that they have in the statement. */
export const areInSamePlace = (one: string, other: string): RawBuilder<boolean> => sql<boolean>`(
  lower(${sql.ref(`${one}.company_id`)}) = lower(${sql.ref(`${other}.company_id`)})
  and (${sql.ref(`${one}.server`)} is null or ${sql.ref(`${other}.server`)} is null
    or ${sql.ref(`${one}.server`)} = ${sql.ref(`${other}.server`)}))`

/** `isSamePlace` of a row of the table `changes` and a place. */
export const isInPlace = (row: string, { companyId, server }: Place): RawBuilder<boolean> => sql<boolean>`(
  lower(${sql.ref(`${row}.company_id`)}) = ${companyId.toLowerCase()}
  ${server === null ? sql`` : sql`and (${sql.ref(`${row}.server`)} is null or ${sql.ref(`${row}.server`)} = ${server})`})`
