import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import { getOperationAST, Kind, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql'
import type { Logger } from '../telemetry/logger.ts'
import { longStep } from '../event-loop-share.ts'
import { createAnswerBudget } from '../limits/answer-budget.ts'
import { keepBudget } from '../limits/operation-budgets.ts'
import { createOperationCalls } from '../limits/operation-calls.ts'
import { runOperation, type OperationRead } from '../telemetry/vendor-calls.ts'
import type { Limits } from '../limits/limits.ts'
import type { GraphContext } from './context.ts'
import { createExecute } from './execution/execute.ts'
import { createKeptFields, type KeepPolicy } from './execution/kept-fields.ts'
import { presentErrors, presentExcess } from './present-errors.ts'

type Gateway = ApolloServerOptionsWithGateway<GraphContext>['gateway']

export interface ExecutorOptions {
  readonly schema: GraphQLSchema
  readonly logger: Logger
  readonly limits: Pick<Limits, 'answerValues' | 'answerBytes' | 'vendorCalls'>
  /** Whether to omit schema names from errors about variables. */
  readonly hideSuggestions: boolean
  /** Which root fields are kept; null: none. */
  readonly keep: KeepPolicy | null
}

/**
 * Our executor behind Apollo Server, passed as its `gateway` option, the documented extension point. Here the errors of
 * a whole operation are visible together before Apollo formats them one by one, and a response that grows too large is
 * aborted as a whole, because half a response would look complete.
 */
export function createExecutor({ schema, logger, limits, hideSuggestions, keep }: ExecutorOptions): Gateway {
  const execute = createExecute(schema, hideSuggestions, keep && createKeptFields(keep))
  return {
    load: async () => ({
      async executor({ document, operationName, context, request }) {
        const { principal, requestId, explainsCost, remainingVendorCalls: remaining } = context as GraphContext
        const { rootFields, isQuery } = describeOperation(document, operationName ?? null)
        const calls = createOperationCalls(rootFields, {
          // What a mutation has changed must be told.
          limit: isQuery ? limits.vendorCalls : Infinity,
          ...(remaining && isQuery && { remaining }),
        })
        const withCost = <Result extends object>(result: Result) =>
          explainsCost
            ? { ...result, extensions: { cost: { ...calls.cost(), remainingVendorCalls: remaining?.() ?? null } } }
            : result
        const budget = createAnswerBudget(limits, () => longStep(principal.id))
        keepBudget(context, budget)
        const { dependencies } = context as GraphContext
        const onRead = dependencies ? (read: OperationRead) => dependencies.addRead(read) : null
        const running = Promise.resolve(
          runOperation(calls, onRead, () =>
            execute({
              document,
              operationName: operationName ?? null,
              variables: request.variables ?? {},
              context: context as GraphContext,
              budget,
            }),
          ),
        )
        // In-flight calls are not awaited.
        const excess = await Promise.race([running.then(budget.excess), budget.spent, calls.refused])
        if (excess) {
          // What goes on behind the refusal may end without an error.
          dependencies?.addUntracked()
          return withCost({ data: null, errors: [presentExcess(excess, requestId)] })
        }
        const result = await running
        if (!result.errors) return withCost(result)
        return withCost({ ...result, errors: presentErrors(result.errors, requestId, logger) })
      },
    }),
    onSchemaLoadOrUpdate(notify) {
      notify({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    stop: async () => undefined,
  }
}

/**
 * Fragments at the root are not looked into: as many fields as possible. So is `_entities`: what it refers to may take a call
 * for each tenant.
 */
function describeOperation(document: DocumentNode, name: string | null) {
  const operation = getOperationAST(document, name)
  const selections = operation?.selectionSet.selections ?? []
  const isFewCalls = selections.every(
    (selection) => selection.kind === Kind.FIELD && selection.name.value !== '_entities',
  )
  const rootFields = isFewCalls ? selections.length : Infinity
  return { rootFields, isQuery: operation?.operation === OperationTypeNode.QUERY }
}
