/*
 * A subgraph of another team: surveys about tickets. It knows tickets by their id alone; everything else of them comes from
 * the gateway.
 *
 * PORT: where it listens; 4001.
 */
import { randomUUID } from 'node:crypto'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

const typeDefs = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.0", import: ["@key"])

  type Query {
    surveys: [Survey!]!
  }

  type Mutation {
    rateTicket(ticketId: ID!, score: Int!): Survey!
  }

  type Survey @key(fields: "id") {
    id: ID!
    score: Int!
    "The gateway's type: whoever asks for its title or company gets that from there."
    ticket: Ticket!
  }

  "A field of ours on the gateway's type."
  type Ticket @key(fields: "id") {
    id: ID!
    survey: Survey
  }
`)

interface Survey {
  readonly id: string
  readonly score: number
  readonly ticketId: string
}

/** By the ticket's id. */
const surveys = new Map<string, Survey>()

const resolvers = {
  Query: {
    surveys: () => [...surveys.values()],
  },
  Mutation: {
    rateTicket(_: unknown, { ticketId, score }: { readonly ticketId: string; readonly score: number }): Survey {
      const survey = { id: randomUUID(), score, ticketId }
      surveys.set(ticketId, survey)
      return survey
    },
  },
  Survey: {
    // All that the router needs to ask the gateway.
    ticket: ({ ticketId }: Survey) => ({ __typename: 'Ticket', id: ticketId }),
    __resolveReference: ({ id }: { readonly id: string }) => [...surveys.values()].find((survey) => survey.id === id),
  },
  Ticket: {
    survey: ({ id }: { readonly id: string }) => surveys.get(id) ?? null,
  },
}

const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]) })
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(process.env['PORT'] ?? 4001), host: '127.0.0.1' },
})
console.log(`Surveys are at ${url}`)
