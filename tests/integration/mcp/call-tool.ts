import type { Client } from '@modelcontextprotocol/client'
import type { RoleName, World } from '../../support/world.ts'
import { connectAgent } from './agent.ts'

/** A result of a tool, as a client has it. */
export interface Called {
  readonly structured: Readonly<Record<string, unknown>>
  readonly text: string
  readonly isError: boolean
  /** Of the whole answer as it was sent, at four bytes each. */
  readonly tokens: number
}

export type CallTool = (name: string, given: object, role?: RoleName) => Promise<Called>

/**
 * Calls tools with the official client, as a viewer unless told otherwise. The client has listed the tools, so that it checks
 * structured content by their schemas.
 */
export function connectTools({ url, token }: Pick<World, 'url' | 'token'>) {
  const clients = new Map<RoleName, Promise<Client>>()
  let answerBytes = 0

  const counting: typeof fetch = async (...request) => {
    const response = await fetch(...request)
    const body = await response.text()
    answerBytes = Buffer.byteLength(body)
    const isEmpty = [204, 304].includes(response.status)
    return new Response(isEmpty ? null : body, { status: response.status, headers: response.headers })
  }

  async function connect(role: RoleName): Promise<Client> {
    const client = await connectAgent(url, { token: await token(role), fetch: counting })
    await client.listTools()
    return client
  }

  const call: CallTool = async (name, given, role = 'viewer') => {
    const connected = clients.get(role) ?? connect(role)
    clients.set(role, connected)
    const result = await (await connected).callTool({ name, arguments: { ...given } })
    const [content] = result.content
    return {
      structured: (result.structuredContent ?? {}) as Called['structured'],
      text: content?.type === 'text' ? content.text : '',
      isError: result.isError === true,
      tokens: Math.ceil(answerBytes / 4),
    }
  }

  return {
    call,
    async close() {
      for (const client of clients.values()) await (await client).close()
    },
  }
}
