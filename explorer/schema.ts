import { buildSchema, type GraphQLSchema } from 'graphql'

/** The schema, or why there is none. */
export type SchemaAnswer = { readonly schema: GraphQLSchema } | { readonly problem: string }

interface Refusal {
  readonly errors?: readonly { readonly message: string }[]
}

/** Reads the schema as the gateway shows it to callers with an access token, `GET /schema.graphql`. */
export async function loadSchema(token: string): Promise<SchemaAnswer> {
  try {
    const response = await fetch('/schema.graphql', {
      credentials: 'omit',
      headers: { authorization: `Bearer ${token}` },
    })
    const text = await response.text()
    return response.ok ? { schema: buildSchema(text, { assumeValid: true }) } : { problem: refusalOf(text) }
  } catch {
    return { problem: 'The gateway does not answer, or the token has characters that no token has.' }
  }
}

function refusalOf(text: string): string {
  try {
    return (JSON.parse(text) as Refusal).errors?.[0]?.message ?? text
  } catch {
    return 'The gateway did not answer as expected.'
  }
}
