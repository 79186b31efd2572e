import { startWorld, type World, type WorldOptions } from '../../support/world.ts'

/** A world whose gateway is a subgraph, with the demo's tenants. */
export const startSubgraphWorld = (options: WorldOptions = {}): Promise<World> =>
  startWorld({ tenants: true, ...options, environment: { SUBGRAPH: 'on', ...options.environment } })

/** The SDL as a team that composes reads it. */
export async function readSdl(world: Pick<World, 'url' | 'token'>): Promise<string> {
  const response = await fetch(`${world.url}/schema.graphql`, {
    headers: { authorization: `Bearer ${await world.token('viewer')}` },
  })
  return response.text()
}

export interface Reference {
  readonly __typename: string
  readonly id?: unknown
}

export const referencesTo = (type: string, ids: readonly unknown[]): Reference[] =>
  ids.map((id) => ({ __typename: type, id }))
