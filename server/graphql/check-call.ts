import {
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql'
import { GatewayError } from '../errors/gateway-error.ts'
import { excerpt } from '../errors/excerpt.ts'
import { checkDocument, checkOperation } from '../limits/check-operation.ts'
import type { Limits } from '../limits/limits.ts'
import { checkNesting } from '../limits/nesting.ts'
import { inWords, QueryTooExpensiveError } from '../limits/query-too-expensive-error.ts'
import { maxPageSize } from '../paging/page.ts'
import type { Documents } from './documents.ts'

/** The operation of a request. */
export interface WantedOperation {
  readonly query: string
  /** Selects one of the document's operations; null: its only one. */
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Checks a call before validation and execution.
 *
 * @returns whether the operation is large (see check-operation.ts)
 * @throws GatewayError `OPERATION_RESOLUTION_FAILURE` if the document has no such operation, or the schema none of its
 * kind; QueryTooExpensiveError. A document that cannot be parsed passes: the executor reports it.
 */
export type CallCheck = (wanted: WantedOperation) => boolean

export interface CallCheckOptions {
  readonly schema: GraphQLSchema
  readonly limits: Limits
  readonly documents: Pick<Documents, 'parsed'>
}

/** Validation itself can be made expensive, so check the limits first. */
export function createCallCheck({ schema, limits, documents }: CallCheckOptions): CallCheck {
  return ({ query, operationName, variables }) => {
    const document = read(query, limits, documents)
    if (!document) return false
    checkDocument(document, limits)
    const operation = chooseOperation(document, operationName)
    if (!schema.getRootType(operation.operation)) {
      throw unresolved(`Schema is not configured to execute ${operation.operation} operation.`)
    }
    return checkOperation(document, operation, variables, { schema, limits, largestFirst: maxPageSize })
  }
}

/** Null if it cannot be parsed. */
function read(text: string, { nesting, tokens }: Limits, documents: Pick<Documents, 'parsed'>): DocumentNode | null {
  checkNesting(text, nesting, 'the document')
  try {
    return documents.parsed(text)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    // graphql-js has no other indication.
    if (!error.message.includes(`${tokens} tokens`)) return null
    throw new QueryTooExpensiveError(
      { measure: 'tokens', asked: tokens + 1, limit: tokens },
      `The document has more than ${inWords(tokens)} tokens (names, numbers, brackets); at most ${inWords(tokens)} are allowed. ` +
        'Send lists of values as variables, or ask in several operations.',
    )
  }
}

function chooseOperation(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName)
  if (operation) return operation
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (operations.length === 0) throw unresolved('The document has no operation: it needs a query or a mutation.')
  if (operationName === null) throw unresolved('Must provide operation name if query contains multiple operations.')
  const names = operations.flatMap(({ name }) => (name ? [excerpt(name.value, 40)] : []))
  const has = names.length === 0 ? 'Its operation has no name.' : `It has ${names.join(', ')}.`
  throw unresolved(`The document has no operation named ${JSON.stringify(excerpt(operationName))}. ${has}`)
}

const unresolved = (message: string) => new GatewayError('OPERATION_RESOLUTION_FAILURE', message)
