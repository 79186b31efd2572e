import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'

/** A revision of the protocol: without sessions, or one of those before it. */
export type Era = 'modern' | 'legacy'

export interface AgentOptions {
  /** An access token; null: none. */
  readonly token: string | null
  readonly era?: Era
  /** Sends requests another way than by HTTP. */
  readonly fetch?: typeof fetch
}

/** The official client, connected to the server for agents of a gateway. Close it when done. */
export async function connectAgent(url: string, { token, era = 'modern', fetch: send }: AgentOptions): Promise<Client> {
  const client = new Client(
    { name: 'tests', version: '1.0.0' },
    era === 'modern' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {},
  )
  const transport = new StreamableHTTPClientTransport(new URL(`${url}/mcp`), {
    ...(token !== null && { requestInit: { headers: { authorization: `Bearer ${token}` } } }),
    ...(send && { fetch: send }),
  })
  await client.connect(transport)
  return client
}
