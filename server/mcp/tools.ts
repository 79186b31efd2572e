import type { GraphQLSchema } from 'graphql'
import {
  readTrustedOperations,
  toDocument,
  type OperationFolder,
  type TrustedDocuments,
  type TrustedOperation,
} from '../trusted/documents.ts'
import type { AnyToolDefinition } from './define-tool.ts'
import { makeTool } from './make-tool.ts'
import type { Tool } from './tool.ts'
import { backlog } from './tools/backlog.ts'
import { countTickets } from './tools/count-tickets.ts'
import { findConnectWiseTickets } from './tools/find-connectwise-tickets.ts'
import { findDeals } from './tools/find-deals.ts'
import { findTickets } from './tools/find-tickets.ts'
import { getTicket } from './tools/get-ticket.ts'
import { hoursLogged } from './tools/hours-logged.ts'
import { logChange } from './tools/log-change.ts'
import { monthlyReport } from './tools/monthly-report.ts'
import { recentContacts } from './tools/recent-contacts.ts'
import { salesPipeline } from './tools/sales-pipeline.ts'
import { serviceDeskSummary } from './tools/service-desk-summary.ts'
import { websiteSummary } from './tools/website-summary.ts'

/** All tools, in the order in which they are listed. */
const definitions: readonly AnyToolDefinition[] = [
  countTickets,
  findTickets,
  getTicket,
  serviceDeskSummary,
  backlog,
  hoursLogged,
  monthlyReport,
  salesPipeline,
  findDeals,
  recentContacts,
  websiteSummary,
  findConnectWiseTickets,
  logChange,
]

/** Operations by which names are looked up. */
const lookups = ['names', 'deal-stages', 'tenants']

const folder: OperationFolder = {
  url: new URL('../../agents/', import.meta.url),
  title: 'The operations of the MCP tools (agents)',
}

export interface Tools {
  readonly tools: readonly Tool[]
  /** What `ToolCall.ask` runs, by name. */
  readonly lookups: TrustedDocuments
}

export type ToolOperations = ReadonlyMap<string, TrustedOperation>

/** Reads the operations of the tools. @throws TrustedDocumentsError that names every one that is missing or wrong */
export const readToolOperations = (from: OperationFolder = folder): ToolOperations =>
  readTrustedOperations([...definitions.map(({ operation }) => operation), ...lookups], from)

/** Makes the tools of their operations, with all schemas. */
export function makeTools(schema: GraphQLSchema, operations: ToolOperations = readToolOperations()): Tools {
  const get = (name: string) => operations.get(name) as NonNullable<ReturnType<typeof operations.get>>
  return {
    tools: definitions.map((definition) => makeTool(definition, get(definition.operation), schema)),
    lookups: new Map(lookups.map((name) => [name, toDocument(get(name))])),
  }
}
