interface PersistedClientOptions {
  readonly uri: string
  readonly headers: Readonly<Record<string, string>>
  readonly fetch: typeof fetch
  readonly sha256: (document: string) => string
  readonly useGETForHashedQueries: boolean
}

export function createPersistedClient(options: PersistedClientOptions): {
  /** @throws Error if the answer has errors */
  query(document: string): Promise<{ readonly data?: unknown; readonly error?: unknown }>
}
