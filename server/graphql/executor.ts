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
  /** Whether complaints about variables keep names of the schema to themselves. */
  readonly hideSuggestions: boolean
}

/**
 * Our own execution behind Apollo Server, through its `gateway` option: the documented opening for an executor. It is
 * where errors of a whole operation are seen together before Apollo formats them one by one, and where an answer that
 * becomes too large ends: all of it, because half an answer would look like a whole one.
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
        // Calls that are under way are not waited for.
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
