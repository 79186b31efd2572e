import { asRecord, type GraphqlCall } from './graphql-call.ts'
import type { OperationRequest } from './operation-request.ts'
import type { PersistedOperations } from './persisted-operations.ts'

/**
 * Returns the name of an operation that is one of the gateway's own, the portal's by their hashes or those of REST; null for
 * any other, whatever its caller named it. So there are only as many names as the gateway has operations.
 */
export function createOperationNames(persisted: PersistedOperations) {
  const names = new Map([...persisted].map(([hash, document]) => [hash, nameOf(document)]))

  return ({ isTrusted = false }: OperationRequest, { fields }: GraphqlCall): string | null => {
    if (isTrusted) return textOf(fields?.['operationName'])
    const hash = asRecord(asRecord(fields?.['extensions'])?.['persistedQuery'])?.['sha256Hash']
    return (typeof hash === 'string' && names.get(hash)) || null
  }
}

/** A document of the portal has one operation, before its fragments. */
const nameOf = (document: string) => /\b(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? null

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)
