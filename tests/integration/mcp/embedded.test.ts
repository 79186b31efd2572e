import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { people, startGraph } from '../../support/embedded-graph.ts'
import { startWorld, type World } from '../../support/world.ts'
import { connectAgent } from './agent.ts'
import { call, headersOf } from './raw.ts'

/** Where the program has mounted the graph. */
const base = 'https://tools.example/msp'

let world: World
/** Callers are known by the program. */
let known: Awaited<ReturnType<typeof startGraph>>
/** Callers show tokens of the identity provider of the settings. */
let issued: Awaited<ReturnType<typeof startGraph>>

beforeAll(async () => {
  world = await startWorld({ scale: 0.05 })
  known = await startGraph(world.simulators, {
    principalOf: (request) => (request.headers.get('authorization') === 'Bearer vera' ? people.viewer : null),
  })
  issued = await startGraph(world.simulators, { world: { environment: { ALLOWED_ORIGINS: 'https://pages.example' } } })
})
afterAll(async () => {
  await known.close(0)
  await issued.close(0)
  await world.close()
})

const fetchBy =
  ({ handler }: Pick<typeof known, 'handler'>): typeof fetch =>
  (address, init) =>
    handler(new Request(address, init))

describe.each(['modern', 'legacy'] as const)('the handler of the package, to the official client, %s', (era) => {
  test('lists the tools of the principal and calls them, wherever it is mounted', async () => {
    const client = await connectAgent(base, { token: 'vera', era, fetch: fetchBy(known) })
    const { tools } = await client.listTools()
    const result = await client.callTool({ name: 'count_tickets', arguments: { state: 'OPEN' } })

    expect(tools.map(({ name }) => name)).not.toContain('log_change')
    expect(result.isError).toBeUndefined()
    expect(result.content).toEqual([{ type: 'text', text: expect.stringMatching(/^\d+ .*|.*\d+/) }])
    await client.close()
  })
})

describe('the handler of the package', () => {
  const post = (graph: typeof known, headers: Record<string, string>, path = '/mcp') => {
    const asked = call('count_tickets')
    return graph.handler(
      new Request(`${base}${path}`, {
        method: 'POST',
        headers: { ...headersOf(asked), ...headers },
        body: JSON.stringify(asked),
      }),
    )
  }

  test('describes where tokens come from, for the path at which it is mounted', async () => {
    const described = 'https://tools.example/.well-known/oauth-protected-resource/msp/mcp'
    const refused = await post(issued, {})
    const metadata = await issued.handler(new Request(described))

    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      401,
      `Bearer resource_metadata="${described}"`,
    ])
    expect(await metadata.json()).toMatchObject({
      resource: `${base}/mcp`,
      authorization_servers: [world.simulators.identity.url],
    })
    expect((await post(issued, { authorization: `Bearer ${await world.token('viewer')}` })).status).toBe(200)
  })

  test('has nothing to describe where the program knows its callers itself', async () => {
    const metadata = await known.handler(
      new Request('https://tools.example/.well-known/oauth-protected-resource/msp/mcp'),
    )
    const refused = await post(known, {})

    expect(metadata.status).toBe(404)
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  })

  test('refuses pages that ALLOWED_ORIGINS does not have', async () => {
    const authorization = `Bearer ${await world.token('viewer')}`

    expect((await post(issued, { authorization, origin: 'https://pages.example' })).status).toBe(200)
    expect((await post(issued, { authorization, origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(issued, { authorization, origin: 'https://tools.example' })).status).toBe(403)
  })
})
