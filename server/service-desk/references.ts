import { requireRole } from '../auth/permissions.ts'
import type { GraphContext } from '../graphql/context.ts'
import { loadEach, toRecordNumber, type Entities, type EntityReferences } from '../graphql/entity-references.ts'
import {
  createServiceDeskContexts,
  type ServiceDeskContext,
  type ServiceDeskContextOptions,
} from './service-desk-context.ts'
import { found } from './ticket-fields.ts'

type Loaders = ServiceDeskContext['loaders']

/** Tickets of the ROC board, and what they name, for other subgraphs. A ticket of another queue is null, as everywhere. */
export function createServiceDeskReferences(options: ServiceDeskContextOptions) {
  const contextOf = createServiceDeskContexts(options)

  function load<T>(
    ids: readonly string[],
    context: GraphContext,
    pick: (loaders: Loaders) => Parameters<typeof found<T>>[0],
  ): Promise<Entities<T>> {
    const loader = pick(contextOf(context).loaders)
    return loadEach(ids, async (id) => found(loader, toRecordNumber(id)))
  }

  return {
    Ticket: requireRole('VIEWER', (_, ids, context) => load(ids, context, ({ ticket }) => ticket)),
    Company: requireRole('VIEWER', (_, ids, context) => load(ids, context, ({ company }) => company)),
    Resource: requireRole('VIEWER', (_, ids, context) => load(ids, context, ({ resource }) => resource)),
    Contract: requireRole('VIEWER', (_, ids, context) => load(ids, context, ({ contract }) => contract)),
  } satisfies EntityReferences
}
