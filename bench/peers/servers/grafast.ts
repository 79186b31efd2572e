import { createServer } from 'node:http'
import { context, get, lambda, loadOne, makeGrafastSchema, type FieldArgs, type Step } from 'grafast'
import { grafserv } from 'grafserv/node'
import { listen } from './shared/listen.ts'
import type { Named, Records, Ticket } from './shared/load-records.ts'
import { personOf } from './shared/person.ts'
import { listTickets, summaryResolvers, type Context } from './shared/resolvers.ts'
import { schemaText } from './shared/schema-text.ts'
import { startPeer } from './shared/start-peer.ts'
import { summarize } from './shared/summarize.ts'

type Question = Parameters<typeof listTickets>[1]

/** Plans, which Grafast recommends over resolvers: a record is loaded in one batch for all tickets. */
function createPlans(records: Records) {
  const loadFrom = (all: ReadonlyMap<string, Named>) => (ids: readonly (string | null)[]) =>
    ids.map((id) => (id === null ? null : (all.get(id) ?? null)))
  const [loadCompanies, loadResources] = [loadFrom(records.companies), loadFrom(records.resources)]
  // A figure takes a summary, which a step of any type cannot promise.
  const figures = Object.entries<(summary: never) => unknown>(summaryResolvers).map(([name, figure]) => [
    name,
    ($summary: Step<never>) => lambda($summary, figure, true),
  ])
  return {
    Query: {
      plans: {
        viewer: () => lambda(context(), (value: unknown) => (value as Context).person, true),
        tickets: (_: Step, args: FieldArgs) =>
          lambda(args.getRaw(), (question) => listTickets(records, question as Question), true),
        activitySummary: (_: Step, args: FieldArgs) =>
          lambda(
            args.getRaw(),
            (question) => summarize(records, (question as Question).range, (question as Question).filter),
            true,
          ),
      },
    },
    Ticket: {
      plans: {
        company: ($ticket: Step<Ticket>) => loadOne(get($ticket, 'companyId'), loadCompanies),
        assignee: ($ticket: Step<Ticket>) => loadOne(get($ticket, 'assigneeId'), loadResources),
      },
    },
    ActivitySummary: { plans: Object.fromEntries(figures) },
  }
}

await startPeer(async (records) => {
  const schema = makeGrafastSchema({ typeDefs: schemaText, objects: createPlans(records) })
  const serv = grafserv({
    schema,
    preset: {
      grafserv: { graphqlPath: '/graphql', graphiql: false },
      grafast: {
        context: ({ node }: { node?: { req: { headers: { authorization?: string } } } }): Context => ({
          person: personOf(node?.req.headers.authorization),
        }),
      },
    },
  })
  const server = createServer()
  await serv.addTo(server)
  return listen(server)
})
