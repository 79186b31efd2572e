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
