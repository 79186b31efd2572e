import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql'
import { GatewayError } from '../../errors/gateway-error.ts'
import type { AnswerBudget } from '../../limits/answer-budget.ts'
import type { GraphContext } from '../context.ts'
import { Execution } from './execution.ts'
import type { KeptFields } from './kept-fields.ts'
import { createPlanner, type OperationPlan } from './plans.ts'

/** One operation to execute. Its document is valid. */
export interface ExecuteRequest {
  readonly document: DocumentNode
  /** Null: the document's only one. */
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
  readonly context: GraphContext
  readonly budget: AnswerBudget
}

export type Execute = (request: ExecuteRequest) => ExecutionResult | Promise<ExecutionResult>

/** As many errors of variables as graphql-js tells. */
const maxErrors = 50

/**
 * Executes operations of a schema; see `Execution`.
 *
 * @param hideSuggestions whether errors about variables leave out names of the schema
 * @param kept keeps values of root fields of queries; null: every field is completed each time
 */
export function createExecute(
  schema: GraphQLSchema,
  hideSuggestions: boolean,
  kept: KeptFields | null = null,
): Execute {
  const planOf = createPlanner(schema)

  return ({ document, operationName, variables: given, context, budget }) => {
    const operation = getOperationAST(document, operationName)
    if (!operation) return { errors: [noSuchOperation()] }
    const { coerced: variables, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], given, {
      maxErrors,
      hideSuggestions,
    })
    if (errors) return { errors }
    const plan = planOrError(() => planOf(document, operation, variables))
    if (plan instanceof GraphQLError) return { errors: [plan], data: null }
    const { fragments, root } = plan
    const isMutation = operation.operation === OperationTypeNode.MUTATION
    const execution = new Execution({
      schema,
      operation,
      fragments,
      variables,
      context,
      budget,
      kept: isMutation ? null : kept,
    })
    const answer = (data: Record<string, unknown> | null): ExecutionResult => {
      const found = execution.errors.errors
      if (found.length === 0 && kept && !isMutation) context.dependencies?.complete()
      return found.length === 0 ? { data } : { errors: found, data }
    }
    const fail = (error: unknown) => {
      execution.errors.add(error as GraphQLError, undefined)
      return answer(null)
    }
    try {
      const data = isMutation ? execution.objectSerially(root, undefined) : execution.object(root, undefined, undefined)
      return data instanceof Promise ? data.then(answer, fail) : answer(data)
    } catch (error) {
      return fail(error)
    }
  }
}

function noSuchOperation(): GraphQLError {
  const message = 'The document has no such operation.'
  return new GraphQLError(message, { originalError: new GatewayError('OPERATION_RESOLUTION_FAILURE', message) })
}

function planOrError(plan: () => OperationPlan): OperationPlan | GraphQLError {
  try {
    return plan()
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}
