import { readFileSync } from 'node:fs'
import { badUserInput } from '../errors/gateway-error.ts'
import { asRecord, type GraphqlCall } from './graphql-call.ts'

/** The portal's operations by the hash of their document. */
export type PersistedOperations = ReadonlyMap<string, string>

/** The manifest that the portal's build writes, `{"<hash>": "<document>"}`; empty when there is none. */
export function readPersistedOperations(path: string): PersistedOperations {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
}

/**
 * The call with the document in place of its hash (`extensions.persistedQuery.sha256Hash`). A document that comes along
 * with a known hash is not looked at.
 *
 * @param allowFree whether a call may bring its own document
 * @throws GatewayError `BAD_USER_INPUT`: the hash is not known, or there is only a document and those are not allowed
 */
export function resolveOperation(call: GraphqlCall, known: PersistedOperations, allowFree: boolean): GraphqlCall {
  const { fields } = call
  const document = documentOf(fields?.['extensions'], fields?.['query'], known, allowFree)
  if (document === null) return call
  return { ...call, fields: { ...fields, query: document, extensions: withoutHash(fields?.['extensions']) } }
}

/** The document to run instead of what was sent; null to leave the call as it is. */
function documentOf(
  extensions: unknown,
  query: unknown,
  known: PersistedOperations,
  allowFree: boolean,
): string | null {
  const persisted = asRecord(asRecord(extensions)?.['persistedQuery'])
  if (persisted === null) {
    if (allowFree) return null
    throw badUserInput('Only the portal’s own operations are taken here: send the hash of one.')
  }
  const { sha256Hash } = persisted
  const document = typeof sha256Hash === 'string' ? known.get(sha256Hash) : undefined
  if (document !== undefined) return document
  if (allowFree && typeof query === 'string' && query !== '') return query
  throw badUserInput('This is an unknown operation: its hash is not among those of the portal.')
}

function withoutHash(extensions: unknown): Record<string, unknown> {
  const { persistedQuery: _, ...rest } = asRecord(extensions) ?? {}
  return rest
}
