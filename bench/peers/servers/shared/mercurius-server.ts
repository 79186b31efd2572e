import Fastify, { type FastifyInstance } from 'fastify'
import mercurius from 'mercurius'
import type { Named, Records } from './load-records.ts'
import { createQueryResolvers, summaryResolvers } from './resolvers.ts'
import { personOf, type Person } from './person.ts'
import { schemaText } from './schema-text.ts'

declare module 'mercurius' {
  interface MercuriusContext {
    readonly person: Person
  }
}

interface Query {
  readonly obj: { readonly companyId: string | null; readonly assigneeId: string | null }
}

/** Mercurius with its own loaders and graphql-jit from the first request on. */
export async function createMercuriusServer(records: Records): Promise<FastifyInstance> {
  const load = (all: ReadonlyMap<string, Named>, idOf: (query: Query) => string | null) => async (queries: Query[]) =>
    queries.map((query) => all.get(idOf(query) ?? '') ?? null)
  const app = Fastify()
  await app.register(mercurius, {
    schema: schemaText,
    resolvers: { Query: createQueryResolvers(records), ActivitySummary: summaryResolvers },
    loaders: {
      Ticket: {
        company: load(records.companies, ({ obj }) => obj.companyId),
        assignee: load(records.resources, ({ obj }) => obj.assigneeId),
      },
    },
    jit: 1,
    context: (request) => ({ person: personOf(request.headers.authorization) }),
  })
  return app
}

/** Listens on PEER_PORT, otherwise on a free port. @returns the port */
export async function listenLocally(app: FastifyInstance): Promise<number> {
  const port = Number(process.env['PEER_PORT'] ?? 0)
  return Number(new URL(await app.listen({ port, host: '127.0.0.1' })).port)
}
