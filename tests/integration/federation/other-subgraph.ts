import { ApolloServer } from '@apollo/server'
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled'
import { startStandaloneServer } from '@apollo/server/standalone'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { parse } from 'graphql'

/** Another team's part of the graph: it refers to four of the gateway's types, extends one, and has some of the same values. */
export const otherSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@shareable", "@external", "@requires"])

  type Query {
    surveys: [Survey!]!
    invoices: [Invoice!]!
  }
  type Survey @key(fields: "id") {
    id: ID!
    score: Int!
    ticket: Ticket
  }
  type Invoice {
    id: ID!
    total: Money!
    company: Company
    deal: Deal
    work: ConnectWiseTicket
  }
  type Ticket @key(fields: "id") {
    id: ID!
    number: String! @external
    survey: Survey
    surveyAddress: String! @requires(fields: "number")
  }
  type Company @key(fields: "id", resolvable: false) { id: ID! }
  type Deal @key(fields: "id", resolvable: false) { id: ID! }
  type ConnectWiseTicket @key(fields: "id", resolvable: false) { id: ID! }
  type Money @shareable { amount: Decimal! currency: CurrencyCode! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  scalar Decimal
  scalar CurrencyCode
`

interface SurveyRow {
  id: string
  score: number
  ticketId: string
}

interface InvoiceRow {
  id: string
  companyId: string
  dealId: string
  workId: string
}

export interface OtherRecords {
  surveys: SurveyRow[]
  invoices: InvoiceRow[]
}

/** A subgraph that is running. */
export interface OtherSubgraph {
  readonly url: string
  close(): Promise<void>
}

/** Starts it on a free port. */
export async function startOtherSubgraph({ surveys, invoices }: OtherRecords): Promise<OtherSubgraph> {
  const resolvers = {
    Query: { surveys: () => surveys, invoices: () => invoices },
    Survey: { ticket: ({ ticketId }: SurveyRow) => ({ __typename: 'Ticket', id: ticketId }) },
    Invoice: {
      total: () => ({ amount: '100.00', currency: 'EUR' }),
      company: ({ companyId }: InvoiceRow) => ({ __typename: 'Company', id: companyId }),
      deal: ({ dealId }: InvoiceRow) => ({ __typename: 'Deal', id: dealId }),
      work: ({ workId }: InvoiceRow) => ({ __typename: 'ConnectWiseTicket', id: workId }),
    },
    Ticket: {
      survey: ({ id }: { id: string }) => surveys.find(({ ticketId }) => ticketId === id) ?? null,
      surveyAddress: ({ number }: { number: string }) => `https://surveys.example/${number}`,
    },
  }
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(otherSdl), resolvers }]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  })
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } })
  return { url, close: () => server.stop() }
}
