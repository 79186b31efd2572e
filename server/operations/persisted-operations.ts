import { readFileSync } from 'node:fs'
import { badUserInput, GatewayError } from '../errors/gateway-error.ts'
import type { AutomaticOperations } from '../graphql/automatic-operations.ts'
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

/** What a caller may send beside the portal's operations. */
export interface OperationSender {
  /** Whether documents that are not persisted may be run. */
  readonly allowFree: boolean
  /** Where the documents of programs are kept by their hashes; null: not for this caller. */
  readonly automatic: AutomaticOperations | null
}

/**
 * Replaces the hash (`extensions.persistedQuery.sha256Hash`) by its document. Ignores a document sent along with a hash of
 * the portal's.
 *
 * @param sender what the caller may send
 * @throws GatewayError `BAD_USER_INPUT` for a hash that is not among the portal's or not that of the document, or a document
 * where those are not allowed; `PERSISTED_QUERY_NOT_FOUND` for a hash whose document has to be sent along,
 * `PERSISTED_QUERY_NOT_SUPPORTED` for one that has to be replaced by its document
 */
export function resolveOperation(call: GraphqlCall, known: PersistedOperations, sender: OperationSender): GraphqlCall {
  const { fields } = call
  const document = documentOf(fields?.['extensions'], fields?.['query'], known, sender)
  if (document === null) return call
  return { ...call, fields: { ...fields, query: document, extensions: withoutHash(fields?.['extensions']) } }
}

/** Returns the document to run instead; null to leave the call unchanged. */
function documentOf(
  extensions: unknown,
  query: unknown,
  known: PersistedOperations,
  { allowFree, automatic }: OperationSender,
): string | null {
  const persisted = asRecord(asRecord(extensions)?.['persistedQuery'])
  if (persisted === null) {
    if (allowFree) return null
    throw badUserInput('Only the portal’s own operations are taken here: send the hash of one.')
  }
  const { sha256Hash, version } = persisted
  const isHash = typeof sha256Hash === 'string'
  const document = isHash ? known.get(sha256Hash) : undefined
  if (document !== undefined) return document
  const hasQuery = typeof query === 'string' && query !== ''
  if (!automatic) {
    if (allowFree && hasQuery) return query
    if (allowFree) throwNotSupported()
    throw badUserInput('This is an unknown operation: its hash is not among those of the portal.')
  }
  if (!isHash || version !== 1) {
    throw badUserInput('persistedQuery must be such as {"version": 1, "sha256Hash": "…"}; there is no other version.')
  }
  if (!hasQuery) return automatic.find(sha256Hash) ?? throwNotFound()
  automatic.learn(sha256Hash, query)
  return query
}

/** The words that clients look for, who then send the document along. */
function throwNotFound(): never {
  throw new GatewayError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound')
}

/** Likewise; they then go on without hashes. */
function throwNotSupported(): never {
  throw new GatewayError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported')
}

function withoutHash(extensions: unknown): Record<string, unknown> {
  const { persistedQuery: _, ...rest } = asRecord(extensions) ?? {}
  return rest
}
