import { printSchema, type GraphQLSchema } from 'graphql'

/** The schema as SDL with descriptions. */
export type SchemaText = () => string

/** The schema that is executed, and as callers read it. */
export interface ServedSchema {
  readonly schema: GraphQLSchema
  readonly schemaText: SchemaText
}

/** Writes the schema when it is first asked for: it takes some milliseconds and most gateways are never asked. */
export function writeSchemaText(schema: GraphQLSchema): SchemaText {
  let text: string | null = null
  return () => (text ??= `${printSchema(schema)}\n`)
}
