/** Where cached values are kept. Nothing here ever fails, or keeps a request waiting for longer than a fraction of a second. */
export interface Store {
  /** As many values as keys; undefined where there is none, or none that is whole. */
  getMany(keys: readonly string[]): Promise<unknown[]>
  /**
   * Keeps a value: at once as far as this process is concerned.
   *
   * @param ttlMs after how long it may be cleared away; never without
   * @returns settles when other gateways see it too, or when that has come to nothing; answers need not wait for it
   */
  set(key: string, value: object | number, ttlMs?: number): Promise<void>
  close(): Promise<void>
}

/** Told at each change of state: that the shared store is away, with the reason, and that it is back. */
export type OnCacheState = (state: { readonly isAvailable: boolean; readonly reason: unknown }) => void
