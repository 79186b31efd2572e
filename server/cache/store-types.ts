/** Stores cached values. Never throws, and never delays a request for longer than a fraction of a second. */
export interface Store {
  /** Returns one value per key; undefined if missing or corrupted. */
  getMany(keys: readonly string[]): Promise<unknown[]>
  /**
   * Stores a value, immediately visible within this process.
   *
   * @param ttlMs when it may be deleted; always required
   * @returns settles once other gateways see it too, or the write has failed; responses need not await it
   */
  set(key: string, value: object | number, ttlMs?: number): Promise<void>
  close(): Promise<void>
}

/** Called on each state change: the shared store is unavailable, with the reason, or available again. */
export type OnCacheState = (state: { readonly isAvailable: boolean; readonly reason: unknown }) => void
