import type { GivenPrincipal } from './given-principal.ts'

/**
 * A document, parsed or as the text of one, that may know the types of its answer and variables, as GraphQL Code Generator
 * writes them.
 */
export interface TypedDocument<Data, Variables> {
  readonly __apiType?: (variables: Variables) => Data
  toString(): string
}

export interface ExecuteOptions<Data = Record<string, unknown>, Variables = Record<string, unknown>> {
  /** The document, as text or parsed. */
  readonly document: string | TypedDocument<Data, Variables>
  readonly variables?: Variables | undefined
  /** Selects one of the document's operations. */
  readonly operationName?: string | undefined
  /** Who asks: rights, limits and the audit log go by it. */
  readonly principal: GivenPrincipal
  /** Gives up what no other caller waits for. */
  readonly signal?: AbortSignal | undefined
  /** Identifies the operation in logs, errors and the audit log; a UUID unless given. */
  readonly requestId?: string | undefined
  /** Whether `extensions.cost` says what the operation cost. */
  readonly explainCost?: boolean | undefined
}
