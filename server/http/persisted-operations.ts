import { readFileSync } from 'node:fs'
import { badUserInput } from '../errors/gateway-error.ts'
import { asRecord, type GraphqlCall } from './graphql-call.ts'

/** The portal's operations, keyed by document hash. */
export type PersistedOperations = ReadonlyMap<string, string>

/** Reads the manifest written by the portal's build, `{"<hash>": "<document>"}`; empty if there is none. */
export function readPersistedOperations(path: string): PersistedOperations {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map()
    throw error
  }
}

/**
 * Replaces the hash (`extensions.persistedQuery.sha256Hash`) by its document. Ignores a document sent along with a
 * known hash.
 *
 * @param allowFree whether to allow documents that are not persisted
 * @throws GatewayError `BAD_USER_INPUT` for an unknown hash, or a document where those are not allowed
 */
export function resolveOperation(call: GraphqlCall, known: PersistedOperations, allowFree: boolean): GraphqlCall {
  const { fields } = call
  const document = documentOf(fields?.['extensions'], fields?.['query'], known, allowFree)
  if (document === null) return call
  return { ...call, fields: { ...fields, query: document, extensions: withoutHash(fields?.['extensions']) } }
}

/** Returns the document to run instead; null to leave the call unchanged. */
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
