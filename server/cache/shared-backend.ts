/** What gateways share values and claims through, as this process reaches it. Its methods may reject, and may never settle. */
export interface SharedBackend {
  /** How it is called in logs: `Redis`. */
  readonly name: string
  /** Timeout of a command, in milliseconds. */
  readonly limitMs: number
  /** Whether commands can be sent. Not yet connected is no fault: it may be there in a moment. */
  isReady(): { readonly toRead: boolean; readonly toWrite: boolean }
  /**
   * Reads texts.
   *
   * @param known per key, the first letters of the text that this process has, of any length; a text that begins with them
   * need not be sent again
   */
  read(keys: readonly string[], known: readonly (string | undefined)[]): Promise<(string | Unchanged | null)[]>
  write(key: string, text: string, ttlMs: number): Promise<void>
  /** Takes or renews claims, which expire by its own clock. @returns those keys that the holder now has */
  take(keys: readonly string[], holder: string, expiryMs: number): Promise<readonly string[]>
  release(keys: readonly string[], holder: string): Promise<void>
  /** Reads something small; rejects also if that was slow. */
  probeReading(): Promise<void>
  /** Writes about as much as the smallest value. */
  probeWriting(): Promise<void>
  close(): Promise<void>
}

/** In place of a text that begins as the one that is known. */
export const unchanged = Symbol('unchanged')
export type Unchanged = typeof unchanged

/** Is told of connections that are lost, outside of any command. */
export interface BackendTrouble {
  readonly onReadTrouble: (error: unknown) => void
  readonly onWriteTrouble: (error: unknown) => void
}
