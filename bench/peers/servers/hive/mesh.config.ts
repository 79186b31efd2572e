import { defineConfig } from '@graphql-mesh/compose-cli'
import { loadOpenAPISubgraph } from '@omnigraph/openapi'

// Companies and people are asked for in one call for all tickets of an answer, and put where they belong by their ids.
const joined = (field: string, type: string, query: string, key: string) => `
  extend type Ticket {
    ${field}: ${type} @resolveTo(
      sourceName: "records", sourceTypeName: "Query", sourceFieldName: "${query}"
      keyField: "${key}", keysArg: "ids", valueKeyField: "id"
    )
  }`

export const composeConfig = defineConfig({
  subgraphs: [
    {
      sourceHandler: loadOpenAPISubgraph('records', {
        source: new URL('openapi.json', import.meta.url).pathname,
        endpoint: process.env['PEER_REST'] ?? '',
      }),
    },
  ],
  additionalTypeDefs: [
    joined('company', 'Company', 'companiesByIds', 'companyId'),
    joined('assignee', 'Resource', 'resourcesByIds', 'assigneeId'),
  ].join('\n'),
})
