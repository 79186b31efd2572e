/** A replica in the database: of an account, in one format. */
export interface ReplicaName {
  /** Identifies the vendor's account and everything else the records depend on. */
  readonly account: string
  /** Version of the stored records, with the settings they depend on. */
  readonly format: string
}

/**
 * The key of a stored replica. Gateways of several versions or settings on one database, as in a rolling upgrade, each have
 * their own.
 */
export const storedKey = ({ account, format }: ReplicaName): string => `${account}/${format}`

/** The account of a key. */
export const accountOfKey = (key: string, format: string): string =>
  key.endsWith(`/${format}`) ? key.slice(0, -format.length - 1) : key
