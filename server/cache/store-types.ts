/** Stores cached values. Never throws, and never delays a request for longer than a fraction of a second. */
export interface Store {
  /** Returns one value per key; undefined if missing or corrupted. */
  getMany(keys: readonly string[]): Promise<unknown[]>
  /**
   * Stores a value, immediately visible within this process.
   *
   * @param ttlMs when it may be deleted; always required
   * @returns settles once other gateways see it too (true), or will not (false); responses need not await it
   */
  set(key: string, value: object | number, ttlMs?: number): Promise<boolean>
  /** Which gateway loads what; null: no other gateway uses this store. */
  readonly claims: Claims | null
  close(): Promise<void>
}

/**
 * Claims to load a key, one gateway at a time. They save calls, and nothing depends on them: a claim can be lost, and then a
 * key is loaded twice. Their expiry is by the store's clock.
 */
export interface Claims {
  /**
   * Claims keys, or renews the claims that this gateway has.
   *
   * @returns the keys that are now this gateway's; null while the store is unavailable, and each gateway loads for itself
   */
  take(keys: readonly string[]): Promise<ReadonlySet<string> | null>
  /** Gives up claims of this gateway, so that others need not wait for their expiry. */
  release(keys: readonly string[]): Promise<void>
}

/** How long a claim lasts unless it is renewed, in milliseconds: what a gateway was loading that has died waits this long. */
export const claimMs = 5_000

/** Called on each state change: the shared store is unavailable, with the reason, or available again. */
export type OnCacheState = (state: { readonly isAvailable: boolean; readonly reason: unknown }) => void
