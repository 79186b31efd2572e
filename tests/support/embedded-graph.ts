import { createRequire } from 'node:module'
import type * as graphModule from '../../server/graph.ts'
import type { Simulators } from '../../simulators/start-simulators.ts'
import { gatewayEnvironment, type WorldOptions } from './world.ts'

// As Node runs it (see world.ts).
export const { createGraph, GraphOptionsError, InvalidPrincipalError } = createRequire(import.meta.url)(
  '../../server/graph.ts',
) as typeof graphModule

type GraphOptions = Parameters<typeof createGraph>[0] & object

/** A graph in this process over simulators that run, on their clock, with what it logs. */
export async function startGraph(
  simulators: Simulators,
  { world, ...options }: GraphOptions & { readonly world?: WorldOptions } = {},
) {
  const log: { level: string; message: string; fields: object }[] = []
  const note = (level: string) => (fields: object, message: string) => void log.push({ level, message, fields })
  const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const graph = await createGraph({
    settings: gatewayEnvironment(simulators, world),
    clock: simulators.clock.now,
    logger,
    ...options,
  })
  return { ...graph, log }
}

/** People of every role, as an embedding program would name them. */
export const people = {
  viewer: { id: 'vera', name: 'Vera Viewer', email: 'vera@msp.example', roles: ['VIEWER'], tenants: [] },
  operator: { id: 'olga', name: 'Olga Operator', email: null, roles: ['OPERATOR'], tenants: ['acme'] },
  admin: { id: 'adam', name: 'Adam Admin', email: null, roles: ['ADMIN'] },
  unknown: { id: 'nemo', name: 'Without a role', email: null, roles: [] },
} as const
