import { createVendorControl } from '../../tests/support/vendor-control.ts'
import type { PeersWorld } from './world.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import type { WorkloadName } from './workloads.ts'

/** A server that is measured. */
export interface Target {
  readonly name: string
  readonly server: ServerProcess
  readonly workloads: readonly WorkloadName[]
  /** How the server is asked for the same, where its schema is not the gateway's. */
  translate(body: string): string
  /** Calls to where the records come from since the last time this was asked. */
  takeVendorCalls(): Promise<number>
}

interface Peer {
  readonly name: string
  readonly file: string
}

export const names = {
  warm: 'gateway',
  executing: 'gateway, executing',
  bare: 'bare node:http',
  apollo: 'Apollo Server',
  mercurius: 'Mercurius, JIT and loaders',
  yogaCache: 'Yoga, response cache',
} as const

const all: readonly WorkloadName[] = ['list', 'page', 'filters']

const peers: readonly Peer[] = [
  { name: names.bare, file: 'servers/bare.ts' },
  { name: names.apollo, file: 'servers/apollo.ts' },
  { name: 'Apollo Server, DataLoader', file: 'servers/apollo-dataloader.ts' },
  { name: names.mercurius, file: 'servers/mercurius.ts' },
  { name: 'Mercurius, JIT, loaders and cache', file: 'servers/mercurius-cache.ts' },
  { name: 'Yoga, JIT', file: 'servers/yoga-jit.ts' },
  { name: names.yogaCache, file: 'servers/yoga-response-cache.ts' },
  { name: 'Grafast', file: 'servers/grafast.ts' },
]

/**
 * Starts the gateway, once with its response cache and once without, and every peer. PEERS_ONLY selects peers by words in
 * their names.
 */
export async function startTargets(world: PeersWorld): Promise<Target[]> {
  const only = process.env['PEERS_ONLY']?.split(',').map((name) => name.toLowerCase())
  const isWanted = (name: string) => !only || only.some((word) => name.toLowerCase().includes(word))
  const targets = [
    await startGatewayTarget(world, names.warm, {}),
    await startGatewayTarget(world, names.executing, { RESPONSE_CACHE_MB: '0' }),
  ]
  for (const { name, file } of peers) {
    if (!isWanted(name)) continue
    const server = await startServer(file, world.source)
    targets.push({ name, server, workloads: all, translate: (body) => body, takeVendorCalls: async () => 0 })
  }
  if (isWanted(hive)) targets.push(await startHive(world))
  return targets
}

async function startGatewayTarget(world: PeersWorld, name: string, settings: Record<string, string>): Promise<Target> {
  const autotask = createVendorControl(world.simulators.autotask.url)
  return {
    name,
    server: await world.startGateway(settings),
    workloads: all,
    translate: (body) => body,
    async takeVendorCalls() {
      const calls = (await autotask.requests()).length
      await autotask.clearRequests()
      return calls
    },
  }
}

const hive = 'Hive Gateway, Mesh (asks an API)'

/** Its schema is that of the API it asks, which has no summary. */
async function startHive({ source }: PeersWorld): Promise<Target> {
  const api = await startServer('servers/rest-records.ts', source)
  const server = await startServer('servers/hive.ts', { PEER_REST: api.url })
  return {
    name: hive,
    server: {
      ...server,
      async close() {
        await server.close()
        await api.close()
      },
    },
    workloads: ['list'],
    translate: toRecordsApi,
    takeVendorCalls: async () => (await api.tell<{ calls: number }>('calls')).calls,
  }
}

/** The list with its days as arguments of their own. */
function toRecordsApi(body: string): string {
  const { query, variables } = JSON.parse(body) as { query: string; variables: { range: object } }
  const asked = query
    .replace('$range: DateRangeInput, $filter: TicketFilter', '$from: String, $to: String')
    .replace('range: $range, filter: $filter', 'from: $from, to: $to')
  return JSON.stringify({ query: asked, variables: variables.range })
}
