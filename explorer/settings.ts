/** What the gateway tells this page. */
export interface Settings {
  /** Whether callers with an access token may read the schema. */
  readonly introspection: 'bearer' | 'off'
  /** An access token to begin with: the demo's, on this machine only. Null: a person enters theirs. */
  readonly token: string | null
}

/** Asks the gateway. Without an answer the page works all the same, and a person enters a token. */
export async function loadSettings(): Promise<Settings> {
  try {
    const response = await fetch('/explorer/settings.json', { credentials: 'omit' })
    if (response.ok) return (await response.json()) as Settings
  } catch {
    // The next request says what is wrong.
  }
  return { introspection: 'bearer', token: null }
}
