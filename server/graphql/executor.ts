import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import { execute, type GraphQLSchema } from 'graphql'
import type { Logger } from '../telemetry/logger.ts'
import type { GraphContext } from './context.ts'
import { presentErrors } from './present-errors.ts'

type Gateway = ApolloServerOptionsWithGateway<GraphContext>['gateway']

/**
 * Our own execution behind Apollo Server, through its `gateway` option: the documented opening for an executor. It is
 * where errors of a whole operation are seen together before Apollo formats them one by one.
 */
export function createExecutor({ schema, logger }: { schema: GraphQLSchema; logger: Logger }): Gateway {
  return {
    load: async () => ({
      async executor({ document, operationName, context, request }) {
        const result = await execute({
          schema,
          document,
          contextValue: context,
          variableValues: request.variables ?? {},
          operationName: operationName ?? null,
        })
        if (!result.errors) return result
        return { ...result, errors: presentErrors(result.errors, (context as GraphContext).requestId, logger) }
      },
    }),
    onSchemaLoadOrUpdate(notify) {
      notify({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    stop: async () => undefined,
  }
}
