import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import { execute, type GraphQLSchema } from 'graphql'
import type { Logger } from '../telemetry/logger.ts'
import { createAnswerBudget } from '../limits/answer-budget.ts'
import type { Limits } from '../limits/limits.ts'
import type { GraphContext } from './context.ts'
import { countAnswer, countedFieldResolver } from './count-answer.ts'
import { presentErrors, presentExcess } from './present-errors.ts'

type Gateway = ApolloServerOptionsWithGateway<GraphContext>['gateway']

export interface ExecutorOptions {
  /** Its fields count themselves (`countFields`). */
  readonly schema: GraphQLSchema
  readonly logger: Logger
  readonly limits: Pick<Limits, 'answerValues' | 'answerBytes'>
  /** Whether to omit schema names from errors about variables. */
  readonly hideSuggestions: boolean
}

/**
 * Our executor behind Apollo Server, passed as its `gateway` option, the documented extension point. Here the errors of
 * a whole operation are visible together before Apollo formats them one by one, and a response that grows too large is
 * aborted as a whole, because half a response would look complete.
 */
export function createExecutor({ schema, logger, limits, hideSuggestions }: ExecutorOptions): Gateway {
  return {
    load: async () => ({
      async executor({ document, operationName, context, request }) {
        const { requestId } = context as GraphContext
        const budget = createAnswerBudget(limits)
        countAnswer(context as GraphContext, budget)
        const running = Promise.resolve(
          execute({
            schema,
            document,
            contextValue: context,
            variableValues: request.variables ?? {},
            operationName: operationName ?? null,
            fieldResolver: countedFieldResolver,
            hideSuggestions,
          }),
        )
        // In-flight calls are not awaited.
        const excess = await Promise.race([running.then(budget.excess), budget.spent])
        if (excess) return { data: null, errors: [presentExcess(excess, requestId)] }
        const result = await running
        if (!result.errors) return result
        return { ...result, errors: presentErrors(result.errors, requestId, logger) }
      },
    }),
    onSchemaLoadOrUpdate(notify) {
      notify({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    stop: async () => undefined,
  }
}
